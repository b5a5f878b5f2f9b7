import { type Refusal, type Result, refuse } from '@quayside/shared/result';
import { amend, type Contract, type Terms } from '../contract/contract.ts';
import { dayAfter } from '../rating/coverage.ts';

/** What both sides have agreed to change, and that holds from a later day; until then the contract stays as it is. */
export interface AgreedChange {
  readonly contractId: string;
  /** YYYY-MM-DD */
  readonly beginsOn: string;
  /** Only the parts that become others: until then they cannot be amended (`agreedFault`), and the rest stays as amended. */
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

/** The terms that hold on the last day before another. @param day YYYY-MM-DD; @param toCome the first to begin first */
export const onEveOf = (day: string, terms: Terms, toCome: readonly AgreedChange[]): Terms =>
  Object.assign({ ...terms }, ...toCome.filter(({ beginsOn }) => beginsOn < day).map(({ change }) => change)) as Terms;

/**
 * Why an amendment cannot be made: on a later day its part becomes what both sides have agreed, and would be lost; null
 * when no part of it does. Other parts may be amended meanwhile.
 */
export function agreedFault(
  contract: Contract,
  change: Partial<Terms>,
  toCome: readonly AgreedChange[],
): Result<never> | null {
  const parts = Object.keys(changeBetween(contract, { ...contract, ...change }));
  for (const { beginsOn, reason, change: agreed } of toCome) {
    const field = parts.find((part) => part in agreed);
    if (field) {
      const message = `${field} of ${contract.number} becomes another on ${beginsOn}, as agreed (${reason}).`;
      const fix = `Agree other terms from ${beginsOn} in a quote, or wait until that day.`;
      return refuse('CONTRACT_PART_AGREED', message, { field, fix });
    }
  }
  return null;
}

/** Why a change whose day has come cannot begin; null when it can, or has time yet. @param today YYYY-MM-DD */
export function stuckBy({ contract, change, reason, beginsOn }: TermsToCome, today: string): Refusal | null {
  const begun = beginsOn <= today ? amend(contract, change, reason) : null;
  return begun && !begun.ok ? begun.refusal : null;
}

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
