import { HEARD } from '@quayside/customer/fact/hearing';
import { insertRows } from '@quayside/shared/db/bulk';
import type { Database } from '@quayside/shared/db/database';
import { DAY } from '@quayside/shared/instant';
import { type EventRow, eventTable } from '@quayside/shared/outbox/table';
import { Choices } from '../demo/random.ts';

const AT_ONCE = 5_000;
/** Facts of one order: it is taken and delivered, charged and paid for to the carrier. */
const FACTS_EACH = 4;

export const accountName = (at: number): string => `A${String(at).padStart(7, '0')}`;

/**
 * Fills the log of a store with events of all customers, in the order in which they happened over two years. One customer
 * stops ordering two months before the end: the churner that has to be found. The first is ten times as large as others.
 */
export async function fillLog(db: Database, customers: number, facts: number, now: number): Promise<void> {
  const choices = new Choices(11);
  const orders = Math.ceil(facts / FACTS_EACH);
  let position = 0;
  let batch: EventRow[] = [];
  const put = async (row: Omit<EventRow, 'id' | 'position' | 'seq' | 'correlationId'>): Promise<void> => {
    position++;
    batch.push({ ...row, id: `E${String(position).padStart(12, '0')}`, seq: 1, correlationId: 'bench', position });
    if (batch.length < AT_ONCE) return;
    const full = batch;
    batch = [];
    await db.write((em) => insertRows(em, eventTable, full));
  };
  for (let order = 0; order < orders; order++) {
    const at = now - 730 * DAY + Math.floor((order / orders) * 729 * DAY);
    const key = choices.share() < 0.01;
    const who = key ? 0 : order % customers;
    if (who === 1 && at > now - 60 * DAY) continue;
    const accountId = accountName(who);
    const shipmentId = `S${String(order).padStart(10, '0')}`;
    const about = { shipmentId, number: shipmentId, accountId, source: order % 3 === 0 ? 'EDI:1' : 'API' };
    const common = { accountId, at };
    const amountMinor = key ? 90_000 : choices.between(8_000, 40_000);
    const charge = { chargeId: `C${shipmentId}`, source: 'SHIPMENT', subjectId: shipmentId, subjectNumber: shipmentId };
    await put({ ...common, type: HEARD.booked, subject: shipmentId, data: { ...about, state: 'BOOKED' } });
    const delivered = { ...about, state: 'DELIVERED', deliveredAt: at + DAY };
    await put({ ...common, type: HEARD.milestone, subject: shipmentId, data: delivered });
    const revenue = { ...charge, accountId, amountMinor, currency: 'USD', service: 'TRANSPORT', doneAt: at };
    await put({ ...common, type: HEARD.chargeMade, subject: charge.chargeId, data: revenue });
    const cost = { shipmentId, payMinor: Math.round(amountMinor * 0.6), currency: 'USD', doneAt: at };
    await put({ ...common, type: HEARD.carrierCost, subject: `K${shipmentId}`, data: cost });
  }
  await db.write((em) => insertRows(em, eventTable, batch));
}
