import type { Mapped } from './mapped.ts';
import { all, type MapSegment, optional, value } from './segments.ts';

/** Reads a 925: claims whose state is asked for. Asking changes nothing, and no clock. */
export function claimTracer(segments: readonly MapSegment[]): Mapped {
  const claims = all(segments, 'F10').map((f10) => ({ reference: value(f10, 2), number: optional(f10, 3) }));
  const key = claims[0]?.reference ?? '';
  if (claims.length === 0 || claims.some(({ reference }) => reference === ''))
    return { kind: 'refuse', key, note: 'The tracer names no claim: F1002 has your number of it.' };
  return { kind: 'claim-tracer', key, claims };
}
