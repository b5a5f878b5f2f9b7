import { randomBytes, type X509Certificate } from 'node:crypto';
import type { Digest } from './algorithms.ts';
import type { OwnKey } from './certificate.ts';
import { type Disposition, isProcessed, writtenDisposition } from './disposition.ts';
import { type Mic, readMic, writtenMic } from './mic.ts';
import {
  decodedBody,
  type Entity,
  entity,
  headerOf,
  MimeError,
  multipartBody,
  multipartOf,
  parseEntity,
  typeOf,
} from './mime.ts';
import { writtenName } from './names.ts';
import { unwrap } from './unwrap.ts';
import { signedEntity } from './wrap.ts';

/** What an MDN says of a message. */
export interface Notice {
  readonly originalMessageId: string;
  /** Who received the message. */
  readonly recipient: string;
  readonly failed: Disposition | null;
  readonly mic: Mic | null;
  /** For a person. */
  readonly text: string;
}

/** An MDN as an entity: a report, signed when the sender asked for it. */
export function writeMdn(notice: Notice, sign: { by: OwnKey; digest: Digest } | null, at: number): Entity {
  const boundary = `quayside-${randomBytes(16).toString('hex')}`;
  const recipient = `rfc822; ${writtenName(notice.recipient)}`;
  const fields = [
    ['Reporting-UA', 'Quayside'],
    ['Original-Recipient', recipient],
    ['Final-Recipient', recipient],
    ['Original-Message-ID', notice.originalMessageId],
    ['Disposition', writtenDisposition(notice.failed)],
    ...(notice.mic ? [['Received-Content-MIC', writtenMic(notice.mic)]] : []),
  ].map(([name, value]) => `${name}: ${value}\r\n`);
  const report = [
    part('text/plain; charset=us-ascii', `${notice.text.replace(/[^ -~]/g, '?')}\r\n`),
    part('message/disposition-notification', `${fields.join('')}\r\n`),
  ];
  const type = `multipart/report; report-type=disposition-notification; boundary="${boundary}"`;
  const mdn = entity([{ name: 'Content-Type', value: type }], multipartBody(boundary, report));
  return sign ? signedEntity(mdn, sign.by, sign.digest, at) : mdn;
}

const part = (type: string, text: string): Buffer =>
  entity(
    [
      { name: 'Content-Type', value: type },
      { name: 'Content-Transfer-Encoding', value: '7bit' },
    ],
    Buffer.from(text, 'latin1'),
  ).raw;

/** An MDN that a partner has sent. */
export interface ReceivedMdn {
  readonly originalMessageId: string;
  readonly disposition: string;
  readonly processed: boolean;
  readonly mic: Mic | null;
  /** The certificate of its signature; null for an MDN that nobody has signed. */
  readonly signedBy: X509Certificate | null;
}

export type ReadMdn =
  | { readonly ok: true; readonly mdn: ReceivedMdn }
  | { readonly ok: false; readonly reason: string };

const MDN_LIMIT = 1024 * 1024;

/** Reads a partner's MDN; a signature that is not the partner's makes it worthless. */
export function readMdn(message: Entity, trusted: readonly X509Certificate[]): ReadMdn {
  const opened = unwrap(message, { keyring: { ours: [], theirs: trusted }, micDigest: 'sha256', limit: MDN_LIMIT });
  if (!opened.ok) return { ok: false, reason: `The MDN is not usable: ${opened.failure.reason}.` };
  const { entity: report, signedBy } = opened.value;
  try {
    const fields = noticeFields(report);
    const disposition = headerOf(fields, 'disposition');
    const originalMessageId = headerOf(fields, 'original-message-id');
    if (!disposition || !originalMessageId) return { ok: false, reason: 'The MDN does not say what it is about.' };
    const mic = readMic(headerOf(fields, 'received-content-mic'));
    return { ok: true, mdn: { originalMessageId, disposition, processed: isProcessed(disposition), mic, signedBy } };
  } catch (error) {
    if (error instanceof MimeError) return { ok: false, reason: `The answer is not an MDN: ${error.message}.` };
    throw error;
  }
}

/** The fields of the notification, from whichever part has them. @throws MimeError */
function noticeFields(report: Entity) {
  const { value, parameters } = typeOf(report);
  if (value !== 'multipart/report') throw new MimeError(`it is of the type "${value.slice(0, 60)}"`);
  for (const raw of multipartOf(report.body, parameters['boundary'])) {
    const found = parseEntity(raw);
    if (typeOf(found).value !== 'message/disposition-notification') continue;
    // Some end the fields with the boundary and leave the empty line out.
    return parseEntity(Buffer.concat([decodedBody(found), Buffer.from('\r\n\r\n')])).headers;
  }
  throw new MimeError('it holds no notification');
}
