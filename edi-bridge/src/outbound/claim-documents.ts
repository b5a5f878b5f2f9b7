import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { localTime } from '@quayside/shared/instant';
import type { Partner } from '../partner/partner.ts';
import { carrierClaim } from '../transactions/carrier-claim-920.ts';
import { type ClaimStanding, claimStatus } from '../transactions/claim-status-926.ts';
import { CLAIM_FIELDS, type ClaimView } from '../transactions/claim-view.ts';
import { SHIPMENT_FIELDS, type ShipmentView } from '../transactions/shipment-view.ts';
import type { DocumentKind, Setting } from './document-kind.ts';
import type { ClaimStep } from './due.ts';

const READ_CLAIM = `query ClaimToReport($id: ID!) { claim(id: $id) { ${CLAIM_FIELDS} } }`;
const READ_CLAIMS = `query ClaimsToReport($filter: ClaimFilter!) { claims(filter: $filter, first: 20) { nodes { ${CLAIM_FIELDS} } } }`;
const READ_SHIPMENT = `query ShipmentClaimed($id: ID!) { shipment(id: $id) { ${SHIPMENT_FIELDS} } }`;

// Whom we turn to is told of the goods that it carried, though it belongs to no account of the claimant.
const bridge = systemViewer('EDI carrier');

const readClaim = async (graph: GraphClient, viewer: Viewer, id: string): Promise<ClaimView | null> =>
  (await graph.execute<{ claim: ClaimView | null }>(READ_CLAIM, { id }, viewer)).claim;

const isModern = ({ version }: Partner): boolean => version.startsWith('005');

const ownLeg = ({ legs }: ClaimView) => legs.find(({ kind }) => kind === 'CUSTOMER_TO_3PL');

/** How claims stand: one after a step of it, or all that somebody asked for. */
export const claimReport: DocumentKind<readonly ClaimStanding[]> = {
  group: 'GC',
  read: async (graph, viewer, setting) => {
    const { facts, due } = setting;
    if (facts.traced) return Promise.all(facts.traced.map((asked) => standingOf(graph, viewer, asked, setting)));
    const claim = await readClaim(graph, viewer, due.recordId);
    return claim && [standing(claim, facts.claim ?? null, setting)];
  },
  compose: (claims, { partner, text }) => claimStatus(claims, { modern: isModern(partner) }, text),
};

async function standingOf(
  graph: GraphClient,
  viewer: Viewer,
  { reference, number }: { reference: string; number: string | null },
  setting: Setting,
): Promise<ClaimStanding> {
  for (const wanted of [number, reference]) {
    if (!wanted) continue;
    const filter = { accountId: setting.partner.accountId, reference: wanted };
    const { claims } = await graph.execute<{ claims: { nodes: ClaimView[] } }>(READ_CLAIMS, { filter }, viewer);
    const filed = claims.nodes.filter(({ state }) => state !== 'DRAFT');
    const claim = filed.find(({ state }) => state !== 'WITHDRAWN') ?? filed[0];
    if (claim) return { ...standing(claim, null, setting), reference };
  }
  return unknown(reference, setting);
}

/** A claim as a step has left it; without one, as it stands. */
function standing(claim: ClaimView, step: ClaimStep | null, { facts, partner }: Setting): ClaimStanding {
  const onTheirClock = (instant: string): string => localTime(Date.parse(instant), partner.timeZone);
  const now: ClaimStep = {
    state: claim.state,
    offeredMinor: claim.offered?.amountMinor ?? null,
    paidMinor: ownLeg(claim)?.decidedAmount?.amountMinor ?? null,
    reasonCode: claim.decisionCode,
  };
  const paid = (step ?? now).state === 'PAID' && claim.payment?.reference ? claim.payment : null;
  return {
    ...{ reference: claim.reference ?? claim.number, number: claim.number, ...(step ?? now) },
    filedOn: onTheirClock(claim.openedAt),
    stoodOn: localTime(facts.at, partner.timeZone),
    claimedMinor: claim.amount.amountMinor,
    currency: claim.amount.currency,
    payment: paid && { reference: paid.reference, on: onTheirClock(paid.at) },
  };
}

function unknown(reference: string, { facts, partner }: Setting): ClaimStanding {
  const asked = localTime(facts.at, partner.timeZone);
  return {
    ...{ reference, number: null, state: null, filedOn: asked, stoodOn: asked, claimedMinor: 0, currency: 'USD' },
    ...{ offeredMinor: null, paidMinor: null, reasonCode: null, payment: null },
  };
}

/** Our own claim, for the carrier that its leg is against and no other. */
export const claimOnCarrier: DocumentKind<{ claim: ClaimView; shipment: ShipmentView }> = {
  group: 'GC',
  read: async (graph, _, { due, partner }) => {
    const claim = await readClaim(graph, bridge, due.recordId);
    const leg = claim?.legs.find(({ kind }) => kind === 'THREE_PL_TO_CARRIER');
    if (!claim || !partner.carrierScac || leg?.counterpart !== partner.carrierScac) return null;
    const { shipment } = await graph.execute<{ shipment: ShipmentView | null }>(
      READ_SHIPMENT,
      { id: claim.shipment.id },
      bridge,
    );
    return shipment && { claim, shipment };
  },
  compose: ({ claim, shipment }, { facts, partner, text }) =>
    carrierClaim(
      claim,
      shipment,
      {
        claimedOn: localTime(facts.at, partner.timeZone),
        scac: partner.carrierScac ?? '',
        modern: isModern(partner),
      },
      text,
    ),
};
