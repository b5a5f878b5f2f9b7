import { ControlNumbers, digitsAt } from './control-numbers.ts';
import type { EnvelopeRules, GroupEnd, GroupHeader } from './envelope.ts';
import type { InterchangeHeader } from './header.ts';
import { noteRules } from './interchange-rules.ts';
import type { CheckError, Place } from './place.ts';
import { ReceivedSet, sameNumber, type TextRange } from './received-set.ts';

/** A group while it is being received. */
export class ReceivedGroup implements GroupHeader {
  readonly functionalId: string;
  readonly control: string;
  readonly version: string;
  readonly sender: string;
  readonly receiver: string;
  readonly at: Place;
  #sets = 0;
  // All sets of a group are mostly of one type, so its group is looked up once.
  #type = '';
  #expected: string | null = null;
  readonly #controls = new ControlNumbers();
  readonly #codes = new Set<string>();
  readonly #errors: CheckError[] = [];

  /** `elements` are those of GS, `used` the numbers of the groups before it. */
  constructor(elements: readonly string[], at: Place, rules: EnvelopeRules, used: Set<string>) {
    const [, functionalId = '', sender = '', receiver = '', , , control = '', , version = ''] = elements;
    this.functionalId = functionalId;
    this.control = control;
    this.version = version;
    this.sender = sender;
    this.receiver = receiver;
    this.at = at;
    const key = String(Number(control));
    if (!/^\d{1,9}$/.test(control))
      this.#fault('6', 'GS06 is not a number of one to nine digits.', 'Number your groups.', at);
    else if (used.has(key))
      this.#fault(
        '19',
        `The group control number ${control} was used twice.`,
        'Give every group a new number in GS06.',
        at,
      );
    used.add(key);
    if (!rules.knowsVersion(version))
      this.#fault('2', `Version "${version}" (GS08) is not supported.`, 'Send 004010 or 005010.', at);
  }

  /** Begins a set of this group and judges its ST. */
  openSet(type: string, number: TextRange, header: InterchangeHeader, at: Place, rules: EnvelopeRules): ReceivedSet {
    const set = new ReceivedSet(type, number, this, header, at);
    this.#sets++;
    if (type !== this.#type) {
      this.#type = type;
      this.#expected = rules.groupOf(type);
    }
    const expected = this.#expected;
    if (expected === null)
      set.fault('1', 1, `Transaction set "${type}" is not supported.`, 'Agree with us on the sets you send.', at);
    else if (expected !== this.functionalId)
      set.fault(
        '6',
        1,
        `A ${type} does not belong into a group ${this.functionalId}.`,
        `Send it in a group with GS01 = ${expected}.`,
        at,
      );
    const { window, from, to } = number;
    const value = digitsAt(window, from, to);
    // The usual number is one more than the last: then nobody needs it as a text.
    if (!this.#controls.follows(value, to - from)) this.#judgeControl(set, value, at);
    return set;
  }

  #judgeControl(set: ReceivedSet, value: number, at: Place): void {
    const { control } = set;
    const one = 'Give every set of a group its own number of 4 to 9 digits.';
    if ((control.length > 9 || value < 0) && !/^[0-9A-Za-z]{1,9} *$/.test(control))
      set.fault('7', 2, `The control number "${control}" (ST02) is missing or not a number.`, one, at);
    else if (!this.#controls.add(control, value))
      set.fault('23', 2, `The control number ${control} (ST02) was used twice in the group.`, one, at);
  }

  misplaced(tag: string, at: Place): void {
    const message = `Segment "${tag}" stands outside a transaction set (ST … SE).`;
    this.#errors.push({ code: 'BETWEEN_SETS', message, fix: noteRules['022']!.fix, at });
  }

  /** Ends the group with the elements of its GE. */
  close(elements: readonly string[], at: Place): GroupEnd {
    const [, count = '', control = ''] = elements;
    if (control.trim() !== this.control.trim() && !sameNumber(control, this.control))
      this.#fault('4', `GE02 is "${control}", GS06 is "${this.control}".`, 'Write the number of GS06 into GE02.', at);
    const fix = 'Count the ST segments; if the count is right, a set was lost on the way.';
    if (!sameNumber(count, String(this.#sets)))
      this.#fault('5', `GE01 says "${count}" sets, ${this.#sets} were received.`, fix, at);
    return this.#end(/^\d{1,6}$/.test(count) ? Number(count) : this.#sets);
  }

  /** Ends a group that never got its GE. */
  abandon(at: Place): GroupEnd {
    this.#fault('3', 'The group has no GE.', 'End every group with a GE.', at);
    return this.#end(this.#sets);
  }

  #end(included: number): GroupEnd {
    return { included, received: this.#sets, codes: [...this.#codes].slice(0, 5), errors: this.#errors };
  }

  #fault(code: string, message: string, fix: string, at: Place): void {
    this.#codes.add(code);
    this.#errors.push({ code, message, fix, at });
  }
}
