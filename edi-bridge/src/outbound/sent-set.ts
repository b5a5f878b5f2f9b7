import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import { linkClaims, linkInvoices } from '../message/ledger.ts';
import { messageTable, type SetRow, setTable } from '../message/table.ts';
import type { Addresses, DueFacts } from './due.ts';
import type { DueRow } from './table.ts';

/** The writer numbers the sets of a group from one. */
const FIRST = '0001';

/** Writes down what a message of ours speaks of, so that it is found by the same numbers as what came. */
export async function recordSentSet(
  em: EntityManager,
  due: DueRow,
  group: number,
  { applicationSender, applicationReceiver }: Addresses,
): Promise<void> {
  const { id } = await em.getRepository(messageTable).findOneByOrFail({ subject: due.subject });
  const sets = em.getRepository(setTable);
  const { originId, recordId } = due;
  const facts = due.facts as DueFacts;
  const ofShipment = originId !== null && (await sets.existsBy({ messageId: originId, shipmentId: recordId }));
  const row: SetRow = {
    id: newId(),
    messageId: id,
    place: 1,
    interchange: 1,
    type: due.setType,
    control: FIRST,
    groupControl: String(group),
    applicationSender,
    applicationReceiver,
    verdict: 'A',
    outcome: 'DONE',
    businessKey: facts.orderNumber.slice(0, 64),
    shipmentId: ofShipment ? recordId : null,
    note: null,
    rule: null,
  };
  await sets.insert(row);
  await linkFacts(em, id, facts);
}

/** Leads from a message of ours to the claims and invoices that it tells of, and back. */
export async function linkFacts(em: EntityManager, messageId: string, facts: DueFacts): Promise<void> {
  await linkClaims(em, messageId, facts.claimIds ?? []);
  await linkInvoices(em, messageId, facts.invoiceIds ?? []);
}
