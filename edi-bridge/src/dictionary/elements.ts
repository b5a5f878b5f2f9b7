import type { Delimiters } from '../x12/header.ts';
import { delimiterText, type Segment } from '../x12/segment.ts';
import type { Dictionary, ElementUse, SegmentRule } from './dictionary.ts';
import type { Fault } from './fault.ts';
import { brokenNotes } from './notes.ts';
import type { FaultKind } from './policy.ts';
import { valueFaults } from './values.ts';

/** Checks the elements of one segment; `index` is its place in the set, `loop` where it belongs. */
export function elementFaults(
  segment: Segment,
  index: number,
  loop: string | null,
  dictionary: Dictionary,
  delimiters: Delimiters,
): Fault[] {
  const rule = dictionary.segment(segment.tag);
  if (!rule) return [];
  const check = new SegmentCheck(segment, index, loop, dictionary, delimiterText(delimiters));
  check.run(rule);
  return check.faults;
}

class SegmentCheck {
  readonly faults: Fault[] = [];
  readonly #segment: Segment;
  readonly #index: number;
  readonly #loop: string | null;
  readonly #dictionary: Dictionary;
  readonly #text: ReturnType<typeof delimiterText>;

  constructor(
    segment: Segment,
    index: number,
    loop: string | null,
    dictionary: Dictionary,
    text: ReturnType<typeof delimiterText>,
  ) {
    this.#segment = segment;
    this.#index = index;
    this.#loop = loop;
    this.#dictionary = dictionary;
    this.#text = text;
  }

  run(rule: SegmentRule): void {
    const { elements } = this.#segment;
    for (const [at, use] of rule.elements.entries()) this.#element(use, at + 1, elements[at + 1] ?? '');
    for (let at = rule.elements.length + 1; at < elements.length; at++)
      if (elements[at] !== '')
        this.#add(
          'element_too_many',
          at,
          null,
          '3',
          elements[at]!,
          'is one element more than the segment has',
          `End ${this.#segment.tag} after element ${rule.elements.length}.`,
        );
    for (const broken of brokenNotes(rule.notes, (position) => filled(elements[position])))
      this.#add(
        broken.kind,
        broken.element,
        null,
        broken.code,
        broken.code === '10' ? (elements[broken.element] ?? null) : null,
        `breaks the rule that ${broken.rule}`,
        'Fill in or leave out these elements together.',
      );
  }

  #element(use: ElementUse, position: number, value: string): void {
    if (!filled(value)) {
      if (use.mandatory) this.#add('element_missing', position, null, '1', null, 'is missing', 'Fill in this element.');
      return;
    }
    const repeated = use.repeats !== 1 && this.#text.repetition ? value.split(this.#text.repetition) : [value];
    if (use.repeats > 1 && repeated.length > use.repeats)
      this.#add(
        'element_repetitions',
        position,
        null,
        this.#only5010('12', '5'),
        value,
        `is repeated more than ${use.repeats} times`,
        `Send at most ${use.repeats}.`,
      );
    for (const one of repeated)
      if (use.code.startsWith('C')) this.#composite(use.code, position, one);
      else this.#simple(use.code, position, null, one);
  }

  #composite(code: string, position: number, value: string): void {
    const rule = this.#dictionary.segment(code);
    if (!rule) return;
    const parts = value.split(this.#text.component);
    if (parts.length > rule.elements.length)
      this.#add(
        'element_components',
        position,
        null,
        this.#only5010('13', '3'),
        value,
        'has more components than it may have',
        `Send at most ${rule.elements.length} components.`,
      );
    for (const [at, use] of rule.elements.entries()) {
      const part = parts[at] ?? '';
      if (filled(part)) this.#simple(use.code, position, at + 1, part);
      else if (use.mandatory)
        this.#add('element_missing', position, at + 1, '1', null, 'is missing', 'Fill in this component.');
    }
    for (const broken of brokenNotes(rule.notes, (at) => filled(parts[at - 1])))
      this.#add(
        broken.kind,
        position,
        broken.element,
        broken.code,
        null,
        `breaks the rule that ${broken.rule}`,
        'Fill in or leave out these components together.',
      );
  }

  #simple(code: string, position: number, component: number | null, value: string): void {
    const rule = this.#dictionary.element(code);
    if (!rule) return;
    if (component === null && value.includes(this.#text.component)) {
      this.#add(
        'element_components',
        position,
        null,
        this.#only5010('13', '6'),
        value,
        `holds the component separator ${this.#text.component}`,
        'Leave the character out, or choose another component separator in ISA16.',
      );
      return;
    }
    for (const found of valueFaults(value, rule, this.#dictionary.codes(code)))
      this.#add(found.kind, position, component, found.code, value, found.message, found.fix);
  }

  /** Some AK403 codes are younger than 004010. */
  #only5010(code: string, before: string): string {
    return this.#dictionary.version === '005010' ? code : before;
  }

  #add(
    kind: FaultKind,
    element: number,
    component: number | null,
    elementCode: string,
    value: string | null,
    what: string,
    fix: string,
  ): void {
    const { tag, position } = this.#segment;
    const use = this.#dictionary.segment(tag)?.elements[element - 1];
    const name = use && (this.#dictionary.element(use.code)?.name ?? this.#dictionary.segment(use.code)?.name);
    const place = `${tag}${String(element).padStart(2, '0')}${component === null ? '' : `-${component}`}`;
    const shown = value === null || value === '' ? '' : ` "${value.slice(0, 40).replace(/[^ -~\u00a0-\uffff]/g, '.')}"`;
    this.faults.push({
      kind,
      tag,
      position,
      loop: this.#loop,
      segment: this.#index,
      segmentCode: '8',
      element,
      component,
      elementCode,
      value,
      message: `${place}${name ? ` (${name})` : ''}${shown} ${what}.`,
      fix,
    });
  }
}

const filled = (value: string | undefined): boolean => value !== undefined && value !== '';
