import { expect } from 'vitest';
import { PartnerMailbox } from '../../story/mailbox.ts';
import type { Actor } from '../../story/stage.ts';
import { until } from '../../story/steps.ts';
import { departures, groupOf, hasDictionary } from './dictionary.ts';
import { type ReadFile, type ReadSet, readTwice } from './read-twice.ts';

/** A set that came, and the file around it. */
export type Received = ReadSet & { readonly file: ReadFile };

/** A partner's own system: it writes files by hand and reads what comes back with other people's parsers. */
export class PartnerSystem {
  readonly id: string;
  readonly version: string;
  readonly #mailbox: PartnerMailbox;
  #control: number;

  constructor(actor: Actor, version: string, firstControl: number) {
    this.id = actor.partner;
    this.version = version;
    this.#mailbox = new PartnerMailbox(actor.mailbox);
    this.#control = firstControl;
  }

  /** Sends sets of one kind, each a list of segments between ST and SE. */
  async send(group: string, type: string, sets: readonly (readonly string[])[], wrong: Wrong = {}): Promise<number> {
    const control = ++this.#control;
    const bodies = sets.map((segments, index) => {
      const number = String(index + 1).padStart(4, '0');
      return [`ST*${type}*${number}`, ...segments, `SE*${segments.length + 2}*${number}`];
    });
    const gs = `GS*${group}*${this.id}*QUAYSIDE*20260302*0915*${control}*X*${this.version}`;
    const segments = [this.#isa(control), gs, ...bodies.flat(), `GE*${sets.length}*${control}`];
    await this.#drop(type, control, [...segments, `IEA*1*${nine(wrong.interchangeTrailer ?? control)}`]);
    return control;
  }

  /** Sends an interchange that holds nothing but an answer to one of ours. */
  async sendTa1(elements: readonly string[]): Promise<void> {
    const control = ++this.#control;
    await this.#drop('TA1', control, [this.#isa(control), ['TA1', ...elements].join('*'), `IEA*0*${nine(control)}`]);
  }

  /** The next set of a type that fits, read by two other parsers and held against the dictionary. */
  async next(type: string, fits: (set: ReadSet) => boolean = () => true): Promise<Received> {
    return until(`a ${type} that fits`, async () => {
      const { text } = await this.#mailbox.next(type);
      const file = await readTwice(text);
      for (const set of file.sets) {
        expect(file.groups.map(({ elements }) => elements[0])).toContain(
          hasDictionary ? groupOf(this.version, set.type) : file.groups[0]?.elements[0],
        );
        if (hasDictionary) expect(departures(this.version, set), text).toEqual([]);
      }
      if (file.groups.length > 0) expect(file.version).toBe(this.version);
      const found = file.sets.find((set) => set.type === type && fits(set));
      return found && { ...found, file };
    });
  }

  /** The next TA1 of ours. */
  async nextTa1(): Promise<readonly string[]> {
    const { segments } = await readTwice((await this.#mailbox.next('TA1')).text);
    return segments.find(({ tag }) => tag === 'TA1')?.elements ?? [];
  }

  #isa(control: number): string {
    const modern = this.version.startsWith('005');
    const ids = `ZZ*${this.id.padEnd(15)}*ZZ*QUAYSIDE       `;
    return `ISA*00*          *00*          *${ids}*260302*0915*${modern ? '^*00501' : 'U*00401'}*${nine(control)}*1*P*>`;
  }

  #drop(type: string, control: number, segments: readonly string[]): Promise<void> {
    const text = segments.map((segment) => `${segment}~\n`).join('');
    return this.#mailbox.drop(`${type}-${control}.x12`, Buffer.from(text));
  }
}

/** What is wrong with a file on purpose. */
interface Wrong {
  /** IEA02, where it is not to be ISA13. */
  readonly interchangeTrailer?: number;
}

const nine = (control: number): string => String(control).padStart(9, '0');
