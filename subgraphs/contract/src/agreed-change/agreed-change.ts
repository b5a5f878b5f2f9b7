import { type Result, refuse } from '@quayside/shared/result';
import type { Contract, Terms } from '../contract/contract.ts';
import { dayAfter } from '../rating/coverage.ts';

/** What both sides have agreed to change, and that holds from a later day; until then the contract stays as it is. */
export interface AgreedChange {
  readonly contractId: string;
  /** YYYY-MM-DD */
  readonly beginsOn: string;
  /** Only the parts that become others: what is amended until then stays amended. */
  readonly change: Partial<Terms>;
  readonly reason: string;
  readonly actor: string;
  readonly agreedAt: number;
}

/** The terms as they will be, as far as anybody knows today. */
export type TermsToCome = AgreedChange & { readonly contract: Contract };

type Held = Pick<Contract, 'state' | 'validFrom' | 'validTo' | 'number'>;

const isInForce = ({ state, validFrom, validTo }: Held, today: string): boolean =>
  state === 'ACTIVE' && validFrom <= today && today <= validTo;

/** True when terms begin later than today and the contract holds until then. @param today YYYY-MM-DD */
export const holdsLater = (contract: Held, { validFrom }: Pick<Terms, 'validFrom'>, today: string): boolean =>
  isInForce(contract, today) && validFrom > today;

/** Why terms cannot follow those that hold: there would be days without any; null when they can. */
export function gapFault(contract: Held, { validFrom }: Pick<Terms, 'validFrom'>, today: string): Result<never> | null {
  const next = dayAfter(contract.validTo);
  if (!isInForce(contract, today) || validFrom <= next) return null;
  const message = `${contract.number} ends on ${contract.validTo}, and nothing would be agreed until ${validFrom}.`;
  return refuse('CONTRACT_GAP', message, { field: 'validFrom', fix: `Begin on ${next} or before.` });
}

/** The first day of a contract whose terms become others: what was covered once stays covered. */
export const firstDay = (contract: Held, { validFrom }: Pick<Terms, 'validFrom'>, today: string): string => {
  const hasBegun = contract.state === 'ACTIVE' && contract.validFrom <= today;
  return hasBegun && validFrom <= dayAfter(contract.validTo) && contract.validFrom < validFrom
    ? contract.validFrom
    : validFrom;
};

const PARTS = [
  ...(['name', 'parties', 'services', 'serviceLevels', 'liability', 'catalogue', 'volumes'] as const),
  ...(['tier', 'otif', 'papers', 'validTo'] as const),
];

/** The parts of the terms that are others than those of the contract. */
export const changeBetween = (contract: Terms, terms: Terms): Partial<Terms> =>
  Object.fromEntries(
    PARTS.filter((part) => text(contract[part]) !== text(terms[part])).map((part) => [part, terms[part]]),
  );

/** The same text for the same value, whatever order its parts were written in, and whether one that is null was left out. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, value]) => value !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  ) ?? '';
