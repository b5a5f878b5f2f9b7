import { ok, type Result, refuse } from '@quayside/shared/result';
import type { ServiceTier } from '../events.ts';

/** A tier as contracts may be given it from now on. */
export interface OfferedTier extends ServiceTier {
  readonly id: string;
  readonly version: number;
}

const LONGEST_NAME = 160;
const LONGEST_TEXT = 500;
const MOST_CONTENT = 20;
/** A year. */
const LONGEST_HOURS = 8_760;

/** A tier as it can be stored, or what is wrong with it. */
export function checkTier<Tier extends ServiceTier>(tier: Tier): Result<Tier> {
  if (!/^[A-Z][A-Z0-9_]{1,31}$/.test(tier.code)) {
    const fix = 'Use 2 to 32 capital letters, digits and underscores, such as GOLD.';
    return refuse('TIER_CODE', `"${tier.code}" is no code of a tier.`, { field: 'code', fix });
  }
  if (!tier.name.trim() || tier.name.length > LONGEST_NAME) {
    return refuse('NAME_LENGTH', `A name has 1 to ${LONGEST_NAME} characters.`, {
      field: 'name',
      figures: { most: LONGEST_NAME },
    });
  }
  const hours = [tier.responseHours, tier.resolveHours].filter((one) => one !== null);
  if (!hours.every((one) => Number.isFinite(one) && one > 0 && one <= LONGEST_HOURS)) {
    return refuse('TIER_HOURS', 'A promise is made in hours above zero, a year at most.', { field: 'responseHours' });
  }
  const texts = [tier.resources ?? '', ...tier.content];
  if (tier.content.length > MOST_CONTENT || texts.some((text) => text.length > LONGEST_TEXT)) {
    return refuse('TEXT_LENGTH', `A text has ${LONGEST_TEXT} characters at most.`, {
      field: 'content',
      figures: { most: LONGEST_TEXT },
    });
  }
  return ok(tier);
}

/** What of a tier a contract takes over. */
export const grantsOf = ({ id: _, version: __, ...tier }: OfferedTier): ServiceTier => tier;
