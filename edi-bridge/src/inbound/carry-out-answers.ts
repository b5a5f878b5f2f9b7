import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';
import type { CarrierClaimAnswer, Mapped } from '../transactions/mapped.ts';
import { type Asked, isRefusal } from './graph-orders.ts';
import { result, type SetResult, sentence } from './set-result.ts';

const FIND = `query ClaimOfCarrier($filter: ClaimFilter!) { claims(filter: $filter, first: 5) { nodes {
  id number amount { currency } shipment { id } legs { kind counterpart state decidedAmount { amountMinor } reference parts { reference amount { amountMinor } } } } } }`;
const RECORD = `mutation RecordCarrierAnswer($input: RecordCarrierAnswerInput!) {
  recordCarrierAnswer(input: $input) { __typename ... on Claim { id } ... on Refusal { code message fix } } }`;

interface OurClaim {
  readonly id: string;
  readonly number: string;
  readonly amount: { readonly currency: string };
  readonly shipment: { readonly id: string };
  readonly legs: readonly Leg[];
}
interface Leg {
  readonly kind: string;
  readonly counterpart: string;
  readonly state: string;
  readonly decidedAmount: { readonly amountMinor: number } | null;
  readonly parts: readonly { readonly reference: string; readonly amount: { readonly amountMinor: number } }[];
}
type Told = Pick<SetResult, 'outcome'> & { readonly note: string; readonly claim?: OurClaim };

// A carrier answers claims about shipments of many accounts; which ones, its SCAC alone decides.
const bridge = systemViewer('EDI carrier');
/** A report of an earlier stage changes nothing. */
const STAGES: readonly string[] = ['FILED', 'ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED', 'PAID'];
const FIRST_STAGES: readonly string[] = ['ACKNOWLEDGED', 'INVESTIGATING'];

/** A carrier's 926: each answer on the carrier's leg of the claim under our number. */
export async function carryOutAnswers(
  graph: GraphClient,
  partner: Partner,
  { key, answers }: Extract<Mapped, { kind: 'claim-answer' }>,
  messageId: string,
): Promise<SetResult> {
  const told: Told[] = [];
  for (const [index, answer] of answers.entries())
    told.push(await carryOutAnswer(graph, partner, answer, `EDI:${messageId}:${index}`));
  // One set has one outcome: what a person or the sender has to do comes before what is done.
  const outcome = (['HELD', 'REFUSED'] as const).find((one) => told.some((each) => each.outcome === one)) ?? 'DONE';
  const claims = told.flatMap(({ claim }) => claim ?? []);
  return {
    ...result(outcome, key, told.map(({ note }) => note).join(' '), claims[0]?.shipment.id ?? null),
    claimIds: claims.map(({ id }) => id),
  };
}

async function carryOutAnswer(
  graph: GraphClient,
  { carrierScac }: Partner,
  answer: CarrierClaimAnswer,
  once: string,
): Promise<Told> {
  const { number, status, state, currency } = answer;
  const filter = { reference: number };
  const { claims } = await graph.execute<{ claims: { nodes: OurClaim[] } }>(FIND, { filter }, bridge);
  const claim = claims.nodes.find((one) => one.number === number);
  const leg = claim?.legs.find(
    ({ kind, counterpart }) => kind === 'THREE_PL_TO_CARRIER' && counterpart === carrierScac,
  );
  // Another carrier must not learn that there is such a claim.
  if (!claim || !leg) return { outcome: 'REFUSED', note: `We made no claim ${number} against ${carrierScac}.` };
  const held = (note: string): Told => ({ outcome: 'HELD', note: `${number}: ${note}`, claim });
  if (!state) return held(`the carrier reports ${status} (F1106): a person has to deal with it.`);
  if (currency && currency !== claim.amount.currency)
    return held(
      `the carrier answers in ${currency}, the claim is in ${claim.amount.currency}: a person has to settle it.`,
    );
  if (answer.partly) return carryOutPart(graph, claim, leg, answer, once);
  const again = leg.state === state && (answer.amountMinor ?? null) === (leg.decidedAmount?.amountMinor ?? null);
  const behind = FIRST_STAGES.includes(state) && STAGES.indexOf(leg.state) >= STAGES.indexOf(state);
  if (again || behind) return { outcome: 'DONE', note: `${number}: ${status} changes nothing.`, claim };
  const refused = await record(graph, claim, leg, answer, once);
  return refused
    ? { outcome: 'REFUSED', note: `${number}: ${refused}`, claim }
    : { outcome: 'DONE', note: `${number}: the carrier reports ${status}.`, claim };
}

/** A part that was paid: booked once under its number, and the rest stays open. */
async function carryOutPart(
  graph: GraphClient,
  claim: OurClaim,
  leg: Leg,
  answer: CarrierClaimAnswer,
  once: string,
): Promise<Told> {
  const { number, payment, amountMinor } = answer;
  if (!payment || amountMinor === null) {
    const note = `${number}: a part payment has a number and an amount (F1301, F1303): a person has to deal with it.`;
    return { outcome: 'HELD', note, claim };
  }
  if (leg.parts.some(({ reference }) => reference === payment)) {
    return { outcome: 'DONE', note: `${number}: the part payment ${payment} was booked before.`, claim };
  }
  const refused = await record(graph, claim, leg, answer, once);
  if (refused) return { outcome: 'REFUSED', note: `${number}: ${refused}`, claim };
  return { outcome: 'DONE', note: `${number}: the part payment ${payment} is booked, and the rest stays open.`, claim };
}

/** What was paid in all: what the carrier says it settles for, or its parts and the last payment together. */
function paidInAll(leg: Leg, { state, amountMinor, settledMinor }: CarrierClaimAnswer): number | null {
  const before = leg.parts.reduce((sum, { amount }) => sum + amount.amountMinor, 0);
  if (state !== 'PAID' || before === 0 || amountMinor === null) return amountMinor;
  return settledMinor ?? before + amountMinor;
}

/** Records an answer, and before it the receipt that a carrier leaves out when it looks into a claim at once; gives why not. */
async function record(
  graph: GraphClient,
  { id }: OurClaim,
  leg: Leg,
  answer: CarrierClaimAnswer,
  once: string,
): Promise<string | null> {
  const { state, carrierNumber, status, reasonCode, payment, partly } = answer;
  const amountMinor = partly ? answer.amountMinor : paidInAll(leg, answer);
  const leavesOut = leg.state === 'FILED' && (state === 'INVESTIGATING' || state === 'OFFERED');
  const note = [`926 ${status}`, reasonCode, payment].filter(Boolean).join(', ');
  for (const to of leavesOut ? ['ACKNOWLEDGED', state] : [state]) {
    const last = to === state;
    const input = {
      ...{ id, state: to, amountMinor: last ? amountMinor : null, note, reference: carrierNumber },
      partPayment: partly && last ? payment : null,
      idempotencyKey: `${once}:${to}`,
    };
    const data = await graph.execute<{ recordCarrierAnswer: Asked<{ id: string }> }>(RECORD, { input }, bridge);
    if (isRefusal(data.recordCarrierAnswer)) return sentence(data.recordCarrierAnswer);
  }
  return null;
}
