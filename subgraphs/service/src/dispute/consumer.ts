import { CONTRACT_SOURCE } from '@quayside/contract/events';
import {
  DISPUTE_DECIDED,
  type DisputeDecided,
  LINE_DISPUTED,
  type LineDisputed,
} from '@quayside/contract/money-events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { inWords } from '@quayside/shared/money';
import type { EntityManager } from 'typeorm';
import { move } from '../case/case.ts';
import { caseOpening, changeCase, type OpenCase, openCaseFor } from '../case/commands.ts';
import { findShipment } from '../directory/store.ts';
import { SERVICE_SOURCE } from '../events.ts';
import { caseOfDispute, disputeKey } from './store.ts';

/** Opens a case of each line that a customer disputes, and resolves it by what was decided. */
export const followDisputes = (db: Database, bus: EventBus, now: () => number): Promise<BusSubscription> =>
  consume({
    name: `${SERVICE_SOURCE}-disputes`,
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: ofTypes(LINE_DISPUTED, DISPUTE_DECIDED),
    handle: each((em, event) =>
      event.type === LINE_DISPUTED ? open(em, db, now, event) : resolve(em, db, now, event),
    ),
  });

const contextOf = (
  db: Database,
  now: () => number,
  { correlationId }: EventEnvelope,
  name: string,
): CommandContext => ({
  ...{ viewer: systemViewer(name), correlationId, now, db },
});

async function open(em: EntityManager, db: Database, now: () => number, event: EventEnvelope): Promise<void> {
  const disputed = event.data as LineDisputed;
  const { accountId, invoiceNumber, line, kind, subjectNumber, amountMinor, currency, reason } = disputed;
  const ctx = contextOf(db, now, event, disputed.openedBy);
  // A shipment that an older copy of this store does not know is no reason to lose the dispute.
  const shipment = disputed.shipmentId ? await findShipment(em, ctx.viewer, disputed.shipmentId) : null;
  const input: OpenCase = {
    ...{
      accountId,
      shipmentId: shipment?.shipmentId ?? null,
      invoiceId: disputed.invoiceId,
      kind: 'COMPLAINT',
      category: 'BILLING',
    },
    ...{ priority: 'NORMAL', severity: 'MODERATE', attachments: [], idempotencyKey: disputeKey(disputed.disputeId) },
    subject: `${invoiceNumber}, line ${line}: ${subjectNumber}`.slice(0, 255),
    description: `${kind} of ${subjectNumber}, ${inWords({ amountMinor, currency })}, on line ${line} of ${invoiceNumber}.\n\n${reason}`,
  };
  const { openedSide: by, openedWay: way = null } = disputed;
  // What the product writes around it is nobody's word; an older event does not tell whose side has spoken.
  const words = by ? { text: reason, by, way } : null;
  const opened = await openCaseFor(ctx, input, { ...caseOpening(ctx, input), words });
  if (!opened.ok)
    throw new RangeError(`no case was opened of dispute ${disputed.disputeId}: ${opened.refusal.message}`);
}

const always = () => true;

/** A case that somebody has closed meanwhile stays closed. */
async function resolve(em: EntityManager, db: Database, now: () => number, event: EventEnvelope): Promise<void> {
  const { disputeId, accountId, answer, creditNoteNumber } = event.data as DisputeDecided;
  const id = await caseOfDispute(em, accountId, disputeId);
  if (!id) return;
  const ctx = contextOf(db, now, event, 'Quayside');
  const resolution = creditNoteNumber ? `${answer} (${creditNoteNumber})` : answer;
  const to = { state: 'RESOLVED', resolution, decision: null, solved: true } as const;
  await changeCase(ctx, {
    id,
    may: always,
    doing: 'resolve',
    verb: 'state-changed',
    rule: (item) => move(item, to, now()),
  });
}
