import type { ChannelSecrets } from './channel.ts';
import type { ChannelRow } from './table.ts';

/** A file on its way to a partner. */
export interface OutFile {
  readonly messageId: string;
  readonly name: string;
  /** 997, 945, … */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What came of sending a file. */
export type Sent =
  | { readonly kind: 'delivered' }
  /** The partner answers later; without an answer by then it is sent again. */
  | { readonly kind: 'waiting'; readonly until: number }
  /** The partner was reached and does not take it; it is tried again, but others need not wait for it. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The partner cannot be reached now, with anything. */
export class Unreachable extends Error {}

/** One visit to a partner: files go one after the other over the same connection. */
export interface OutSession {
  /** @throws Unreachable */
  send(file: OutFile): Promise<Sent>;
  close(): Promise<void>;
}

/** A way out: mailbox, HTTPS, SFTP, AS2. */
export interface OutChannel {
  /** @throws Unreachable */
  open(channel: ChannelRow, secrets: ChannelSecrets): Promise<OutSession>;
}

/** Reasons for a person, from whatever a library or a socket throws. */
export const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
};
