import { createHash, type Hash } from 'node:crypto';
import { envelopeRules } from '../check/judge.ts';
import { type EnvelopeVisitor, type GroupHeader, readEnvelopes } from '../x12/envelope.ts';
import { type HeaderFault, type InterchangeHeader, namedFields } from '../x12/header.ts';
import type { Place } from '../x12/place.ts';
import type { ScannedSet } from '../x12/segment.ts';

/** What an interchange says of itself: the facts that a report leaves out and that an answer needs. */
export interface InterchangeFacts {
  /** ISA01.. with padding; index 0 is the tag. Empty when they could not be told apart. */
  readonly elements: readonly string[];
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly groups: readonly GroupHeader[];
  /** Of what stands between its segments' terminators: noise between segments does not count. */
  readonly contentSha256: string;
  /** TA1 segments that it holds. */
  readonly answers: readonly (readonly string[])[];
}

interface OpenFacts {
  elements: readonly string[];
  groups: GroupHeader[];
  answers: (readonly string[])[];
  hash: Hash;
}

/** Collects the facts of each interchange while a file streams by, in the order in which a report lists them. */
export class Inventory implements EnvelopeVisitor {
  readonly interchanges: InterchangeFacts[] = [];
  #open: OpenFacts | null = null;

  /** Where to push the bytes. */
  scanner() {
    return readEnvelopes(this, envelopeRules);
  }

  interchange(header: InterchangeHeader): void {
    this.#open = { elements: header.elements, groups: [], answers: [], hash: createHash('sha256') };
    this.#open.hash.update(header.elements.join('\n'));
  }

  brokenInterchange(fault: HeaderFault, _at: Place): void {
    this.#keep({ elements: fault.loose ?? [], groups: [], answers: [], hash: createHash('sha256') });
  }

  group(group: GroupHeader): void {
    this.#open?.groups.push(group);
    this.#open?.hash.update(`\n${group.functionalId}\n${group.sender}\n${group.receiver}\n${group.control}`);
  }

  set(set: ScannedSet): void {
    this.#open?.hash.update(set.bytes);
  }

  groupEnd(): void {}

  interchangeEnd(): void {
    if (this.#open) this.#keep(this.#open);
    this.#open = null;
  }

  acknowledgement(elements: readonly string[]): void {
    this.#open?.answers.push(elements);
    this.#open?.hash.update(elements.join('\n'));
  }

  stray(): void {}

  #keep({ elements, groups, answers, hash }: OpenFacts): void {
    const { sender, receiver, control } = namedFields(elements);
    this.interchanges.push({ elements, sender, receiver, control, groups, answers, contentSha256: hash.digest('hex') });
  }
}
