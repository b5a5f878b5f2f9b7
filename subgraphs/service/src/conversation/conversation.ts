import { isStaff, type Viewer } from '@quayside/shared/identity';
import { type Result, refuse } from '@quayside/shared/result';

/** On whose side somebody writes. */
export type AuthorKind = 'CUSTOMER' | 'STAFF' | 'CONSIGNEE' | 'SYSTEM';

/** A stored file that a message shows. The bytes, and the rights to them, are held where files are kept. */
export interface Attachment {
  readonly fileId: string;
  readonly fileName: string;
  readonly mediaType: string;
}

/** One entry of the conversation about a case, claim or work order. */
export interface Message {
  readonly id: string;
  readonly itemId: string;
  readonly accountId: string;
  readonly author: string;
  /** The member, key or link that wrote it; null for what is older than this column. */
  readonly authorId: string | null;
  readonly authorKind: AuthorKind;
  readonly body: string;
  /** For staff only. */
  readonly internal: boolean;
  readonly attachments: readonly Attachment[];
  readonly at: number;
}

/** How far a member has read the conversation of an item. Ids grow with time, so a mark is a place in it. */
export interface ReadMark {
  readonly itemId: string;
  readonly accountId: string;
  readonly memberId: string;
  /** Id of the last message that was seen. */
  readonly upTo: string;
  readonly at: number;
}

/** The place of a mark among the messages that somebody sees: a note that was read is not told to who sees no notes. */
export const placeOfMark = (upTo: string, visible: readonly Pick<Message, 'id'>[]): string | null =>
  visible.findLast(({ id }) => id <= upTo)?.id ?? null;

/** What changed, by whom. */
export interface HistoryEntry {
  readonly id: string;
  readonly itemId: string;
  readonly accountId: string;
  readonly at: number;
  readonly actor: string;
  readonly change: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A message before it is sent. */
export interface NewMessage {
  readonly body: string;
  readonly internal: boolean;
  readonly attachments: readonly Attachment[];
  /** Members who are to look at it. */
  readonly mentions?: readonly string[] | null | undefined;
  /** The way on which it came, where that is not the door of its author. */
  readonly way?: 'EMAIL';
}

const MOST_MENTIONS = 20;
const LONGEST_BODY = 10_000;
const MOST_ATTACHMENTS = 20;
const LONGEST_FILE_NAME = 255;
const LONGEST_FILE_ID = 64;
const LONGEST_MEDIA_TYPE = 127;

/** The first thing that is wrong with a message, or null. */
export function messageFault(message: NewMessage): Result<never> | null {
  if (!message.body.trim() && message.attachments.length === 0) {
    return refuse('MESSAGE_EMPTY', 'Write something or attach a file.', { field: 'body' });
  }
  if ((message.mentions?.length ?? 0) > MOST_MENTIONS) {
    return refuse('MENTIONS_MANY', `Mention ${MOST_MENTIONS} people at most.`, { field: 'mentions' });
  }
  return textFault(message.body, 'body') ?? attachmentsFault(message.attachments);
}

/** A text that a person writes, of any use. */
export const textFault = (text: string, field: string): Result<never> | null =>
  text.length > LONGEST_BODY
    ? refuse('TEXT_LENGTH', `A text has ${LONGEST_BODY} characters at most.`, {
        field,
        figures: { most: LONGEST_BODY },
      })
    : null;

/** The first thing that is wrong with a list of attachments, or null. */
export function attachmentsFault(attachments: readonly Attachment[], field = 'attachments'): Result<never> | null {
  if (attachments.length > MOST_ATTACHMENTS) {
    return refuse('ATTACHMENTS_MANY', `Attach ${MOST_ATTACHMENTS} files at most.`, {
      field,
      figures: { most: MOST_ATTACHMENTS },
    });
  }
  const odd = attachments.some(
    ({ fileId, fileName, mediaType }) =>
      outside(fileId, LONGEST_FILE_ID) ||
      outside(fileName, LONGEST_FILE_NAME) ||
      outside(mediaType, LONGEST_MEDIA_TYPE),
  );
  return odd ? refuse('ATTACHMENT', 'An attachment names its file.', { field }) : null;
}

const outside = (text: string, longest: number): boolean => !text || text.length > longest;

/** The side of a viewer. A key writes for its account. */
export function authorKindOf(viewer: Viewer): AuthorKind {
  if (viewer.kind === 'system') return 'SYSTEM';
  if (viewer.kind === 'link') return 'CONSIGNEE';
  return isStaff(viewer) ? 'STAFF' : 'CUSTOMER';
}
