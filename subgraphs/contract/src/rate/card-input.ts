import type { AddRateCardInput } from '../generated/resolver-types.ts';
import type { RateCard, RateLine } from './rate.ts';

/** A rate card as it is handed in: amounts in minor units of its one currency. */
export interface AddRateCard extends Omit<RateCard, 'id' | 'lines'> {
  readonly lines: readonly (Omit<RateLine, 'id' | 'rate' | 'minimum'> & {
    readonly rateMinor: number;
    readonly minimumMinor: number | null;
  })[];
}

/** Blank texts of a form are texts left out. */
const text = (value: string | null | undefined): string | null => value?.trim().toUpperCase() || null;

/** A card as it is handed in. */
export const cardOf = ({ replaces: _, ...input }: AddRateCardInput): AddRateCard => ({
  ...input,
  validTo: input.validTo ?? null,
  zones: input.zones ?? [],
  fuel: input.fuel ?? null,
  lines: input.lines.map((line) => ({
    ...line,
    per: line.per.trim().toUpperCase(),
    origin: text(line.origin),
    destination: text(line.destination),
    code: text(line.code),
    charge: line.charge ?? null,
    breaks: line.breaks ?? [],
    free: line.free ?? 0,
    minimumMinor: line.minimumMinor ?? null,
  })),
});
