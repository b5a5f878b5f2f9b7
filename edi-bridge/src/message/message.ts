import type { AcknowledgementState } from './acknowledgement.ts';

/** In from a partner, or out to one. */
export type EdiDirection = 'IN' | 'OUT';

/**
 * Where a message ends. IN: one of PROCESSED to REPLACED. OUT: SENT, then ACKNOWLEDGED or REJECTED by the partner; HELD
 * where it could not be sent. CANCELLED on both sides: a person has put it aside.
 */
export type EdiState =
  | 'RECEIVED'
  | 'PROCESSED'
  | 'DUPLICATE'
  | 'QUARANTINED'
  | 'REJECTED'
  | 'HELD'
  /** A mended copy took its place. */
  | 'REPLACED'
  | 'SENT'
  | 'ACKNOWLEDGED'
  | 'CANCELLED';

/** One fault of a message, with its place in the file where it has one. */
export interface EdiFault {
  readonly code: string;
  readonly message: string;
  readonly fix: string | null;
  readonly byte: number | null;
  readonly line: number | null;
  /** Number of the segment in the file, counted from ISA = 1. */
  readonly segmentNumber: number | null;
  readonly segment: string | null;
  readonly element: number | null;
  readonly value: string | null;
  /** Code of the rule of the graph behind it. */
  readonly rule?: string | null;
}

/** One file that came, or one interchange that went, as the ledger knows it. */
export interface EdiMessage {
  readonly id: string;
  readonly direction: EdiDirection;
  readonly state: EdiState;
  readonly partnerId: string | null;
  readonly accountId: string | null;
  readonly channel: string;
  readonly fileName: string | null;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly interchangeControl: string | null;
  readonly setTypes: readonly string[];
  readonly verdict: string | null;
  readonly summary: string;
  readonly errors: readonly EdiFault[];
  readonly relatesToId: string | null;
  readonly at: number;
  readonly ackState: AcknowledgementState;
  readonly ackDueAt: number | null;
  readonly answeredAt: number | null;
  readonly answeredById: string | null;
  readonly copyOfId: string | null;
  readonly editor: string | null;
  readonly editorNote: string | null;
  /** Version of the partner's profile under which it was read or written. */
  readonly mapVersion: number | null;
  /** Marked as a test (ISA15 T): it never touches live data. */
  readonly test: boolean;
  readonly version: number;
}

/** What became of one transaction set. PENDING: its effect is still to come; NONE: it was not accepted; IGNORED: the same came before. */
export type SetOutcome = 'PENDING' | 'DONE' | 'REFUSED' | 'IGNORED' | 'HELD' | 'QUARANTINED' | 'NONE';

/** One transaction set of an incoming message. */
export interface EdiSet {
  readonly id: string;
  readonly messageId: string;
  /** Running number of the set in the file, from 1. */
  readonly place: number;
  /** Its interchange in the file, from 1. */
  readonly interchange: number;
  readonly type: string;
  readonly control: string;
  readonly groupControl: string;
  /** GS02 and GS03 as received: swapped, they address our answers. */
  readonly applicationSender: string;
  readonly applicationReceiver: string;
  readonly verdict: string;
  readonly outcome: SetOutcome;
  readonly businessKey: string | null;
  readonly shipmentId: string | null;
  readonly note: string | null;
  /** Code of the rule of the graph that refused it, as `Refusal` has it. */
  readonly rule: string | null;
}

/** The bytes of a message as text, and back: invalid UTF-8 is shown as U+FFFD, in Latin-1 every byte is a letter. */
export const bytesToText = (bytes: Buffer, charset: 'utf8' | 'latin1' | 'ascii'): string =>
  bytes.toString(charset === 'latin1' ? 'latin1' : 'utf8');
export const textToBytes = (text: string, charset: 'utf8' | 'latin1' | 'ascii'): Buffer =>
  Buffer.from(text, charset === 'latin1' ? 'latin1' : 'utf8');

/** Errors kept with a message; what is beyond is in the file and shown when it is checked again. */
export const MAX_FAULTS = 200;

/** Cut to what a column holds; on a word's end where there is one. */
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;
