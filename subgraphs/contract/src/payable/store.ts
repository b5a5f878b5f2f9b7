import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { RateCard } from '../rate/rate.ts';
import { type CarrierInvoice, type Tolerance, USUAL_TOLERANCE } from './carrier-invoice.ts';
import { maySeeCosts } from './policy.ts';
import { carrierCardTable, carrierInvoiceTable, toleranceTable } from './table.ts';

const readCards = rowReader(carrierCardTable);
const readInvoices = rowReader(carrierInvoiceTable);
const readTolerances = rowReader(toleranceTable);

const NOTHING: Predicate = { sql: '1 = 0', parameters: {} };

/** What we pay carriers is for those who may see margins, of the branch that answers for the account. */
const seen = (viewer: Viewer): Predicate =>
  maySeeCosts(viewer) ? withinReach(viewer, { account: 't.account_id' }) : NOTHING;

/** The cards of a carrier, as a tariff takes them. */
export async function carrierCards(em: EntityManager, scac: string): Promise<RateCard[]> {
  const rows = await readCards(em, equals('t.scac', 'scac', scac), 'ORDER BY t.valid_from, t.id');
  return rows.map(({ rates, surroundings, scac: contractId, createdAt: _, ...card }) => ({
    ...card,
    ...surroundings,
    contractId,
    lines: rates,
  }));
}

export const insertCarrierCard = (
  em: EntityManager,
  { lines: rates, zones, fuel, contractId: scac, ...card }: RateCard,
  createdAt: number,
): Promise<void> =>
  insertRows(em, carrierCardTable, [{ ...card, scac, rates, surroundings: { zones, fuel }, createdAt }]);

export const tolerance = async (em: EntityManager): Promise<Tolerance> =>
  (await readTolerances(em, equals('t.id', 'id', 'all')))[0] ?? USUAL_TOLERANCE;

export async function putTolerance(em: EntityManager, { basisPoints, minor }: Tolerance): Promise<void> {
  await em.getRepository(toleranceTable).upsert({ id: 'all', basisPoints, minor }, ['id']);
}

/** An invoice of a carrier by its number, whoever may see it: a number comes once. */
export const invoiceNumbered = async (
  em: EntityManager,
  scac: string,
  number: string,
): Promise<CarrierInvoice | null> =>
  (await readInvoices(em, allOf([equals('t.scac', 'scac', scac), equals('t.number', 'number', number)])))[0] ?? null;

/** What is paid of the other invoices that a carrier has sent for a shipment, in its currency. */
export async function paidOf(
  em: EntityManager,
  { scac, shipmentId, currency }: Pick<CarrierInvoice, 'scac' | 'shipmentId' | 'currency'>,
): Promise<number> {
  const [row] = await selectRows<{ paid: number | string | null }>(
    em,
    `SELECT SUM(pay_minor) AS paid FROM carrier_invoice
     WHERE shipment_id = :shipmentId AND scac = :scac AND currency = :currency`,
    { shipmentId, scac, currency },
  );
  return Number(row?.paid ?? 0);
}

/** Lets no other invoice for the same shipment be judged before this transaction ends. @param activityId its first */
export const lockShipment = (em: EntityManager, activityId: string): Promise<number> =>
  changeRows(em, 'UPDATE activity SET state = state WHERE id = :activityId', { activityId });

export const findCarrierInvoices = (
  em: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
): Promise<CarrierInvoice[]> => readInvoices(em, allOf([oneOf('t.id', 'ids', ids), seen(viewer)]));

/** One page, newest first, with one row more than asked for when there is more. */
export const listCarrierInvoices = (
  em: EntityManager,
  viewer: Viewer,
  filter: { readonly state?: string | null | undefined; readonly shipmentId?: string | null | undefined },
  page: { first: number; after: PageKey | null },
): Promise<CarrierInvoice[]> =>
  readInvoices(
    em,
    allOf([
      seen(viewer),
      equals('t.state', 'state', filter.state),
      equals('t.shipment_id', 'shipment', filter.shipmentId),
      olderThan('t.received_at', 't.id', page.after),
    ]),
    `ORDER BY t.received_at DESC, t.id DESC LIMIT ${page.first + 1}`,
  );

export const insertCarrierInvoice = (em: EntityManager, invoice: CarrierInvoice): Promise<void> =>
  insertRows(em, carrierInvoiceTable, [invoice]);

/** Saves a decision. @throws AppError CONFLICT when somebody else was faster. */
export const saveCarrierInvoice = (em: EntityManager, { id, version, ...change }: CarrierInvoice): Promise<void> =>
  guardedUpdate(em, carrierInvoiceTable, { id, version }, change);
