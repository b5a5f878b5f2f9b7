import { first, type MapSegment, value } from './segments.ts';

/** What a partner's 997 or 999 says about one of our groups. */
export interface ReceivedAcknowledgement {
  readonly functionalId: string;
  readonly groupControl: string;
  /** AK901: A, E, P, R, or a security code. */
  readonly verdict: string;
}

/** Reads a 997 or 999; null when it names no group. */
export function receivedAcknowledgement(segments: readonly MapSegment[]): ReceivedAcknowledgement | null {
  const ak1 = first(segments, 'AK1');
  const groupControl = value(ak1, 2);
  if (groupControl === '') return null;
  // Control numbers come back with and without leading zeros.
  return {
    functionalId: value(ak1, 1),
    groupControl: groupControl.replace(/^0+(?=\d)/, ''),
    verdict: value(first(segments, 'AK9'), 1),
  };
}
