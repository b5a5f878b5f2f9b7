import type { Database } from '@quayside/shared/db/database';
import { DAY, HOUR, MINUTE } from '@quayside/shared/instant';
import type { Partner } from '../partner/partner.ts';
import { type Usage, usageAfter } from '../usage/store.ts';

/** Why a partner may send nothing more now; null while it may. One file may still go over the bytes. */
export function quotaFault(
  { name, dailyFiles, dailyMegabytes }: Pick<Partner, 'name' | 'dailyFiles' | 'dailyMegabytes'>,
  { files, bytes }: Usage,
): string | null {
  const later = 'Send it again later, or ask us for more.';
  if (files >= dailyFiles) return `${name} has sent ${files} files in 24 hours, and ${dailyFiles} are agreed. ${later}`;
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < dailyMegabytes) return null;
  return `${name} has sent ${Math.floor(megabytes)} MiB in 24 hours, and ${dailyMegabytes} are agreed. ${later}`;
}

const RECOUNT_MS = MINUTE;

interface Count {
  readonly countedAt: number;
  readonly counted: Promise<Usage>;
  /** Since it was counted. */
  files: number;
  bytes: number;
}

/**
 * What partners send, counted from the ledger each minute and by hand in between, so that it holds for all doors and, to
 * within a minute, for all processes.
 */
export class Quotas {
  readonly #parts: { readonly db: Database; readonly now: () => number };
  readonly #counts = new Map<string, Count>();
  readonly #told = new Map<string, { readonly at: number; readonly messageId: string }>();

  constructor(parts: { db: Database; now: () => number }) {
    this.#parts = parts;
  }

  /** Why the partner may send nothing more now; null while it may. */
  async faultOf(partner: Partner): Promise<string | null> {
    const count = this.#countOf(partner.id);
    const { files, bytes } = await count.counted;
    return quotaFault(partner, { files: files + count.files, bytes: bytes + count.bytes });
  }

  /** Files that the partner may still send now; its bytes may stop it before. */
  async roomFor(partner: Partner): Promise<number> {
    const count = this.#countOf(partner.id);
    return Math.max(0, partner.dailyFiles - (await count.counted).files - count.files);
  }

  /** A file begins to come; its bytes are told when they are known. */
  note(partnerId: string, { files, bytes }: Usage): void {
    const count = this.#countOf(partnerId);
    count.files += files;
    count.bytes += bytes;
  }

  /** The message that told of a refusal within the last hour: a flood is told of once. */
  toldLately(partnerId: string): string | null {
    const told = this.#told.get(partnerId);
    return told && told.at > this.#parts.now() - HOUR ? told.messageId : null;
  }

  noteTold(partnerId: string, messageId: string): void {
    this.#told.set(partnerId, { at: this.#parts.now(), messageId });
  }

  #countOf(partnerId: string): Count {
    const now = this.#parts.now();
    const known = this.#counts.get(partnerId);
    if (known && now - known.countedAt < RECOUNT_MS) return known;
    const counted = this.#parts.db.read((em) => usageAfter(em, partnerId, now - DAY));
    const count = { countedAt: now, counted, files: 0, bytes: 0 };
    this.#counts.set(partnerId, count);
    // A count that failed is no count: the next one to ask counts anew.
    counted.catch(() => this.#counts.delete(partnerId));
    return count;
  }
}
