interface Validity {
  readonly validFrom: string;
  readonly validTo: string;
}

/** Where a certificate stands: not valid yet, valid, valid for less than a month, or ended. */
export type CertificateFate = 'COMING' | 'VALID' | 'ENDING' | 'ENDED';

const DAY_MS = 86_400_000;
/** A partner needs that long to put another certificate on file. */
const WARN_DAYS = 30;

export function fateOf({ validFrom, validTo }: Validity, now: number): CertificateFate {
  if (Date.parse(validTo) <= now) return 'ENDED';
  if (Date.parse(validFrom) > now) return 'COMING';
  return Date.parse(validTo) - now <= WARN_DAYS * DAY_MS ? 'ENDING' : 'VALID';
}

/** Whole days until it ends. */
export const daysLeft = ({ validTo }: Pick<Validity, 'validTo'>, now: number): number =>
  Math.floor((Date.parse(validTo) - now) / DAY_MS);
