import { CHARGE_MADE, type ChargeMade, CONTRACT_SOURCE } from '@quayside/contract/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { ok } from '@quayside/shared/result';
import { SERVICE_SOURCE } from '../events.ts';
import { changeItem } from '../item/commands.ts';
import { RETURN_ORDERS } from '../return-order/commands.ts';
import { returnOrders } from '../return-order/store.ts';
import { WORK_ORDERS } from '../work-order/commands.ts';
import { workOrders } from '../work-order/store.ts';

/** Notes at a job or return that its charge stands in the books, so that whoever looks at it sees it. */
export const followMadeCharges = (db: Database, bus: EventBus, now: () => number): Promise<BusSubscription> =>
  consume({
    name: `${SERVICE_SOURCE}-charges`,
    source: CONTRACT_SOURCE,
    db,
    bus,
    concerns: (event) => ofTypes(CHARGE_MADE)(event) && isOfAnItem(event),
    handle: each((_, event) => noteCharge(db, now, event)),
  });

/** Shipments and goods are charged without anybody here. */
const isOfAnItem = ({ data }: EventEnvelope): boolean =>
  ['WORK_ORDER', 'RETURN_ORDER'].includes((data as ChargeMade).source);

const always = () => true;

/** Runs in the inbox's transaction, which a write of the same store joins. */
async function noteCharge(db: Database, now: () => number, event: EventEnvelope): Promise<void> {
  const { source, subjectId: id, chargeId } = event.data as ChargeMade;
  const ctx: CommandContext = { viewer: systemViewer('Quayside'), correlationId: event.correlationId, now, db };
  const step = { id, may: always, doing: 'charge', verb: 'charged' } as const;
  // An item that is gone with an older copy of the store has nothing to be noted at.
  if (source === 'WORK_ORDER') {
    if (!(await db.read((em) => workOrders.find(em, ctx.viewer, id)))) return;
    await changeItem(ctx, WORK_ORDERS, { ...step, rule: (order) => ok({ ...order, chargeId }) });
    return;
  }
  if (!(await db.read((em) => returnOrders.find(em, ctx.viewer, id)))) return;
  await changeItem(ctx, RETURN_ORDERS, { ...step, rule: (order) => ok({ ...order, chargeId }) });
}
