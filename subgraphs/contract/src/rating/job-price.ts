import { ok, type Result, refuse } from '@quayside/shared/result';
import { type CatalogueItem, type LogisticsService, listPrice } from '../events.ts';

/** A value-added service as it stands on the books. */
export interface Job {
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly unit: string;
  readonly subjectNumber: string;
  readonly reason: 'DONE' | 'CANCELLED' | 'CREDIT';
}

/** Whose list a job is priced by. */
export interface PriceList {
  /** Number of the contract, for a person. */
  readonly number: string;
  readonly catalogue: readonly CatalogueItem[];
}

/** What a job costs by a list, and by which of its prices. */
export interface JobPrice {
  readonly amountMinor: number;
  readonly item: CatalogueItem;
  readonly quantity: number;
  readonly minimumApplied: boolean;
}

/** Prices a job by a list that may be another contract's. Refused in words where the list cannot: that is no price of nothing. */
export function priceJob(list: PriceList, { service, quantity, unit, subjectNumber, reason }: Job): Result<JobPrice> {
  const { number, catalogue } = list;
  if (reason !== 'DONE') {
    // What is owed of the price depends on how far the job had come, and that is not on the books.
    return refuse(
      'JOB_CALLED_OFF',
      `${subjectNumber} was called off: its share is not told by the list of ${number}.`,
      {
        fix: 'Compare what the two contracts say of calling off.',
      },
    );
  }
  const item = catalogue.find((one) => one.service === service);
  if (!item) {
    return refuse('JOB_NOT_PRICED', `${number} has no price for ${service}, so ${subjectNumber} is not compared.`, {
      fix: `Add ${service} to the price list of the contract, or choose another contract.`,
    });
  }
  if (item.unit !== unit) {
    const message = `${subjectNumber} counts ${quantity} ${unit}; ${number} prices ${service} per ${item.unit}.`;
    return refuse('JOB_UNIT', message, { fix: `Choose a contract that prices ${service} per ${unit}.` });
  }
  const price = listPrice(item, quantity);
  if (!price) {
    return refuse('AMOUNT_TOO_LARGE', `The amount of ${quantity} ${unit} is too large to be exact.`);
  }
  const { amountMinor } = price;
  const bare = listPrice({ ...item, minimumMinor: null }, quantity);
  return ok({ amountMinor, item, quantity, minimumApplied: amountMinor !== bare?.amountMinor });
}
