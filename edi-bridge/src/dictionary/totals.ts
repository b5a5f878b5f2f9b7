import type { Segment } from '../x12/segment.ts';
import type { Fault } from './fault.ts';

/** What a set says of itself at its end: an element that must equal a sum or a count over the others. */
interface Total {
  /** Segment and element that say the total. */
  readonly said: readonly [tag: string, element: number];
  /** Segment that is counted; with an element, its values are added up. */
  readonly over: readonly [tag: string, element: number | null];
}

const TOTALS: Readonly<Record<string, Total>> = {
  '940': { said: ['W76', 1], over: ['W01', 1] },
  '943': { said: ['W03', 1], over: ['W04', 1] },
  '944': { said: ['W14', 1], over: ['W07', 1] },
  '945': { said: ['W03', 1], over: ['W12', 3] },
  '210': { said: ['L3', 5], over: ['L1', 4] },
  '810': { said: ['CTT', 1], over: ['IT1', null] },
  '850': { said: ['CTT', 1], over: ['PO1', null] },
  '855': { said: ['CTT', 1], over: ['PO1', null] },
  '860': { said: ['CTT', 1], over: ['POC', null] },
  '846': { said: ['CTT', 1], over: ['LIN', null] },
  '856': { said: ['CTT', 1], over: ['HL', null] },
};

/** The control total of a set where it does not fit: the first sign that a line was lost on the way. */
export function totalFaults(segments: readonly Segment[], setType: string): Fault[] {
  const total = TOTALS[setType];
  if (!total) return [];
  const [tag, element] = total.said;
  const index = segments.findIndex((one) => one.tag === tag);
  const segment = segments[index];
  const said = numberIn(segment, element);
  const [overTag, overElement] = total.over;
  const counted = segments.filter((one) => one.tag === overTag);
  const sum = counted.reduce((all, one) => all + (overElement === null ? 1 : (numberIn(one, overElement) ?? 0)), 0);
  // Quantities may be decimal, and binary fractions do not add up exactly.
  if (!segment || said === null || Math.abs(said - sum) < 1e-6) return [];
  const place = `${tag}${String(element).padStart(2, '0')}`;
  const over = overElement === null ? overTag : `${overTag}${String(overElement).padStart(2, '0')}`;
  return [
    {
      kind: 'control_total',
      tag,
      position: segment.position,
      loop: null,
      segment: index,
      // No code of AK3 or AK4 says that a total is wrong: the 997 tells it by the verdict alone.
      segmentCode: null,
      element,
      component: null,
      elementCode: null,
      value: segment.elements[element] ?? null,
      message: `${place} says ${said}, but ${overElement === null ? 'there are' : 'the lines add up to'} ${sum} (${over}).`,
      fix: 'Check that no line is missing, then send the right total.',
    },
  ];
}

function numberIn(segment: Segment | undefined, element: number): number | null {
  const text = segment?.elements[element]?.trim() ?? '';
  return /^-?\d*\.?\d+$/.test(text) ? Number(text) : null;
}
