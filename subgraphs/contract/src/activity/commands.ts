import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ActivityDone } from '../activity-events.ts';
import { type DueCharge, keepAll, type Occasion } from '../charge/commands.ts';
import { chargesOf } from '../charge/store.ts';
import { mayManageContracts } from '../contract/policy.ts';
import type { ChargeSource } from '../events.ts';
import type { FuelPrice } from '../rating/fuel.ts';
import { type Deed, type RatedCharge, type Rating, rate } from '../rating/rating.ts';
import { rateStorage } from '../rating/storage.ts';
import { type Activity, judged, type StoredFacts } from './activity.ts';
import { type Completion, complete } from './complete.ts';
import {
  completeActivity,
  findActivities,
  insertActivities,
  judgeActivity,
  putFuelPrices,
  waitingActivities,
} from './store.ts';
import { openTariffBook, type TariffBook } from './tariff-store.ts';

/** What was done, and of goods that stood somewhere how long. */
export interface Told {
  readonly occasion: Occasion;
  readonly done: ActivityDone;
  readonly stored: StoredFacts | null;
}

const product = systemViewer('charges');

/** Keeps what was done and charges it, each of it once however often it is told. */
export async function keepActivities(
  em: EntityManager,
  told: readonly Told[],
  book: TariffBook = openTariffBook(em),
): Promise<Activity[]> {
  const ids = told.map(({ done }) => done.activityId);
  const known = new Set((await findActivities(em, product, ids)).map(({ id }) => id));
  const fresh = told.filter(({ done }, index) => !known.has(done.activityId) && ids.indexOf(done.activityId) === index);
  const rated = await Promise.all(fresh.map((one) => rateOne(book, one)));
  const activities = rated.map(({ rating, contractId, told: { done, stored } }): Activity => {
    const { activityId: id, accountId, subjectId, at } = done;
    return { id, accountId, contractId, subjectId, at, done, stored, ...judged(rating) };
  });
  await insertActivities(em, activities);
  await keepAll(em, rated.flatMap(toCharges));
  return activities;
}

interface Rated {
  readonly told: Told;
  readonly contractId: string | null;
  readonly rating: Rating;
}

async function rateOne(book: TariffBook, told: Told): Promise<Rated> {
  const { done, stored } = told;
  const contract = await book.contractFor(done);
  if (!contract.ok) return { told, contractId: null, rating: contract };
  const { id: contractId } = contract.value;
  const tariff = await book.tariffOf(contractId);
  if (!tariff.ok) return { told, contractId, rating: tariff };
  const rating = stored
    ? rateStorage(tariff.value, { ...done, ...stored })
    : done.kind === 'STORED'
      ? refuse('DAYS_MISSING', `${done.subjectNumber} stood somewhere, and nobody said how long.`)
      : rate(tariff.value, done as Deed);
  return { told, contractId, rating };
}

const SOURCES: Readonly<Record<ActivityDone['subjectKind'], ChargeSource>> = {
  SHIPMENT: 'SHIPMENT',
  INBOUND: 'INBOUND',
  STOCK: 'STOCK',
};

function toCharges({ told: { done, occasion }, contractId, rating }: Rated): DueCharge[] {
  if (!rating.ok || contractId === null) return [];
  return rating.value.map(({ key, ...priced }: RatedCharge) => ({
    occasion,
    due: {
      ...priced,
      ...{ chargeKey: key, source: SOURCES[done.subjectKind], reason: 'DONE', accountId: done.accountId, contractId },
      ...{ subjectId: done.subjectId, subjectNumber: done.subjectNumber, doneAt: done.at },
      ...{ orderNumber: done.orderNumber, poNumber: done.poNumber },
    },
  }));
}

/** So many are rated in one transaction. */
const AT_ONCE = 500;

/** Rates anew what waited for a price, a weight or a contract. What was charged stays as it was. */
export async function rateUnrated(
  em: EntityManager,
  { now, correlationId, viewer }: Pick<CommandContext, 'now' | 'correlationId' | 'viewer'>,
  which: { readonly contractId?: string; readonly accountId?: string; readonly ids?: readonly string[] },
): Promise<number> {
  const book = openTariffBook(em);
  let charged = 0;
  for (let after = ''; ; ) {
    const waiting = await waitingActivities(em, viewer, { ...which, ...(after ? { after } : {}) }, AT_ONCE);
    for (const activity of waiting) {
      const rated = await rateOne(book, { ...activity, occasion: { at: now(), correlationId } });
      const verdict = { ...judged(rated.rating), contractId: rated.contractId };
      if (!(await judgeActivity(em, activity, verdict)) || !rated.rating.ok) continue;
      await keepAll(em, toCharges(rated));
      charged++;
    }
    after = waiting.at(-1)?.id ?? '';
    if (waiting.length < AT_ONCE) return charged;
  }
}

/** Rates again what was not charged, of an account or a few by id; answers how many are charged now. */
export function rateAgain(
  ctx: CommandContext,
  which: { readonly accountId?: string; readonly ids?: readonly string[] },
): Promise<Result<number>> {
  if (!mayManageContracts(ctx.viewer)) throw forbidden('rate again');
  return ctx.db.write(async (em) => ok(await rateUnrated(em, ctx, which)));
}

/** Says what was missing of what was done, and charges it. @throws AppError CONFLICT when it is charged by now */
export function sayMissing(
  ctx: CommandContext,
  { id, ...said }: Pick<Completion, 'weightGrams' | 'quantities'> & { readonly id: string },
): Promise<Result<Activity>> {
  if (!mayManageContracts(ctx.viewer)) throw forbidden('say what was done');
  return ctx.db.write(async (em) => {
    const [activity] = await findActivities(em, ctx.viewer, [id]);
    if (!activity) throw notFound('What was done');
    // A driver who left, for instance, is done with at no charge until somebody says how long he had waited.
    const free = activity.state === 'CHARGED' && !(await isOwed(em, activity));
    const open: Activity = free ? { ...activity, state: 'WAITING' } : activity;
    const completed = complete(open, { ...said, by: ctx.viewer.name, at: ctx.now() });
    if (!completed.ok) return completed;
    const kept = await completeActivity(em, activity.state, completed.value);
    // Looked at again now that nobody else can change it: two may say it at once.
    if (!kept || (free && (await isOwed(em, activity)))) throw new AppError('CONFLICT', 'It is charged by now.');
    await rateUnrated(em, ctx, { ids: [id] });
    const [rated] = await findActivities(em, ctx.viewer, [id]);
    return ok(rated ?? completed.value);
  });
}

/** Is anything charged of it? */
async function isOwed(em: EntityManager, { id, subjectId, done }: Activity): Promise<boolean> {
  const charges = await chargesOf(em, product, SOURCES[done.subjectKind], [subjectId]);
  return charges.some(({ why }) => why?.activityId === id);
}

const MOST_PRICES = 1_000;

/** Keeps what fuel indexes stood at, and charges what waited for it. */
export async function recordFuelPrices(ctx: CommandContext, prices: readonly FuelPrice[]): Promise<Result<number>> {
  if (!mayManageContracts(ctx.viewer)) throw forbidden('record fuel prices');
  if (prices.length > MOST_PRICES)
    return refuse('TOO_MANY', `${MOST_PRICES} prices at once are the most.`, { figures: { most: MOST_PRICES } });
  const wrong = prices.find(({ index, priceMilli }) => !index.trim() || index.length > 64 || !(priceMilli > 0));
  if (wrong) {
    const message = `${wrong.index} cannot stand at ${wrong.priceMilli / 1000} on ${wrong.date}.`;
    return refuse('FUEL_PRICE', message, {
      field: 'prices',
      fix: 'A price of fuel is above zero, and its index has a name.',
    });
  }
  return ctx.db.write(async (em) => {
    const recorded = { recordedAt: ctx.now(), recordedBy: ctx.viewer.name };
    await putFuelPrices(
      em,
      prices.map((price) => ({ ...price, ...recorded })),
    );
    await rateUnrated(em, { ...ctx, viewer: product }, {});
    return ok(prices.length);
  });
}
