import { type Result, refuse } from '@quayside/shared/result';
import type { Claim, ClaimLine } from './claim.ts';

type Filed = Pick<Claim, 'id' | 'number' | 'state' | 'lines'>;

const sameGoods = (a: ClaimLine, b: ClaimLine): boolean =>
  a.sku !== null || b.sku !== null ? a.sku === b.sku : a.description.toLowerCase() === b.description.toLowerCase();

const fingerprint = (lines: readonly ClaimLine[]): string =>
  JSON.stringify(
    lines
      .map(({ sku, description, quantity, unit, cause, amount }) =>
        JSON.stringify([sku, sku === null ? description.toLowerCase() : null, quantity, unit, cause, amount]),
      )
      .sort(),
  );

const counts = (one: Filed): boolean => one.state !== 'WITHDRAWN' && one.state !== 'DRAFT';

/** Other claims of the shipment about some of the same goods. They may be a further loss, so they are only shown. */
export const overlapping = <Other extends Filed>(claim: Filed, others: readonly Other[]): Other[] =>
  others.filter(
    (other) =>
      other.id !== claim.id &&
      counts(other) &&
      other.lines.some((line) => claim.lines.some((own) => sameGoods(line, own))),
  );

/** What makes a filing the same as another: its lines, and how often the same was filed and withdrawn before. */
export function filingMark(lines: readonly ClaimLine[], others: readonly Filed[]): { text: string; times: number } {
  const text = fingerprint(lines);
  const earlier = others.filter((other) => other.state !== 'DRAFT' && fingerprint(other.lines) === text);
  return { text, times: earlier.length };
}

/** Refuses what was filed before, line by line. */
export function duplicateFault(lines: readonly ClaimLine[], others: readonly Filed[]): Result<never> | null {
  const same = others.find((other) => counts(other) && fingerprint(other.lines) === fingerprint(lines));
  if (!same) return null;
  const fix = `Write to ${same.number}, or withdraw it first.`;
  return refuse('CLAIM_DUPLICATE', `Claim ${same.number} asks for the same.`, {
    ...{ field: 'lines', fix },
    figures: { number: same.number },
  });
}
