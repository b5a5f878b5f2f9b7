import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { AcknowledgementState } from './acknowledgement.ts';
import type { EdiDirection, EdiFault, EdiSet, EdiState } from './message.ts';

/** A row of the ledger. The columns after `version` belong to outgoing messages. */
export interface MessageRow {
  id: string;
  direction: EdiDirection;
  state: EdiState;
  partnerId: string | null;
  accountId: string | null;
  channel: string;
  /** The partner's name in the path, as the sender wrote it. */
  addressee: string | null;
  fileName: string | null;
  sha256: string;
  sizeBytes: number;
  interchangeControl: string | null;
  /** Blank before, between and after, so that one LIKE finds a whole id: ` 940 997 `. */
  setTypes: string;
  verdict: string | null;
  summary: string;
  errors: readonly EdiFault[];
  relatesToId: string | null;
  at: number;
  mapVersion: number | null;
  test: boolean;
  version: number;
  /** What the message says and about whom, such as `ACME:945:<shipment>`: nothing is sent twice under one subject. */
  subject: string | null;
  functionalId: string | null;
  groupControl: string | null;
  /** When the file was put into the mailbox; null while that is still to be done. */
  writtenAt: number | null;
  ackState: AcknowledgementState;
  ackDueAt: number | null;
  ackEscalateAt: number | null;
  answeredAt: number | null;
  answeredById: string | null;
  /** The message that this one is a mended copy of. */
  copyOfId: string | null;
  /** Who mended it, and what was said about it. */
  editor: string | null;
  editorNote: string | null;
}

export const messageTable = new EntitySchema<MessageRow>({
  name: 'edi_message',
  columns: {
    id: { ...column.id, primary: true },
    direction: { ...column.state },
    state: { ...column.state },
    partnerId: { ...column.code, name: 'partner_id', nullable: true },
    accountId: { ...column.id, name: 'account_id', nullable: true },
    channel: { ...column.state },
    addressee: { ...column.code, nullable: true },
    fileName: { ...column.line, name: 'file_name', nullable: true },
    sha256: { ...column.code },
    sizeBytes: { ...column.long, name: 'size_bytes' },
    interchangeControl: { ...column.state, name: 'interchange_control', nullable: true },
    setTypes: { ...column.line, name: 'set_types' },
    verdict: { ...column.state, nullable: true },
    summary: { ...column.line },
    errors: { ...column.json },
    relatesToId: { ...column.id, name: 'relates_to_id', nullable: true },
    at: { ...column.instant },
    version: { ...column.whole },
    subject: { ...column.line, nullable: true },
    functionalId: { ...column.state, name: 'functional_id', nullable: true },
    groupControl: { ...column.state, name: 'group_control', nullable: true },
    writtenAt: { ...column.instant, name: 'written_at', nullable: true },
    ackState: { ...column.state, name: 'ack_state' },
    ackDueAt: { ...column.instant, name: 'ack_due_at', nullable: true },
    ackEscalateAt: { ...column.instant, name: 'ack_escalate_at', nullable: true },
    answeredAt: { ...column.instant, name: 'answered_at', nullable: true },
    answeredById: { ...column.id, name: 'answered_by_id', nullable: true },
    copyOfId: { ...column.id, name: 'copy_of_id', nullable: true },
    editor: { ...column.name, nullable: true },
    editorNote: { ...column.text, name: 'editor_note', nullable: true },
    mapVersion: { ...column.whole, name: 'map_version', nullable: true },
    test: { ...column.flag },
  },
  indices: [
    { name: 'edi_message_subject', columns: ['subject'], unique: true },
    { name: 'edi_message_list', columns: ['at', 'id'] },
    { name: 'edi_message_account_list', columns: ['accountId', 'at', 'id'] },
    { name: 'edi_message_partner_list', columns: ['partnerId', 'at', 'id'] },
    { name: 'edi_message_state', columns: ['state', 'direction'] },
    { name: 'edi_message_unwritten', columns: ['direction', 'writtenAt', 'id'] },
    { name: 'edi_message_relates_to', columns: ['relatesToId'] },
    { name: 'edi_message_group', columns: ['partnerId', 'functionalId', 'groupControl'] },
    { name: 'edi_message_ack', columns: ['ackState', 'ackDueAt'] },
    { name: 'edi_message_copy_of', columns: ['copyOfId'], unique: true },
    { name: 'edi_message_sha256', columns: ['sha256'] },
  ],
});

/** One interchange of an incoming file. */
export interface InterchangeRow {
  id: string;
  messageId: string;
  place: number;
  sender: string;
  receiver: string;
  control: string;
  /** SHA-256 of its content, without the noise between segments. */
  contentSha256: string;
  /** ISA15 T. */
  test: boolean;
  /** Partner, both ids and ISA13 of an interchange that had an effect; null for all others. */
  claim: string | null;
  claimedAt: number | null;
}

export const interchangeTable = new EntitySchema<InterchangeRow>({
  name: 'edi_interchange',
  columns: {
    id: { ...column.id, primary: true },
    messageId: { ...column.id, name: 'message_id' },
    place: { ...column.whole },
    sender: { ...column.code },
    receiver: { ...column.code },
    control: { ...column.state },
    contentSha256: { ...column.code, name: 'content_sha256' },
    test: { ...column.flag },
    claim: { ...column.line, nullable: true },
    claimedAt: { ...column.instant, name: 'claimed_at', nullable: true },
  },
  indices: [
    { name: 'edi_interchange_claim', columns: ['claim'], unique: true },
    { name: 'edi_interchange_message', columns: ['messageId', 'place'] },
  ],
});

export type SetRow = { -readonly [Key in keyof EdiSet]: EdiSet[Key] };

export const setTable = new EntitySchema<SetRow>({
  name: 'edi_set',
  columns: {
    id: { ...column.id, primary: true },
    messageId: { ...column.id, name: 'message_id' },
    place: { ...column.whole },
    interchange: { ...column.whole },
    type: { ...column.state },
    control: { ...column.state },
    groupControl: { ...column.state, name: 'group_control' },
    applicationSender: { ...column.state, name: 'application_sender' },
    applicationReceiver: { ...column.state, name: 'application_receiver' },
    verdict: { ...column.state },
    outcome: { ...column.state },
    businessKey: { ...column.code, name: 'business_key', nullable: true },
    shipmentId: { ...column.id, name: 'shipment_id', nullable: true },
    note: { ...column.text, nullable: true },
    rule: { ...column.code, nullable: true },
  },
  indices: [
    { name: 'edi_set_message', columns: ['messageId', 'place'] },
    { name: 'edi_set_business_key', columns: ['businessKey'] },
    { name: 'edi_set_shipment', columns: ['shipmentId'] },
  ],
});

/** A claim of the service subgraph that a message speaks of. */
export interface ClaimLinkRow {
  claimId: string;
  messageId: string;
}

export const claimTable = new EntitySchema<ClaimLinkRow>({
  name: 'edi_claim',
  columns: {
    claimId: { ...column.id, name: 'claim_id', primary: true },
    messageId: { ...column.id, name: 'message_id', primary: true },
  },
  indices: [{ name: 'edi_claim_message', columns: ['messageId'] }],
});

/** An invoice of ours that a message speaks of. */
export interface InvoiceLinkRow {
  invoiceId: string;
  messageId: string;
}

export const invoiceTable = new EntitySchema<InvoiceLinkRow>({
  name: 'edi_invoice',
  columns: {
    invoiceId: { ...column.id, name: 'invoice_id', primary: true },
    messageId: { ...column.id, name: 'message_id', primary: true },
  },
  indices: [{ name: 'edi_invoice_message', columns: ['messageId'] }],
});

/** Who took up or sent which message again, and why. */
export interface ReplayRow {
  id: string;
  messageId: string;
  by: string;
  at: number;
  reason: string | null;
  forced: boolean;
  action: 'REPLAY' | 'RESEND';
  /** The state that it had until then. */
  stateBefore: EdiState;
}

export const replayTable = new EntitySchema<ReplayRow>({
  name: 'edi_replay',
  columns: {
    id: { ...column.id, primary: true },
    messageId: { ...column.id, name: 'message_id' },
    by: { ...column.name, name: 'made_by' },
    at: { ...column.instant, name: 'made_at' },
    reason: { ...column.text, nullable: true },
    forced: { ...column.flag },
    action: { ...column.state },
    stateBefore: { ...column.state, name: 'state_before' },
  },
  indices: [{ name: 'edi_replay_message', columns: ['messageId'] }],
});
