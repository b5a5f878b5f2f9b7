import type { Database } from '@quayside/shared/db/database';
import { AppError, forbidden } from '@quayside/shared/errors';
import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import { coerceInputValue, type GraphQLSchema, isInputType } from 'graphql';
import type { Archive } from '../archive.ts';
import type { EdiMessage } from '../message/message.ts';
import { mayReadMessages } from '../message/policy.ts';
import { shipmentsNamed } from '../message/shipments-named.ts';
import { listMessages, type MessageFilter, measureMessages } from '../message/store.ts';
import { csvHead, csvRow } from './csv.ts';
import { zipOf } from './zip.ts';

/** Rows of a list; a spreadsheet of more is read by nobody. */
const MOST_ROWS = 50_000;
/** Files of an archive: their names are held in memory until it is written. */
const MOST_FILES = 5_000;
const MOST_BYTES = 512 * 1024 * 1024;
const PAGE = 100;

/** What is asked for: a list, or the files themselves; of the messages that a filter means. */
export interface ExportRequest {
  /** `csv` or `zip`. */
  readonly format: string;
  /** As `EdiMessageFilter` in JSON; empty for all that the viewer sees. */
  readonly filter: string;
}

/** A file on its way out. */
export interface ExportedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface ExportDeps {
  readonly db: Database;
  readonly archive: Archive;
  readonly graph: GraphClient | null;
  readonly now: () => number;
}

/**
 * Exports messages within the viewer's reach, newest first.
 * @throws AppError FORBIDDEN; BAD_USER_INPUT for a filter that is none, or that means more than one file should hold.
 */
export async function exportMessages(
  { db, archive, graph, now }: ExportDeps,
  schema: GraphQLSchema,
  viewer: Viewer,
  request: ExportRequest,
): Promise<ExportedFile> {
  if (!mayReadMessages(viewer)) throw forbidden('export EDI messages');
  const { format } = request;
  if (format !== 'csv' && format !== 'zip') throw new AppError('BAD_USER_INPUT', 'The format is csv or zip.');
  const asked = readFilter(schema, request.filter);
  const filter = { ...asked, shipmentIds: await shipmentsNamed(graph, viewer, asked.reference) };
  const { count, bytes } = await db.read((em) => measureMessages(em, viewer, filter));
  demandFits(format, count, bytes);
  const messages = () => allMessages(db, viewer, filter, count);
  const fileName = `edi-messages-${new Date(now()).toISOString().slice(0, 19).replaceAll(':', '')}.${format}`;
  if (format === 'csv') return { fileName, mediaType: 'text/csv; charset=utf-8', body: csvOf(messages()) };
  const listed: EdiMessage[] = [];
  for await (const message of messages()) listed.push(message);
  const body = zipOf(listed, (sha256) => archive.read(sha256));
  return { fileName, mediaType: 'application/zip', body };
}

/** Read by the schema itself: whatever the list takes, the export takes, and nothing else. */
function readFilter(schema: GraphQLSchema, text: string): MessageFilter {
  const type = schema.getType('EdiMessageFilter');
  if (!isInputType(type)) throw new TypeError('the schema has no EdiMessageFilter');
  const refuse = (): never => {
    throw new AppError('BAD_USER_INPUT', 'The filter is no EdiMessageFilter in JSON.');
  };
  return coerceInputValue(parsed(text || '{}', refuse), type, refuse) as MessageFilter;
}

function parsed(text: string, refuse: () => never): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return refuse();
  }
}

function demandFits(format: 'csv' | 'zip', count: number, bytes: number): void {
  const most = format === 'csv' ? MOST_ROWS : MOST_FILES;
  if (count > most)
    throw new AppError('BAD_USER_INPUT', `${count} messages are more than ${most}. Narrow the list, then export it.`);
  if (format === 'zip' && bytes > MOST_BYTES) {
    const most = MOST_BYTES / 1024 / 1024;
    throw new AppError('BAD_USER_INPUT', `These files have more than ${most} MiB. Narrow the list, then export it.`);
  }
}

/** Page by page; what comes in while it is read is newer than where it began. */
async function* allMessages(
  db: Database,
  viewer: Viewer,
  filter: MessageFilter,
  most: number,
): AsyncGenerator<EdiMessage> {
  let left = most;
  for (let after: string | null = null; left > 0; ) {
    const page = await db.read((em) => listMessages(em, viewer, filter, { first: Math.min(PAGE, left), after }));
    yield* page.nodes;
    left -= page.nodes.length;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

async function* csvOf(messages: AsyncIterable<EdiMessage>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvHead());
  for await (const message of messages) yield Buffer.from(csvRow(message));
}
