import { createHash } from 'node:crypto';
import type { Database } from '@quayside/shared/db/database';
import { equals } from '@quayside/shared/db/predicate';
import type { Archive } from '../archive.ts';
import { loadMessage, readSets } from '../message/ledger.ts';
import type { SetOutcome } from '../message/message.ts';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import type { MapSegment } from '../transactions/segments.ts';
import { mapFor } from './maps.ts';
import { segmentsOf } from './set-segments.ts';
import { streamSets } from './stream-sets.ts';

/** Answers whether the message behind a source asked for the very same thing. */
export type CameBefore = (source: string) => Promise<boolean>;

/** What the work of a set is known by, and how it is compared with what came before where its number is taken. */
export interface OwnWork {
  readonly source: string;
  readonly cameBefore: CameBefore;
}

/** A set by what it is about, and what it says. */
export interface SetContent {
  readonly type: string;
  readonly key: string;
  readonly content: string;
}

const SOURCE = /^EDI:([0-9A-Z]{26})$/;
/** Files that are sent anew mostly go back to one file. */
const REMEMBERED = 4;

/** What a set says, apart from its own number and count: equal for two sets that ask for the same. */
export const contentOf = (segments: readonly MapSegment[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        segments.filter(({ tag }) => tag !== 'ST' && tag !== 'SE').map(({ elements }) => trimmed(elements)),
      ),
    )
    .digest('base64');

/** Blanks and empty elements at the end say nothing. */
function trimmed(elements: readonly string[]): string[] {
  const all = elements.map((element) => element.trimEnd());
  while (all.at(-1) === '') all.pop();
  return all;
}

/** What a message asked for anew, by number. */
type Contents = ReadonlyMap<string, string>;

// A change or a cancellation is not what a number began with, and what failed began nothing.
const BEGINS: readonly Mapped['kind'][] = [
  ...(['order', 'tender', 'notice', 'claim', 'payment', 'payment-without-currency', 'carrier-invoice'] as const),
];
const BEGUN: readonly SetOutcome[] = ['DONE', 'PENDING'];

/** Compares sets with those of earlier messages, which are read again from the archive: once for all sets of a file. */
export class EarlierContents {
  readonly #parts: { readonly db: Database; readonly archive: Archive };
  readonly #partner: Partner;
  readonly #known = new Map<string, Promise<Contents>>();

  constructor(parts: { db: Database; archive: Archive }, partner: Partner) {
    this.#parts = parts;
    this.#partner = partner;
  }

  /** True when the message behind a source began with this under its number. */
  async hold(source: string, { type, key, content }: SetContent): Promise<boolean> {
    const id = SOURCE.exec(source)?.[1];
    if (!id) return false;
    const contents = this.#known.get(id) ?? this.#read(id);
    if (!this.#known.has(id) && this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(id, contents);
    return (await contents).get(nameOf(type, key)) === content;
  }

  async #read(messageId: string): Promise<Contents> {
    const { db, archive } = this.#parts;
    const row = await db.read((em) => loadMessage(em, messageId));
    const contents = new Map<string, string>();
    // A source is only text: it may name a message of somebody else.
    if (row?.accountId !== this.#partner.accountId) return contents;
    const sets = await db.read((em) => readSets(em, equals('t.message_id', 'id', messageId)));
    const begun = new Set(sets.filter(({ outcome }) => BEGUN.includes(outcome)).map(({ place }) => place));
    for await (const { place, set } of streamSets(archive.read(row.sha256))) {
      const read = begun.has(place) ? segmentsOf(set, this.#partner) : null;
      if (!read?.ok) continue;
      const mapped = mapFor(set.type, this.#partner)?.(read.value, this.#partner);
      if (!mapped || !BEGINS.includes(mapped.kind)) continue;
      const name = nameOf(set.type, mapped.key);
      if (!contents.has(name)) contents.set(name, contentOf(read.value));
    }
    return contents;
  }
}

const nameOf = (type: string, key: string): string => `${type} ${key}`;
