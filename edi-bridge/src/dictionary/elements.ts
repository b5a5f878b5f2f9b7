import type { DelimiterText, Segment } from '../x12/segment.ts';
import type { Dictionary, ElementUse, SegmentRule } from './dictionary.ts';
import { FaultList } from './fault-list.ts';
import { brokenNotes } from './notes.ts';
import type { FaultKind } from './policy.ts';
import { valueFaults } from './values.ts';

/** Checks the elements of a set, segment by segment, and gathers the faults in their order. */
export class ElementCheck {
  readonly faults = new FaultList();
  readonly #dictionary: Dictionary;
  readonly #text: DelimiterText;
  #segment!: Segment;
  #index = 0;
  #loop: string | null = null;
  readonly #present = (position: number): boolean => filled(this.#segment.elements[position]);

  constructor(dictionary: Dictionary, text: DelimiterText) {
    this.#dictionary = dictionary;
    this.#text = text;
  }

  /** `index` is the segment's place in the set, `loop` where it belongs. */
  check(segment: Segment, index: number, loop: string | null): void {
    const rule = this.#dictionary.segment(segment.tag);
    if (!rule) return;
    this.#segment = segment;
    this.#index = index;
    this.#loop = loop;
    this.#run(rule);
  }

  #run(rule: SegmentRule): void {
    const { elements } = this.#segment;
    for (let at = 0; at < rule.elements.length; at++) this.#element(rule.elements[at]!, at + 1, elements[at + 1] ?? '');
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
    for (const broken of brokenNotes(rule.notes, this.#present))
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
    const { repetition } = this.#text;
    if (use.repeats === 1 || !repetition || !value.includes(repetition)) this.#one(use, position, value);
    else this.#repeated(use, position, value, value.split(repetition));
  }

  #repeated(use: ElementUse, position: number, value: string, parts: readonly string[]): void {
    if (use.repeats > 1 && parts.length > use.repeats)
      this.#add(
        'element_repetitions',
        position,
        null,
        this.#only5010('12', '5'),
        value,
        `is repeated more than ${use.repeats} times`,
        `Send at most ${use.repeats}.`,
      );
    for (const part of parts) this.#one(use, position, part);
  }

  #one(use: ElementUse, position: number, value: string): void {
    if (use.composite) this.#composite(use.composite, position, value);
    else this.#simple(use, position, null, value);
  }

  #composite(rule: SegmentRule, position: number, value: string): void {
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
      if (filled(part)) this.#simple(use, position, at + 1, part);
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

  #simple({ element, list }: ElementUse, position: number, component: number | null, value: string): void {
    if (!element) return;
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
    for (const found of valueFaults(value, element, list, this.#segment.clean))
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
    this.faults.add({
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
