import { type Result, refuse } from '@quayside/shared/result';
import type { ActivityDone, ActivityPlace } from '../activity-events.ts';
import type { CatalogueItem, LogisticsService } from '../events.ts';
import { listPrice } from '../events.ts';
import type { Deed, RatedCharge } from '../rating/rating.ts';

/** What somebody wants to know the price of; nothing of it has been ordered. */
export interface PriceQuestion {
  readonly accountId: string;
  /** YYYY-MM-DD: the day whose prices hold. */
  readonly date: string;
  readonly origin: ActivityPlace | null;
  readonly destination: ActivityPlace | null;
  readonly weightGrams: number | null;
  readonly quantities: ActivityDone['quantities'];
  readonly guaranteed: boolean;
  /** The goods leave our warehouse, which costs handling. */
  readonly fromWarehouse: boolean;
  /** Value-added services beside the move. */
  readonly services: readonly { readonly service: LogisticsService; readonly quantity: number }[];
}

/** One charge that would be made; `why` is null for a service that is priced by the list of the contract. */
export type LookedUpCharge = Omit<RatedCharge, 'key' | 'why'> & { readonly why: RatedCharge['why'] | null };

const MOST_QUANTITIES = 50;
const MOST_SERVICES = 20;

/** The first thing that is wrong with a question, or null. */
export function questionFault({ weightGrams, quantities, services, date }: PriceQuestion): Result<never> | null {
  if (Number.isNaN(Date.parse(date))) {
    return refuse('DATE_NOT_VALID', `"${date}" is no date.`, { field: 'date', fix: 'Write it as 2026-03-31.' });
  }
  if (weightGrams !== null && !(Number.isSafeInteger(weightGrams) && weightGrams >= 0)) {
    return refuse('QUANTITY_NEGATIVE', 'A weight is zero grams or more.', { field: 'weightGrams' });
  }
  const counted = [...quantities, ...services].find(({ quantity }) => !(Number.isFinite(quantity) && quantity >= 0));
  if (counted) return refuse('QUANTITY_NEGATIVE', 'A quantity is zero or more.', { field: 'quantities' });
  if (quantities.length <= MOST_QUANTITIES && services.length <= MOST_SERVICES) return null;
  return refuse('PRICE_TOO_MUCH', `At most ${MOST_QUANTITIES} units and ${MOST_SERVICES} services at once.`, {
    field: 'quantities',
    fix: 'Ask in parts.',
  });
}

/** What would be done, in the words of charging: handling out, and the move with fuel and promise. */
export function deedsOf(question: PriceQuestion): { readonly service: LogisticsService; readonly deed: Deed }[] {
  const { accountId, date, origin, destination, weightGrams, quantities, guaranteed, fromWarehouse } = question;
  const deed = (kind: 'SHIPPED' | 'DELIVERED'): Deed => ({
    ...{ activityId: `price:${kind}`, kind, accountId, contractId: null, subjectKind: 'SHIPMENT', subjectId: '' },
    ...{ subjectNumber: 'This order', orderNumber: null, poNumber: null, code: null, at: Date.parse(date), date },
    ...{ weightGrams, guaranteed, carrierScac: null, quantities, origin, destination },
  });
  return [
    ...(fromWarehouse ? [{ service: 'WAREHOUSING' as const, deed: deed('SHIPPED') }] : []),
    { service: 'TRANSPORT', deed: deed('DELIVERED') },
  ];
}

/** What a value-added service would cost by the list of its contract. */
export function listed(
  items: readonly CatalogueItem[],
  service: LogisticsService,
  quantity: number,
): Result<LookedUpCharge> {
  const item = items.find((one) => one.service === service);
  if (!item) {
    return refuse('NOT_PRICED', `The contract has no list price for ${service}.`, {
      field: 'services',
      fix: 'Request it: we answer with a price.',
    });
  }
  const price = listPrice(item, quantity);
  if (!price) return refuse('AMOUNT_TOO_LARGE', 'The amount is too large to be exact.', { field: 'services' });
  const { amountMinor, currency } = price;
  return {
    ok: true,
    value: { kind: 'VALUE_ADDED', service, quantity, unit: item.unit, amountMinor, currency, why: null },
  };
}

/** Charges added up, one sum per currency. */
export function totals(charges: readonly LookedUpCharge[]): { amountMinor: number; currency: string }[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of charges) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ amountMinor, currency }));
}
