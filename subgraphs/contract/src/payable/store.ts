import { ruleOf } from '@quayside/customer/parameter-events';
import { insertRows, updateWhere } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { branchesOf, parametersAt } from '@quayside/shared/db/parameter-store';
import { allOf, EVERYTHING, equals, olderThan, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { changeRows, selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import { minorPerUnit } from '@quayside/shared/money';
import type { PageKey } from '@quayside/shared/page';
import type { EntityManager } from 'typeorm';
import type { RateCard } from '../rate/rate.ts';
import type { CarrierInvoice, Tolerance } from './carrier-invoice.ts';
import { maySeeCosts } from './policy.ts';
import { type CarrierCardRow, carrierCardTable, carrierInvoiceTable, toleranceTable } from './table.ts';

const readCards = rowReader(carrierCardTable);
const readInvoices = rowReader(carrierInvoiceTable);
const readTolerances = rowReader(toleranceTable);

const NOTHING: Predicate = { sql: '1 = 0', parameters: {} };

/** What we pay carriers is for those who may see margins, of the branch that answers for the account. */
const seen = (viewer: Viewer): Predicate =>
  maySeeCosts(viewer) ? withinReach(viewer, { account: 't.account_id' }) : NOTHING;

/** As a tariff takes it: the carrier stands for the contract. */
const toCard = ({ rates, surroundings, scac: contractId, createdAt: _, ...card }: CarrierCardRow): RateCard => ({
  ...card,
  ...surroundings,
  contractId,
  lines: rates,
});

/** The cards of a carrier. */
export const carrierCards = async (em: EntityManager, scac: string): Promise<RateCard[]> =>
  (await readCards(em, equals('t.scac', 'scac', scac), 'ORDER BY t.valid_from, t.id')).map(toCard);

/** The cards of all carriers, for whoever may see what carriers cost. */
export const listCarrierCards = async (em: EntityManager, viewer: Viewer): Promise<RateCard[]> =>
  maySeeCosts(viewer) ? (await readCards(em, EVERYTHING, 'ORDER BY t.scac, t.valid_from DESC, t.id')).map(toCard) : [];

/** One of them, or null. */
export const findCarrierCard = async (em: EntityManager, viewer: Viewer, id: string): Promise<RateCard | null> =>
  maySeeCosts(viewer) ? ((await readCards(em, equals('t.id', 'id', id))).map(toCard)[0] ?? null) : null;

/** Sets the last day of a card. */
export const endCarrierCardOn = async (em: EntityManager, id: string, validTo: string): Promise<void> => {
  await updateWhere(em, carrierCardTable, { validTo }, { id });
};

export const insertCarrierCard = (
  em: EntityManager,
  { lines: rates, zones, fuel, contractId: scac, ...card }: RateCard,
  createdAt: number,
): Promise<void> =>
  insertRows(em, carrierCardTable, [{ ...card, scac, rates, surroundings: { zones, fuel }, createdAt }]);

const TOLERANCE = (['CARRIER_TOLERANCE_PERCENT', 'CARRIER_TOLERANCE_AMOUNT'] as const).map(ruleOf);

/** What the house tolerates where no unit has set a parameter. */
export async function putTolerance(em: EntityManager, { basisPoints, minor }: Tolerance): Promise<void> {
  await em.getRepository(toleranceTable).upsert({ id: 'all', basisPoints, minor }, ['id']);
}

/** What the house tolerates, as it once set it; null where it never did. */
export const houseTolerance = async (em: EntityManager): Promise<Tolerance | null> =>
  (await readTolerances(em, equals('t.id', 'id', 'all')))[0] ?? null;

/** How far a carrier may be off, as the branch says that answers for the account, else as the house once set it. */
export async function tolerance(
  em: EntityManager,
  { accountId, currency }: Pick<CarrierInvoice, 'accountId' | 'currency'>,
): Promise<Tolerance> {
  const house = await houseTolerance(em);
  // Hundredths of a percent and minor units may lie between the values that a parameter takes, so they stay as they are.
  const rules = TOLERANCE.map(({ name, standard }) => ({ name, standard: house ? null : standard }));
  const [valuesAt, branches] = [await parametersAt(em, rules), await branchesOf(em, [accountId])];
  const { CARRIER_TOLERANCE_PERCENT: percent, CARRIER_TOLERANCE_AMOUNT: amount } = valuesAt(
    branches.get(accountId) ?? null,
  );
  return {
    basisPoints: percent === null ? (house?.basisPoints ?? 0) : 100 * percent,
    minor: amount === null ? (house?.minor ?? 0) : amount * minorPerUnit(currency),
  };
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
