import type { Archive } from '../archive.ts';
import { checkFile } from '../check/check.ts';
import type { FileReport } from '../check/report.ts';
import { defaultPolicy } from '../dictionary/policy.ts';
import type { MessageRow } from '../message/table.ts';
import type { Partner } from '../partner/partner.ts';
import { policyOf } from '../partner/terms.ts';
import { noFacts } from './contents.ts';
import { type InterchangeFacts, Inventory } from './inventory.ts';

/** A file that is small enough is read once and kept until its sets have been carried out. */
const KEPT_BYTES = 1024 * 1024;

/** What a message says, before anybody has decided anything. */
export interface Examined {
  readonly report: FileReport;
  readonly facts: readonly InterchangeFacts[];
  /** The bytes of the file again, from memory or from the archive. */
  bytes(): AsyncIterable<Buffer>;
}

/** Checks the archived bytes of a message and lists what is in them. */
export async function examine(archive: Archive, row: MessageRow, partner: Partner | null): Promise<Examined> {
  const small = row.sizeBytes <= KEPT_BYTES ? await archive.bytes(row.sha256) : null;
  const bytes = () => (small ? oneChunk(small) : archive.read(row.sha256));
  const inventory = new Inventory();
  const scanner = inventory.scanner();
  async function* watched(): AsyncGenerator<Buffer> {
    for await (const chunk of bytes()) {
      scanner.push(chunk);
      yield chunk;
    }
    scanner.end();
  }
  const policy = partner ? policyOf(partner) : defaultPolicy;
  // The acknowledgements that really go out are numbered later.
  const report = await checkFile(watched(), { file: row.fileName ?? '', policy, answers: null });
  const facts = inventory.interchanges;
  return { report, facts: report.interchanges.map((_, index) => facts[index] ?? noFacts), bytes };
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
