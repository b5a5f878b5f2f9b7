import type { Database } from '@quayside/shared/db/database';
import { AppError } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { systemViewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import type { Archive } from '../archive.ts';
import { type Asked, isRefusal } from '../inbound/graph-orders.ts';
import { sentence } from '../inbound/set-result.ts';
import { loadMessage } from '../message/ledger.ts';
import { loadPartner } from '../partner/store.ts';
import { caseFor } from './rejection.ts';
import { dueRejections } from './store.ts';
import { type RejectionRow, rejectionTable } from './table.ts';

const bridge = systemViewer('EDI bridge');
const BATCH = 50;
const RETRY_MS = 5_000;
const MAX_RETRY_MS = 300_000;
// The graph's last word: asking again would bring the same answer.
const FINAL = ['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'];

const OPEN = `mutation OpenCase($input: OpenCaseInput!) {
  openCase(input: $input) { __typename ... on Case { id } ... on Refusal { code message fix } } }`;

/** Has the graph open a case for each message of ours that a partner rejected; the account manager owns it. */
export class RejectionCases {
  readonly #parts: { db: Database; archive: Archive; graph: GraphClient; log: Log; now: () => number };
  #running: Promise<void> | null = null;

  constructor(parts: { db: Database; archive: Archive; graph: GraphClient; log: Log; now: () => number }) {
    this.#parts = parts;
  }

  /** Resolves when nothing is left that can be opened now. */
  open(): Promise<void> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<void> {
    const { db, now } = this.#parts;
    for (;;) {
      const due = await db.read((em) => dueRejections(em, now(), BATCH));
      for (const row of due) await this.#attempt(row);
      if (due.length < BATCH) return;
    }
  }

  async #attempt(row: RejectionRow): Promise<void> {
    const { log, now } = this.#parts;
    try {
      const asked = await this.#ask(row.id);
      if (!isRefusal(asked)) return await this.#note(row, { state: 'OPENED', caseId: asked.id, note: null });
      log.error({ message: row.id, reason: asked.code }, 'no case was opened for a rejected message');
      await this.#note(row, { state: 'FAILED', note: sentence(asked) });
    } catch (error) {
      const note = error instanceof Error ? error.message.slice(0, 1000) : String(error);
      const final = error instanceof AppError && FINAL.includes(error.code);
      log.error({ err: error, message: row.id }, 'no case was opened for a rejected message yet');
      const dueAt = now() + Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** row.attempts);
      await this.#note(row, final ? { state: 'FAILED', note } : { attempts: row.attempts + 1, dueAt, note });
    }
  }

  /** The key makes it one case, also after a crash between the case and our note of it. */
  async #ask(id: string): Promise<Asked<{ id: string }>> {
    const { db, archive, graph, now } = this.#parts;
    const message = await db.read((em) => loadMessage(em, id));
    const partner = message?.partnerId ? await db.read((em) => loadPartner(em, message.partnerId ?? '', now())) : null;
    if (!message || !partner) throw new AppError('NOT_FOUND', 'The message or its partner is not there any more.');
    const text = (await archive.head(message.sha256)).toString('utf8');
    const input = {
      ...{ kind: 'INQUIRY', category: 'DOCUMENTS', priority: 'HIGH', channel: 'EDI', accountId: partner.accountId },
      ...caseFor({ ...message, partnerName: partner.name, text }),
      idempotencyKey: `edi-rejected-${id}`,
    };
    return (await graph.execute<{ openCase: Asked<{ id: string }> }>(OPEN, { input }, bridge)).openCase;
  }

  async #note({ id }: RejectionRow, change: Partial<RejectionRow>): Promise<void> {
    await this.#parts.db.write((em) => em.getRepository(rejectionTable).update({ id }, change));
  }
}
