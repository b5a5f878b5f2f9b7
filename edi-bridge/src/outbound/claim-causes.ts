import { type ClaimFacts, SERVICE_SOURCE } from '@quayside/service/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each } from '@quayside/shared/events/inbox';
import type { EntityManager } from 'typeorm';
import { EDI_SOURCE } from '../events.ts';
import { partnersOfCarrier } from '../partner/store.ts';
import { noteDue, originOf, partnerOfOrigin } from './due.ts';

/** Steps of a claim that are told: what the claimant does himself, over EDI or in the portal, he knows. */
const TOLD = ['ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED', 'PAID', 'DECLINED', 'WITHDRAWN'];

/** Follows what happens to claims: a 926 to who claimed over EDI, and our own 920 to the carrier. */
export const followClaims = (parts: { db: Database; bus: EventBus; onDue: () => void }): Promise<BusSubscription> =>
  consume({
    name: EDI_SOURCE,
    source: SERVICE_SOURCE,
    db: parts.db,
    bus: parts.bus,
    concerns: (event) => isTold(event) || isClaimedFrom(event),
    handle: each(async (em, event) => {
      const told = isTold(event) && (await noteStatus(em, event));
      const claimed = isClaimedFrom(event) && (await noteClaim(em, event));
      if (told || claimed) parts.onDue();
    }),
  });

const ofClaim = ({ type }: EventEnvelope): boolean => type.startsWith('claim.');
const factsOf = ({ data }: EventEnvelope): ClaimFacts => data as ClaimFacts;

const isTold = (event: EventEnvelope): boolean =>
  ofClaim(event) &&
  factsOf(event).moved === true &&
  TOLD.includes(factsOf(event).state) &&
  originOf(event) !== undefined;

const isClaimedFrom = (event: EventEnvelope): boolean => ofClaim(event) && Boolean(factsOf(event).claimedFrom);

/** The claim as this step has left it: it may have gone on when its turn to be sent comes. */
async function noteStatus(em: EntityManager, event: EventEnvelope): Promise<boolean> {
  const { id, number, accountId, state, reference, offeredMinor, paidMinor, decisionCode } = factsOf(event);
  const originId = originOf(event);
  const partner = originId ? await partnerOfOrigin(em, originId, accountId, event.at) : null;
  if (!partner || !originId) return false;
  const facts = {
    ...{ orderNumber: reference ?? number, at: event.at, claimIds: [id] },
    claim: { state, offeredMinor, paidMinor, reasonCode: decisionCode },
  };
  return noteDue(em, partner, { setType: '926', recordId: id, which: String(event.seq), facts }, originId);
}

/** Our claim goes to the one partner that takes claims for the carrier; where there is none, a person writes. */
async function noteClaim(em: EntityManager, event: EventEnvelope): Promise<boolean> {
  const { id, number, claimedFrom } = factsOf(event);
  const partners = await partnersOfCarrier(em, claimedFrom ?? '', event.at);
  const partner = partners.find(({ outSets, state }) => state === 'ACTIVE' && outSets.includes('920'));
  const facts = { orderNumber: number, at: event.at, claimIds: [id] };
  return partner ? noteDue(em, partner, { setType: '920', recordId: id, facts }, null) : false;
}
