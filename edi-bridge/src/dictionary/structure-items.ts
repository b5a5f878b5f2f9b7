import type { SegmentRule, SetRule, StructureItem } from './dictionary.ts';

/** One open loop (or the set itself): where we are in its items and how often each was used. */
export interface Frame {
  item: StructureItem;
  index: number;
  counts: number[];
}

/** A loop that has just been opened. */
export const openFrame = (item: StructureItem): Frame => ({ item, index: 0, counts: item.items.map(() => 0) });

/** A tag with the name of its segment. */
export const nameOf = (rule: SegmentRule | undefined, tag: string): string => (rule ? `${tag} (${rule.name})` : tag);

/** Mandatory items of a frame that were never used, from one index up to but not including another. */
export function missing(frame: Frame, from: number, to: number): StructureItem[] {
  const gaps: StructureItem[] = [];
  for (let at = from; at < to; at++) {
    const item = frame.item.items[at]!;
    if (item.mandatory && frame.counts[at] === 0) gaps.push(item);
  }
  return gaps;
}

const tagSets = new WeakMap<SetRule, ReadonlySet<string>>();

/** Every tag that has a place in a set; any other need not be looked for. */
export function tagsOf(rule: SetRule): ReadonlySet<string> {
  const tags = tagSets.get(rule) ?? new Set(rule.items.flatMap(tagsIn));
  tagSets.set(rule, tags);
  return tags;
}

const tagsIn = ({ tag, items }: StructureItem): string[] => [tag, ...items.flatMap(tagsIn)];

/** How many `missing` would give, without making a list of them. */
export function missingCount(frame: Frame, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (frame.item.items[at]!.mandatory && frame.counts[at] === 0) count++;
  return count;
}

/** True when a tag stands in an item or somewhere inside it. */
export const covers = (item: StructureItem, tag: string): boolean => item.tag === tag || pathTo(item, tag) !== null;

/** The loops to open, outermost first, to reach a tag that is not the first of the outermost. */
export function pathTo(item: StructureItem, tag: string): StructureItem[] | null {
  if (item.loop === null) return null;
  for (const inner of item.items.slice(1)) {
    if (inner.tag === tag) return [item];
    const deeper = pathTo(inner, tag);
    if (deeper) return [item, ...deeper];
  }
  return null;
}
