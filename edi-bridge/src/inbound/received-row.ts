import type { StoredBytes } from '@quayside/shared/files/file-store';
import { nothingExpected } from '../message/acknowledgement.ts';
import type { MessageRow } from '../message/table.ts';

/** How a file came. */
export interface Arrival {
  readonly messageId: string;
  /** The partner's name in the path, as the sender wrote it. */
  readonly addressee: string;
  readonly channel: string;
  readonly fileName: string | null;
}

const FILE_NAME_LENGTH = 160;

/** What is known of a file when it has come. */
export type Facts = Pick<MessageRow, 'state' | 'summary' | 'errors' | 'verdict'>;

/** The row of a file that came; without bytes where none were kept. */
export const newRow = (
  arrival: Arrival,
  stored: StoredBytes | null,
  facts: Facts & Pick<MessageRow, 'partnerId' | 'mapVersion' | 'accountId' | 'at'>,
): MessageRow => ({
  id: arrival.messageId,
  direction: 'IN',
  channel: arrival.channel,
  addressee: arrival.addressee.slice(0, 64),
  // The end of a name is what tells files apart.
  fileName: arrival.fileName?.slice(-FILE_NAME_LENGTH) ?? null,
  sha256: stored?.sha256 ?? '',
  sizeBytes: stored?.sizeBytes ?? 0,
  interchangeControl: null,
  setTypes: '',
  relatesToId: null,
  version: 1,
  subject: null,
  functionalId: null,
  groupControl: null,
  writtenAt: null,
  test: false,
  ...nothingExpected,
  copyOfId: null,
  editor: null,
  editorNote: null,
  ...facts,
});
