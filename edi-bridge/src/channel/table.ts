import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { ChannelCertificate, ChannelKind, ChannelSettings } from './channel.ts';

/** The ways to and from a partner; a partner without a row has its mailbox only. */
export interface ChannelRow {
  /** The partner's. */
  id: string;
  kind: ChannelKind;
  settings: ChannelSettings;
  certificates: readonly ChannelCertificate[];
  /** Sealed; see secret-box.ts. */
  secrets: string | null;
  loginUser: string | null;
  /** Both AS2 names in one hash: they lead to one partner. */
  as2Names: string | null;
  lastSuccessAt: number | null;
  lastFailureAt: number | null;
  lastFailure: string | null;
  /** Failures in a row, and until when the partner is left alone for them. */
  failures: number;
  retryAt: number | null;
  version: number;
}

export const channelTable = new EntitySchema<ChannelRow>({
  name: 'edi_channel',
  columns: {
    id: { ...column.code, primary: true },
    kind: { ...column.state },
    settings: { ...column.json },
    certificates: { ...column.json },
    secrets: { ...column.text, nullable: true },
    loginUser: { ...column.code, name: 'login_user', nullable: true },
    as2Names: { ...column.code, name: 'as2_names', nullable: true },
    lastSuccessAt: { ...column.instant, name: 'last_success_at', nullable: true },
    lastFailureAt: { ...column.instant, name: 'last_failure_at', nullable: true },
    lastFailure: { ...column.line, name: 'last_failure', nullable: true },
    failures: { ...column.whole },
    retryAt: { ...column.instant, name: 'retry_at', nullable: true },
    version: { ...column.whole },
  },
  indices: [
    { name: 'edi_channel_login', columns: ['loginUser'], unique: true },
    { name: 'edi_channel_as2', columns: ['as2Names'], unique: true },
  ],
});

/** One AS2 message of either direction, with the answer to it. */
export interface As2Row {
  id: string;
  direction: 'IN' | 'OUT';
  partnerId: string | null;
  /** Direction, both names and Message-ID in one hash. */
  exchange: string;
  /** `Message-ID` as the sender wrote it. */
  as2MessageId: string;
  /** The message of the ledger. */
  messageId: string;
  /** The raw request, headers and body, in the archive. */
  requestSha256: string;
  mic: string | null;
  /** The raw MDN, with its HTTP headers, in the archive. */
  mdnSha256: string | null;
  disposition: string | null;
  /** In: where the MDN is still to be sent. */
  mdnUrl: string | null;
  /** In: it was processed. Out: the MDN has come and says so. */
  confirmed: boolean;
  /** Out: of the channel when the request was composed. */
  channelVersion: number;
  attempts: number;
  /** When the next attempt to send the request or the MDN is due; null when none is. */
  dueAt: number | null;
  at: number;
}

export const as2Table = new EntitySchema<As2Row>({
  name: 'edi_as2',
  columns: {
    id: { ...column.id, primary: true },
    direction: { ...column.state },
    partnerId: { ...column.code, name: 'partner_id', nullable: true },
    exchange: { ...column.code },
    as2MessageId: { ...column.text, name: 'as2_message_id' },
    messageId: { ...column.id, name: 'message_id' },
    requestSha256: { ...column.code, name: 'request_sha256' },
    mic: { ...column.line, nullable: true },
    mdnSha256: { ...column.code, name: 'mdn_sha256', nullable: true },
    disposition: { ...column.line, nullable: true },
    mdnUrl: { ...column.text, name: 'mdn_url', nullable: true },
    confirmed: { ...column.flag },
    channelVersion: { ...column.whole, name: 'channel_version' },
    attempts: { ...column.whole },
    dueAt: { ...column.instant, name: 'due_at', nullable: true },
    at: { ...column.instant },
  },
  indices: [
    { name: 'edi_as2_exchange', columns: ['exchange'], unique: true },
    { name: 'edi_as2_message', columns: ['messageId'] },
    { name: 'edi_as2_due', columns: ['dueAt'] },
    { name: 'edi_as2_request', columns: ['requestSha256'] },
    { name: 'edi_as2_mdn', columns: ['mdnSha256'] },
  ],
});

/** A message that did not reach its partner at the first attempt. */
export interface DeliveryRow {
  /** The message's. */
  id: string;
  attempts: number;
  nextAt: number;
  note: string;
}

export const deliveryTable = new EntitySchema<DeliveryRow>({
  name: 'edi_delivery',
  columns: {
    id: { ...column.id, primary: true },
    attempts: { ...column.whole },
    nextAt: { ...column.instant, name: 'next_at' },
    note: { ...column.line },
  },
});
