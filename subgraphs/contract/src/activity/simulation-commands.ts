import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { DAY, localDate } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Charge } from '../charge/charge.ts';
import { chargesOf, jobsBetween } from '../charge/store.ts';
import type { Contract } from '../contract/contract.ts';
import { findContract } from '../contract/store.ts';
import type { ChargeSource } from '../events.ts';
import { checkRateCard } from '../rate/faults.ts';
import { lineKey, type RateCard } from '../rate/rate.ts';
import { rateCardsOf } from '../rate/store.ts';
import { type Compared, compare } from '../rating/compare.ts';
import { type Deed, type Rating, rate } from '../rating/rating.ts';
import { rateStorage } from '../rating/storage.ts';
import { openTariff, type Tariff } from '../rating/tariff.ts';
import type { Activity } from './activity.ts';
import { compareJob, ofActivity, type Simulated } from './job-simulation.ts';
import { unkeptStorage } from './storage-commands.ts';
import { activitiesBetween, fuelPrices } from './store.ts';

/** Which period of which contract is rated by which other prices. */
export interface Simulate {
  readonly contractId: string;
  /** YYYY-MM-DD, UTC, both included. */
  readonly from: string;
  readonly to: string;
  readonly otherContractId: string | null;
  readonly card: RateCard | null;
}

/** What a period would have cost. */
export interface Simulation {
  readonly currency: string;
  /** Activities and jobs. */
  readonly activityCount: number;
  readonly complete: boolean;
  readonly lines: readonly Compared<Simulated>[];
}

const MOST_ACTIVITIES = 20_000;
const MOST_YEARS = 3;
const SUBJECTS_AT_ONCE = 500;

/** Rates a past period by other prices and sets it against the books. Only reads: there is nothing to undo. */
export async function simulateTariff(
  ctx: Pick<CommandContext, 'db' | 'viewer' | 'now'>,
  input: Simulate,
): Promise<Result<Simulation>> {
  if (input.to < input.from) {
    return refuse('PERIOD_REVERSED', `${input.to} is before ${input.from}.`, { field: 'to' });
  }
  if (yearsAfter(input.from, MOST_YEARS) <= input.to) {
    const most = MOST_YEARS * 12;
    return refuse('PERIOD_TOO_LONG', `${input.from} to ${input.to} is longer than ${most} months.`, {
      field: 'from',
      fix: `Choose a period of ${most} months at most.`,
    });
  }
  return ctx.db.read(async (em) => {
    const contract = await findContract(em, ctx.viewer, input.contractId);
    if (!contract) throw notFound('The contract');
    const other = input.otherContractId ? await findContract(em, ctx.viewer, input.otherContractId) : null;
    if (input.otherContractId && !other) throw notFound('The other contract');
    const cards = await otherCards(em, ctx, input);
    if (!cards.ok) return cards;
    const tariff = openTariff(contract.id, cards.value, await fuelPrices(em));
    if (!tariff.ok) return tariff;
    const currency = tariff.value.currency || other?.catalogue[0]?.currency;
    if (!currency) return nothingPriced();
    const period = [Date.parse(input.from), Date.parse(input.to) + DAY] as const;
    const found = await activitiesBetween(em, ctx.viewer, contract.id, period, MOST_ACTIVITIES + 1);
    const complete = found.length <= MOST_ACTIVITIES;
    const stored =
      complete && tariff.value.offers.has('STORAGE') ? await storageBeside(em, ctx, input, { contract, found }) : [];
    const activities = [...found, ...stored].slice(0, MOST_ACTIVITIES);
    const left = MOST_ACTIVITIES - activities.length;
    const jobs = await jobsBetween(em, ctx.viewer, contract.id, period, left + 1);
    const books = await booksOf(em, ctx, activities);
    const strange = strangeTo(currency, [...books.values(), jobs].flat());
    if (strange) return strange;
    const lines = activities.flatMap((activity) => {
      const rating = rateBy(tariff.value, activity);
      const [after, refusal] = rating.ok ? [rating.value, null] : [[], rating.refusal];
      return compare(ofActivity(activity), books.get(activity.id) ?? [], after, refusal);
    });
    return ok({
      currency,
      activityCount: activities.length + Math.min(jobs.length, left),
      complete: complete && found.length + stored.length <= MOST_ACTIVITIES && jobs.length <= left,
      lines: [...lines, ...jobs.slice(0, left).flatMap((job) => compareJob(job, other))],
    });
  });
}

/** Why the books and the other prices cannot be set against each other. */
function strangeTo(currency: string, charges: readonly Pick<Charge, 'currency'>[]): Result<never> | null {
  const strange = charges.find((charge) => charge.currency !== currency);
  if (!strange) return null;
  return refuse('CURRENCIES_MIXED', `The books are in ${strange.currency}, the other prices in ${currency}.`, {
    field: 'card.currency',
    fix: `Give the other prices in ${strange.currency}.`,
  });
}

const yearsAfter = (day: string, years: number): string =>
  `${Number(day.slice(0, 4)) + years}`.padStart(4, '0') + day.slice(4);

/** Storage that the contract has no price for, and that the other prices may charge; days that are still to come cost nothing. */
async function storageBeside(
  em: EntityManager,
  { now }: Pick<CommandContext, 'now'>,
  { from, to }: Pick<Simulate, 'from' | 'to'>,
  { contract, found }: { readonly contract: Contract; readonly found: readonly Activity[] },
): Promise<Activity[]> {
  const yesterday = localDate(now() - DAY);
  const period = { from, to: to < yesterday ? to : yesterday };
  const kept = new Set(found.map(({ id }) => id));
  const told = await unkeptStorage(em, contract, period, kept, MOST_ACTIVITIES + 1 - found.length);
  return told.map(({ done, stored }) => ({
    ...{ id: done.activityId, accountId: done.accountId, contractId: contract.id, subjectId: done.subjectId },
    ...{ at: done.at, state: 'NOT_PRICED', refusal: null, done, stored },
  }));
}

const nothingPriced = (): Result<never> =>
  refuse('SIMULATION_NO_PRICES', 'The other prices charge nothing by themselves, so nothing could be compared.', {
    field: 'otherContractId',
    fix: 'Choose a contract with a rate card whose lines charge or with a price list of services, or write a card.',
  });

async function otherCards(
  em: EntityManager,
  { viewer }: Pick<CommandContext, 'viewer'>,
  { contractId, otherContractId, card }: Simulate,
): Promise<Result<readonly RateCard[]>> {
  const held = await rateCardsOf(em, viewer, [otherContractId ?? contractId]);
  if (!card) return ok(held);
  const checked = checkRateCard(card);
  if (!checked.ok) return checked;
  // The new card speaks for its lines alone; what else is agreed goes on.
  const spoken = new Set(card.lines.map(lineKey));
  const rest = held.map((one) => ({ ...one, lines: one.lines.filter((line) => !spoken.has(lineKey(line))) }));
  return ok([...rest.filter(({ lines }) => lines.length > 0), card]);
}

function rateBy(tariff: Tariff, { done, stored }: Activity): Rating {
  return stored ? rateStorage(tariff, { ...done, ...stored }) : rate(tariff, done as Deed);
}

async function booksOf(
  em: EntityManager,
  { viewer }: Pick<CommandContext, 'viewer'>,
  activities: readonly Activity[],
): Promise<Map<string, Charge[]>> {
  const books = new Map<string, Charge[]>();
  for (const source of ['SHIPMENT', 'INBOUND', 'STOCK'] as const satisfies readonly ChargeSource[]) {
    const ids = activities.filter(({ done }) => done.subjectKind === source).map(({ subjectId }) => subjectId);
    for (let from = 0; from < ids.length; from += SUBJECTS_AT_ONCE) {
      for (const charge of await chargesOf(em, viewer, source, ids.slice(from, from + SUBJECTS_AT_ONCE))) {
        const id = charge.why?.activityId ?? '';
        const known = books.get(id) ?? [];
        if (known.every((one) => one.id !== charge.id)) books.set(id, [...known, charge]);
      }
    }
  }
  return books;
}
