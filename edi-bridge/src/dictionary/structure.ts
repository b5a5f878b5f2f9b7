import type { Segment } from '../x12/segment.ts';
import type { Dictionary, SetRule, StructureItem } from './dictionary.ts';
import { FaultList } from './fault-list.ts';
import type { FaultKind } from './policy.ts';
import { covers, type Frame, missing, missingCount, nameOf, openFrame, pathTo, tagsOf } from './structure-items.ts';

/** A place where a segment may stand. `path` are loops to open on the way when their first segments are missing. */
interface Place {
  frame: Frame;
  depth: number;
  index: number;
  path: readonly StructureItem[];
  penalty: number;
}

/** Where each segment of a set belongs, and what does not fit. */
export interface Structure {
  loops: (string | null)[];
  faults: FaultList;
}

/**
 * Walks a set along its structure. Each segment is looked for first in the innermost open loop from the current place on, then outwards;
 * a place without a violation wins. A segment that stands too late is taken where it belongs, so that one slip gives one fault.
 */
export function matchStructure(segments: readonly Segment[], rule: SetRule, dictionary: Dictionary): Structure {
  const matcher = new Matcher(segments, rule, dictionary);
  for (let i = 0; i < segments.length; i++) matcher.take(i);
  matcher.finish();
  return { loops: matcher.loops, faults: matcher.faults };
}

class Matcher {
  readonly loops: (string | null)[] = [];
  readonly faults = new FaultList();
  readonly #segments: readonly Segment[];
  readonly #dictionary: Dictionary;
  readonly #begin: string;
  readonly #root: Frame;
  readonly #tags: ReadonlySet<string>;
  #stack: Frame[];

  constructor(segments: readonly Segment[], rule: SetRule, dictionary: Dictionary) {
    this.#segments = segments;
    this.#dictionary = dictionary;
    this.#begin = rule.items[1]?.tag ?? '';
    this.#tags = tagsOf(rule);
    this.#root = openFrame({ tag: '', loop: null, mandatory: true, most: 1, items: rule.items });
    this.#stack = [this.#root];
  }

  take(i: number): void {
    const { tag } = this.#segments[i]!;
    const place = !this.#tags.has(tag)
      ? null
      : (this.#best(this.#forward(tag)) ?? this.#backward(tag) ?? this.#best(this.#inside(tag)));
    if (place) this.#enter(place, i);
    else {
      this.loops.push(this.#stack.at(-1)?.item.loop ?? null);
      this.#unplaced(tag, i);
    }
  }

  finish(): void {
    // SE closes everything; where SE itself is missing the envelope has said so.
    const last = Math.max(0, this.#segments.length - 1);
    while (this.#stack.length > 0) this.#leave(this.#stack.pop()!, last, true);
  }

  /** Places at or after the current one, innermost loop first. */
  #forward(tag: string): Place[] {
    const places: Place[] = [];
    let left = 0;
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const frame = this.#stack[depth]!;
      for (let index = frame.index; index < frame.item.items.length; index++) {
        const item = frame.item.items[index]!;
        if (item.tag !== tag) continue;
        const over = item.most > 0 && frame.counts[index]! >= item.most ? 10 : 0;
        const penalty = over + left + missingCount(frame, frame.index, index);
        places.push({ frame, depth, index, path: none, penalty });
        // Nothing can be better, and this is the usual case.
        if (penalty === 0) return places;
      }
      left += missingCount(frame, frame.index, frame.item.items.length);
    }
    return places;
  }

  /** Places inside loops that are not open because their first segment was left out. */
  #inside(tag: string): Place[] {
    const places: Place[] = [];
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const frame = this.#stack[depth]!;
      for (let index = frame.index; index < frame.item.items.length; index++) {
        const path = pathTo(frame.item.items[index]!, tag);
        if (path) places.push({ frame, depth, index, path, penalty: path.length });
      }
    }
    return places;
  }

  #backward(tag: string): Place | null {
    for (let depth = this.#stack.length - 1; depth >= 0; depth--) {
      const frame = this.#stack[depth]!;
      const index = frame.item.items.findIndex((item, at) => at < frame.index && item.tag === tag);
      if (index >= 0) return { frame, depth, index, path: [], penalty: 1 };
    }
    return null;
  }

  #best(places: Place[]): Place | null {
    let best: Place | null = null;
    for (const place of places) if (!best || place.penalty < best.penalty) best = place;
    return best;
  }

  #enter(place: Place, i: number): void {
    const { frame, index, depth } = place;
    const late = index < frame.index;
    while (this.#stack.length > depth + 1) this.#leave(this.#stack.pop()!, i, false);
    if (late) this.#outOfSequence(frame, index, i);
    else {
      for (const item of missing(frame, frame.index, index)) this.#absent(item, i);
      frame.index = index;
    }
    let item = frame.item.items[index]!;
    frame.counts[index]!++;
    let inner = frame;
    for (const opener of place.path) {
      this.#absent(opener.items[0]!, i, opener.loop);
      inner = this.#open(opener);
      item = inner.item.items.find((candidate, at) => at > 0 && covers(candidate, this.#segments[i]!.tag))!;
      inner.index = inner.item.items.indexOf(item);
      inner.counts[inner.index]!++;
    }
    if (item.loop !== null) inner = this.#open(item);
    else if (!late) this.#overMax(frame, index, item, i);
    if (item.loop !== null && !late) this.#overMax(frame, index, item, i);
    this.loops.push(inner.item.loop);
  }

  #open(item: StructureItem): Frame {
    const frame = openFrame(item);
    frame.counts[0] = 1;
    this.#stack.push(frame);
    return frame;
  }

  #leave(frame: Frame, i: number, final: boolean): void {
    for (const item of missing(frame, frame.index, frame.item.items.length))
      if (!(final && item.tag === 'SE')) this.#absent(item, i, frame.item.loop);
  }

  #overMax(frame: Frame, index: number, item: StructureItem, i: number): void {
    if (item.most === 0 || frame.counts[index]! <= item.most) return;
    const { tag } = this.#segments[i]!;
    if (item.loop !== null)
      this.#add(
        'loop_over_max',
        i,
        tag,
        '4',
        item.loop,
        `The loop that ${tag} opens occurs more than ${item.most} times.`,
        `Send at most ${item.most}.`,
      );
    else if (tag === this.#begin)
      this.#add(
        'begin_segment',
        i,
        tag,
        '5',
        null,
        `${tag} occurs twice; it may begin a document only once.`,
        'Put each document into its own ST … SE.',
      );
    else
      this.#add(
        'segment_over_max',
        i,
        tag,
        '5',
        frame.item.loop,
        `${tag} occurs more than ${item.most} times here.`,
        `Send at most ${item.most} at this place.`,
      );
  }

  #outOfSequence(frame: Frame, index: number, i: number): void {
    const { tag } = this.#segments[i]!;
    // The gap that this segment left was reported when the walk passed its place; now we know it is only late.
    const { told } = this.faults;
    const gap = told.findIndex((fault) => fault.segmentCode === '3' && fault.tag === tag && frame.counts[index] === 0);
    if (gap >= 0) told.splice(gap, 1);
    const kind = tag === this.#begin ? 'begin_segment' : 'segment_out_of_sequence';
    this.#add(
      kind,
      i,
      tag,
      '7',
      frame.item.loop,
      `${nameOf(this.#dictionary.segment(tag), tag)} stands after a segment that it must precede.`,
      `Move ${tag} before it.`,
    );
  }

  #unplaced(tag: string, i: number): void {
    const known = this.#dictionary.segment(tag);
    if (known)
      this.#add(
        'segment_not_in_set',
        i,
        tag,
        '6',
        null,
        `${nameOf(known, tag)} does not exist in this document.`,
        `Leave ${tag} out, or agree on another place for it.`,
      );
    else
      this.#add(
        'segment_unknown',
        i,
        tag,
        '1',
        null,
        `"${tag}" is not a segment of the standard.`,
        'Check the spelling and the line ends around it.',
      );
  }

  #absent(item: StructureItem, i: number, loop: string | null = null): void {
    const what = nameOf(this.#dictionary.segment(item.tag), item.tag);
    this.#add(
      'segment_missing',
      i,
      item.tag,
      '3',
      item.loop ?? loop,
      `${what} is missing before this place.`,
      `Add the ${item.tag} segment.`,
    );
  }

  #add(
    kind: FaultKind,
    i: number,
    tag: string,
    segmentCode: string,
    loop: string | null,
    message: string,
    fix: string,
  ): void {
    const position = this.#segments[i]?.position ?? 1;
    const none = { element: null, component: null, elementCode: null, value: null };
    this.faults.add({ kind, tag, position, loop, segment: i, segmentCode, ...none, message, fix });
  }
}

const none: readonly StructureItem[] = [];
