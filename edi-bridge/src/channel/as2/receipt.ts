import { newId } from '@quayside/shared/ids';
import type { OwnKey } from './certificate.ts';
import { type Notice, writeMdn } from './mdn.ts';
import type { Mic } from './mic.ts';
import { type Entity, entity } from './mime.ts';
import { writtenName } from './names.ts';
import type { As2Request } from './request.ts';
import type { Failure } from './unwrap.ts';

/** Of this version are compression and MDNs of every kind. */
export const AS2_VERSION = '1.1';

/** What became of a message. */
export interface Fate {
  readonly failure: Failure | null;
  readonly mic: Mic | null;
}

/** The MDN that a sender asked for, with the HTTP headers that it travels with; null when it asked for none. */
export function receiptFor(request: As2Request, fate: Fate, by: OwnKey | undefined, at: number): Entity | null {
  const { mdn } = request;
  if (!mdn) return null;
  const [digest = 'sha256'] = mdn.digests;
  const report = writeMdn(noticeOf(request, fate), mdn.signed && by ? { by, digest } : null, at);
  return entity(
    [...as2Headers({ from: request.to, to: request.from, subject: 'Receipt' }, at), ...report.headers],
    report.body,
  );
}

const noticeOf = ({ messageId, to }: As2Request, { failure, mic }: Fate): Notice => ({
  originalMessageId: messageId,
  recipient: to,
  failed: failure?.disposition ?? null,
  mic: failure ? null : mic,
  text: failure
    ? `The message ${messageId} was not processed: ${failure.reason}.`
    : `The message ${messageId} was received, is archived and will be processed.`,
});

/** The headers that every AS2 message of ours has. */
export const as2Headers = (
  {
    from,
    to,
    subject,
    messageId = `<${newId()}@quayside>`,
  }: { from: string; to: string; subject: string; messageId?: string },
  at: number,
) => [
  { name: 'AS2-Version', value: AS2_VERSION },
  { name: 'AS2-From', value: writtenName(from) },
  { name: 'AS2-To', value: writtenName(to) },
  { name: 'Message-ID', value: messageId },
  { name: 'Date', value: new Date(at).toUTCString() },
  { name: 'Subject', value: subject },
  { name: 'MIME-Version', value: '1.0' },
];
