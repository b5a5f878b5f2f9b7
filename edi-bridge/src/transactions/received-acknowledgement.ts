import { all, first, type MapSegment, splitAt, value } from './segments.ts';

/** One fault that the partner found in a set of ours. */
export interface AnsweredFault {
  /** AK304, AK403 or AK502 with its code, such as `AK403-7`. */
  readonly code: string;
  /** Segment of our set, counted from ST = 1; null when the set as a whole is meant. */
  readonly position: number | null;
  readonly segment: string | null;
  readonly element: number | null;
  readonly value: string | null;
}

/** What a partner's 997 or 999 says about one of our groups. */
export interface ReceivedAcknowledgement {
  readonly functionalId: string;
  readonly groupControl: string;
  /** AK901: A, E, P, R, or a security code. */
  readonly verdict: string;
  /** AK902: how many sets the partner found announced in the group. */
  readonly included: number | null;
  /** AK904: how many of them it took. */
  readonly accepted: number | null;
  /** The sets that it answers one by one (AK2). */
  readonly sets: readonly { readonly type: string; readonly control: string }[];
  /** Faults of the sets that were not taken as they are. */
  readonly faults: readonly AnsweredFault[];
  /** Why the counts of AK9 cannot be right; null when they can. */
  readonly doubt: string | null;
}

/** Reads a 997 or 999; null when it names no group. */
export function receivedAcknowledgement(segments: readonly MapSegment[]): ReceivedAcknowledgement | null {
  const ak1 = first(segments, 'AK1');
  const groupControl = value(ak1, 2);
  if (groupControl === '') return null;
  const { parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'AK9' && tag !== 'SE'),
    ({ tag }) => tag === 'AK2',
  );
  const ak9 = first(segments, 'AK9');
  return {
    // Control numbers come back with and without leading zeros.
    functionalId: value(ak1, 1),
    groupControl: groupControl.replace(/^0+(?=\d)/, ''),
    verdict: value(ak9, 1),
    included: whole(value(ak9, 2)),
    accepted: whole(value(ak9, 4)),
    sets: parts.map(([ak2]) => ({ type: value(ak2, 1), control: value(ak2, 2).replace(/^0+(?=\d)/, '') })),
    faults: parts.flatMap(setFaults),
    doubt: doubtOf(ak9, parts),
  };
}

// A 999 calls the segments of a 997 IK3, IK4 and IK5; what stands in them is the same.
const isOf = (segment: MapSegment, ...tags: readonly string[]): boolean =>
  tags.some((tag) => segment.tag === `AK${tag}` || segment.tag === `IK${tag}`);

function setFaults(part: readonly MapSegment[]): AnsweredFault[] {
  const faults: AnsweredFault[] = [];
  let place: Pick<AnsweredFault, 'position' | 'segment'> = { position: null, segment: null };
  for (const one of part) {
    if (isOf(one, '3')) {
      place = { segment: value(one, 1) || null, position: whole(value(one, 2)) };
      if (value(one, 4)) faults.push({ ...place, code: `AK304-${value(one, 4)}`, element: null, value: null });
    } else if (isOf(one, '4')) {
      const element = whole(value(one, 1).split(/[^0-9]/)[0] ?? '');
      faults.push({ ...place, code: `AK403-${value(one, 3)}`, element, value: value(one, 4) || null });
    } else if (isOf(one, '5') && value(one, 1) !== 'A') {
      for (const element of [2, 3, 4, 5, 6])
        if (value(one, element)) faults.push({ ...wholeSet, code: `AK502-${value(one, element)}` });
    }
  }
  return faults;
}

const wholeSet = { position: null, segment: null, element: null, value: null } as const;

const whole = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

/** What was accepted must have been received, and the verdict must be that of the counts and of the answered sets. */
function doubtOf(ak9: MapSegment | undefined, parts: readonly (readonly MapSegment[])[]): string | null {
  const verdict = value(ak9, 1);
  const [received, accepted] = [whole(value(ak9, 3)), whole(value(ak9, 4))];
  if (received === null || accepted === null) return 'AK903 or AK904 is no number.';
  if (accepted > received) return `AK904 says ${accepted} accepted, AK903 only ${received} received.`;
  if ((verdict === 'A' || verdict === 'E') && accepted < received)
    return `AK901 ${verdict} takes the whole group, but AK904 says ${accepted} of ${received}.`;
  if (!['A', 'E', 'P'].includes(verdict) && accepted > 0)
    return `AK901 ${verdict} rejects the whole group, but AK904 says ${accepted} accepted.`;
  const refused = parts.flatMap((part) => all(part, 'AK5').concat(all(part, 'IK5'))).filter(isRefused).length;
  if (refused > received - accepted)
    return `${refused} sets are refused, but AK904 leaves room for ${received - accepted}.`;
  return null;
}

const isRefused = (ak5: MapSegment): boolean => !['A', 'E'].includes(value(ak5, 1));
