import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Contract } from '../contract/contract.ts';
import { findContract, versionsOf } from '../contract/store.ts';
import {
  CHARGE_DUE,
  type ChargeDue,
  OTIF_DISPUTED,
  OTIF_SCORED,
  type OtifDisputed,
  type OtifScored,
} from '../events.ts';
import { markContract } from '../otif-trend/store.ts';
import type { OtifDecision, OtifPeriod } from './otif.ts';
import { periodAt } from './otif.ts';
import { mayDecideOtif, mayDispute } from './policy.ts';
import { type PeriodScore, periodNamed, scoredBy, scoreNow, usualClause } from './scores-store.ts';
import { closedPeriods, findDispute, findFact, insertClosed, lockDispute, putDispute } from './store.ts';
import type { ClosedPeriod, OtifDispute } from './table.ts';

/** Closes a period for good: the score stands, and what it costs us is credited, once. */
export function closePeriod(ctx: CommandContext, contractId: string, key: string): Promise<Result<PeriodScore>> {
  if (!mayDecideOtif(ctx.viewer)) throw forbidden('close periods');
  return ctx.db.write(async (em) => {
    const contract = await findContract(em, ctx.viewer, contractId);
    if (!contract) throw notFound('The contract');
    return closeFor(em, ctx, contract, key);
  });
}

/** As `closePeriod`, for a contract that is at hand. */
export async function closeFor(
  em: EntityManager,
  ctx: CommandContext,
  contract: Contract,
  key: string,
): Promise<Result<PeriodScore>> {
  const versions = await versionsOf(em, ctx.viewer, [contract.id]);
  const current = usualClause(versions);
  const whole = current ? periodNamed(current, key) : null;
  const scored = whole && scoredBy(versions, whole);
  if (!whole || !scored) {
    const fix = 'Name a period of a contract with this clause, such as 2026-11.';
    return refuse('OTIF_PERIOD', `${contract.number} has no period ${key}.`, { field: 'period', fix });
  }
  const closedBefore = await closedPeriods(em, ctx.viewer, contract.id);
  const before = overlapping(whole, closedBefore);
  if (before) {
    const message = `A part of ${key} has been closed already, as ${before.period}.`;
    return refuse('OTIF_PERIOD_CLOSED', message, { field: 'period', fix: 'Close the periods that follow it.' });
  }
  const score = await scoreNow(em, ctx.viewer, contract.id, { ...scored, now: ctx.now(), closed: closedBefore });
  if (ctx.now() < whole.to || score.open > 0) {
    return refuse('OTIF_PERIOD_OPEN', `${key} is not over yet, or something promised in it is still on its way.`, {
      field: 'period',
      fix: 'Close it when it has ended and everything was delivered or is late.',
    });
  }
  const closed = closedOf(ctx, contract, score);
  if (!(await insertClosed(em, closed))) {
    return refuse('OTIF_PERIOD_CLOSED', `${key} has been closed already.`, { field: 'period' });
  }
  await tell(em, ctx, contract, closed);
  return ok({ ...score, closed });
}

/** A closed period of another length that has days of this one: what was credited with it is not credited again. */
const overlapping = ({ key, from, to }: OtifPeriod, closed: readonly ClosedPeriod[]): ClosedPeriod | undefined =>
  closed.find((one) => {
    const span = one.period === key ? null : periodNamed(one.clause, one.period);
    return span !== null && span.from < to && from < span.to;
  });

const closedOf = (ctx: CommandContext, contract: Contract, score: PeriodScore): ClosedPeriod => ({
  id: newId(),
  contractId: contract.id,
  accountId: contract.accountId,
  period: score.period.key,
  clause: score.clause,
  counted: score.counted,
  hits: score.hits,
  excluded: score.excluded,
  percent: score.percent,
  met: score.met,
  chargedMinor: score.chargedMinor,
  creditMinor: score.creditMinor,
  currency: score.currency,
  closedAt: ctx.now(),
  byCharge: false,
});

/** The alert, and the credit note: the book of charges makes it, once for a period. */
async function tell(em: EntityManager, ctx: CommandContext, contract: Contract, closed: ClosedPeriod): Promise<void> {
  const { accountId, id: contractId, number, name } = contract;
  const { period, percent, met, creditMinor, currency, clause } = closed;
  const head = { accountId, seq: 1, at: ctx.now(), correlationId: ctx.correlationId };
  const scored: OtifScored = {
    ...{ periodId: closed.id, contractId, accountId, number, name, period, percent, met },
    ...{ targetPercent: clause.targetPercent, creditMinor, currency },
  };
  const due: ChargeDue | null =
    creditMinor > 0 && currency !== null
      ? {
          ...{ source: 'OTIF', reason: 'CREDIT', subjectId: closed.id, subjectNumber: `${number} ${period}` },
          ...{ accountId, contractId, service: 'TRANSPORT', quantity: 1, unit: 'EA' },
          ...{ amountMinor: -creditMinor, currency },
        }
      : null;
  await appendEvents(em, [
    { ...head, type: OTIF_SCORED, subject: closed.id, data: scored },
    ...(due ? [{ ...head, type: CHARGE_DUE, subject: closed.id, seq: 2, data: due }] : []),
  ]);
}

const LONGEST_TEXT = 2_000;

/** Says that a verdict is wrong. While the period is open, what is decided changes its score. */
export function disputeVerdict(
  ctx: CommandContext,
  { shipmentId, text }: { shipmentId: string; text: string },
): Promise<Result<OtifDispute>> {
  if (!mayDispute(ctx.viewer)) throw forbidden('dispute verdicts');
  return ctx.db.write(async (em) => {
    const found = await disputable(em, ctx, shipmentId);
    if (!found.ok) return found;
    const known = await findDispute(em, ctx.viewer, shipmentId);
    if (known && known.decision === null) return refuse('OTIF_DISPUTE_OPEN', 'This verdict is disputed already.');
    const fault = textFault('text', text);
    if (fault) return fault;
    const { contractId, accountId, period } = found.value;
    const dispute: OtifDispute = {
      ...{ shipmentId, contractId, accountId, period, text: text.trim() },
      ...{ openedBy: ctx.viewer.name, openedAt: ctx.now() },
      ...{ decision: null, answer: null, decidedBy: null, decidedAt: null },
    };
    return ok(await keep(em, ctx, dispute, found.value.number));
  });
}

/** Answers a dispute: the verdict is upheld, or counts as something else from now on. */
export function decideDispute(
  ctx: CommandContext,
  input: { shipmentId: string; decision: OtifDecision | 'UPHELD'; answer: string },
): Promise<Result<OtifDispute>> {
  if (!mayDecideOtif(ctx.viewer)) throw forbidden('decide disputes');
  return ctx.db.write(async (em) => {
    await lockDispute(em, input.shipmentId);
    const known = await findDispute(em, ctx.viewer, input.shipmentId);
    if (!known) throw notFound('The dispute');
    if (known.decision !== null) return refuse('OTIF_DISPUTE_DECIDED', 'This dispute has been decided.');
    const found = await disputable(em, ctx, input.shipmentId);
    if (!found.ok) return found;
    const fault = textFault('answer', input.answer);
    if (fault) return fault;
    const decided = { decision: input.decision, answer: input.answer.trim(), decidedBy: ctx.viewer.name };
    return ok(await keep(em, ctx, { ...known, ...decided, decidedAt: ctx.now() }, found.value.number));
  });
}

const textFault = (field: string, text: string): Result<never> | null =>
  text.trim() === '' || text.length > LONGEST_TEXT
    ? refuse('REASON_MISSING', `Say why, in ${LONGEST_TEXT} characters at most.`, {
        field,
        figures: { most: LONGEST_TEXT },
      })
    : null;

/** A shipment whose period is not closed: what is closed has been paid for. */
async function disputable(em: EntityManager, ctx: CommandContext, shipmentId: string) {
  const fact = await findFact(em, ctx.viewer, shipmentId);
  const contract = fact ? await findContract(em, ctx.viewer, fact.contractId) : null;
  if (!fact || !contract) throw notFound('The shipment');
  const versions = await versionsOf(em, ctx.viewer, [contract.id]);
  const usual = usualClause(versions);
  const judged = usual && fact.promisedAt !== null ? periodAt(usual, fact.promisedAt) : null;
  const scored = judged && scoredBy(versions, judged);
  // What was promised for a day after the contract ended was not promised by it.
  if (!scored || fact.promisedAt === null || fact.promisedAt >= scored.period.to) {
    return refuse('OTIF_NO_CLAUSE', 'Nothing was promised for this shipment.', { field: 'shipmentId' });
  }
  const { key: period } = scored.period;
  const closed = (await closedPeriods(em, ctx.viewer, contract.id)).some((one) => one.period === period);
  if (closed) {
    const fix = 'Open a case about the credit note instead.';
    return refuse('OTIF_PERIOD_CLOSED', `${period} has been closed already.`, { field: 'shipmentId', fix });
  }
  return ok({ contractId: contract.id, accountId: contract.accountId, period, number: contract.number });
}

async function keep(
  em: EntityManager,
  ctx: CommandContext,
  dispute: OtifDispute,
  number: string,
): Promise<OtifDispute> {
  await putDispute(em, dispute);
  await markContract(em, dispute.contractId);
  const { accountId, contractId, shipmentId, period, decision } = dispute;
  const data: OtifDisputed = {
    ...{ accountId, contractId, shipmentId, period, decision, number },
    ...{ actorId: ctx.viewer.id, actor: ctx.viewer.name },
  };
  const head = { type: OTIF_DISPUTED, accountId, subject: shipmentId, seq: decision === null ? 1 : 2 };
  await appendEvents(em, [{ ...head, at: ctx.now(), correlationId: ctx.correlationId, data }]);
  return dispute;
}
