import { newId } from '@quayside/shared/ids';
import type { Archive } from '../../archive.ts';
import { keyringOf } from '../certificates.ts';
import type { As2Settings, ChannelSecrets } from '../channel.ts';
import { type OutChannel, type OutFile, type Sent, Unreachable } from '../port.ts';
import { type Posted, post, refusalOf } from '../post.ts';
import type { As2Row, ChannelRow } from '../table.ts';
import { micalgOf } from './algorithms.ts';
import { canBeEncryptedFor } from './certificate.ts';
import { type Exchanges, exchangeKey } from './exchange-store.ts';
import { readMdn } from './mdn.ts';
import { writtenMic } from './mic.ts';
import { type Entity, entity, parseEntity } from './mime.ts';
import { AS2_VERSION, as2Headers } from './receipt.ts';
import type { Keyring } from './unwrap.ts';
import { payloadEntity, wrap } from './wrap.ts';

interface Parts {
  readonly archive: Archive;
  readonly exchanges: Exchanges;
  /** Where partners reach our POST /as2; null when that is closed. */
  readonly as2Url: string | null;
  /** We are about to stop. */
  readonly ending: AbortSignal;
  readonly now: () => number;
}

/** Without an MDN in this time the same request goes out again, under the same Message-ID. */
export const MDN_WAIT_MS = 30 * 60_000;

/** Sends files by AS2. What went out once goes out again to the byte, until an MDN says what became of it. */
export class As2Channel implements OutChannel {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async open(channel: ChannelRow, secrets: ChannelSecrets) {
    const { as2 } = channel.settings;
    if (!as2) throw new Unreachable('AS2 is not set up.');
    return {
      send: async (file: OutFile) => this.#send(file, channel, as2, keyringOf(channel, secrets, this.#parts.now())),
      close: async () => undefined,
    };
  }

  async #send(file: OutFile, channel: ChannelRow, as2: As2Settings, keyring: Keyring): Promise<Sent> {
    const last = await this.#parts.exchanges.ofMessage(file.messageId);
    const open = last && last.disposition === null ? last : null;
    // What was composed for another set-up would be refused again; it is the same transmission all the same.
    const row =
      open?.channelVersion === channel.version ? open : await this.#compose(file, channel, as2, keyring, open);
    if (typeof row === 'string') return { kind: 'refused', reason: row };
    const request = parseEntity(await this.#parts.archive.bytes(row.requestSha256));
    await this.#parts.exchanges.change(row.id, { attempts: row.attempts + 1 });
    const headers = request.headers.map(({ name, value }) => [name, value] as const);
    const posted = await post(as2.url, headers, request.body, this.#parts.ending);
    return refusalOf(posted) ?? this.#answered(posted, row, as2, keyring);
  }

  async #compose(
    file: OutFile,
    channel: ChannelRow,
    as2: As2Settings,
    keyring: Keyring,
    open: As2Row | null,
  ): Promise<As2Row | string> {
    const { archive, exchanges, now } = this.#parts;
    const [ours] = keyring.ours;
    const theirs = keyring.theirs.find(canBeEncryptedFor);
    if (as2.sign && !ours) return 'There is no valid certificate of ours to sign with.';
    if (as2.encrypt && !theirs) return 'There is no valid RSA certificate of the partner to encrypt for.';
    if (as2.mdn === 'ASYNC' && this.#parts.as2Url === null) return 'AS2_URL is not set, so no MDN can come back.';
    const messageId = open?.as2MessageId ?? `<${newId()}@quayside>`;
    const payload = payloadEntity(file.bytes, 'application/EDI-X12', file.name);
    const { message, mic } = wrap(
      payload,
      {
        sign: as2.sign && ours ? { by: ours, digest: as2.sign } : null,
        encrypt: as2.encrypt && theirs ? { to: [theirs], cipher: as2.encrypt } : null,
        compress: as2.compress,
      },
      now(),
    );
    const request = entity([...this.#headers(as2, file, messageId), ...message.headers], message.body);
    const { sha256 } = await archive.store([request.raw]);
    const facts = { requestSha256: sha256, mic: writtenMic(mic), channelVersion: channel.version };
    if (open) {
      await exchanges.change(open.id, facts);
      return { ...open, ...facts };
    }
    const exchange = exchangeKey('OUT', as2.ourName, as2.theirName, messageId);
    const named = { exchange, as2MessageId: messageId, messageId: file.messageId, partnerId: channel.id };
    return (await exchanges.open({ direction: 'OUT', ...named, ...facts, at: now() })).row;
  }

  #headers(as2: As2Settings, { type }: OutFile, messageId: string) {
    const { as2Url, now } = this.#parts;
    const base = as2Headers({ from: as2.ourName, to: as2.theirName, subject: `EDI ${type}`, messageId }, now());
    const digest = micalgOf(as2.sign ?? 'sha256');
    const options = `signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, ${digest}`;
    const receipt = [
      { name: 'Disposition-Notification-To', value: as2Url ?? 'edi@quayside' },
      ...(as2.mdnSigned ? [{ name: 'Disposition-Notification-Options', value: options }] : []),
      ...(as2.mdn === 'ASYNC' && as2Url ? [{ name: 'Receipt-Delivery-Option', value: as2Url }] : []),
    ];
    return [
      ...base,
      { name: 'User-Agent', value: `Quayside AS2/${AS2_VERSION}` },
      ...(as2.mdn === 'NONE' ? [] : receipt),
    ];
  }

  async #answered(posted: Posted, row: As2Row, as2: As2Settings, keyring: Keyring): Promise<Sent> {
    if (as2.mdn === 'NONE') {
      await this.#parts.exchanges.change(row.id, { confirmed: true, disposition: 'none asked for' });
      return { kind: 'delivered' };
    }
    const mdn = entity(
      posted.headers.map(([name, value]) => ({ name, value })),
      posted.body,
    );
    // A partner may answer at once although it was asked to answer later.
    if (as2.mdn === 'ASYNC' && !/^multipart\//i.test(headerText(posted, 'content-type')))
      return { kind: 'waiting', until: this.#parts.now() + MDN_WAIT_MS };
    const { sha256 } = await this.#parts.archive.store([mdn.raw]);
    return this.settle(row, mdn, sha256, as2, keyring);
  }

  /** Decides from an MDN what became of a request; what cannot be trusted decides nothing. */
  async settle(row: As2Row, mdn: Entity, sha256: string, as2: As2Settings, keyring: Keyring): Promise<Sent> {
    const read = readMdn(mdn, keyring.theirs);
    if (!read.ok) return { kind: 'refused', reason: read.reason };
    const { originalMessageId, disposition, processed, mic, signedBy } = read.mdn;
    if (originalMessageId !== row.as2MessageId) return { kind: 'refused', reason: 'The MDN is about another message.' };
    if (as2.mdnSigned && !signedBy) return { kind: 'refused', reason: 'The MDN is not signed.' };
    const same = mic === null || writtenMic(mic) === row.mic;
    const confirmed = processed && same;
    const noted = processed && !same ? 'The partner received other bytes than we sent.' : disposition;
    await this.#parts.exchanges.change(row.id, { confirmed, disposition: noted.slice(0, 255), mdnSha256: sha256 });
    return confirmed ? { kind: 'delivered' } : { kind: 'refused', reason: `The partner says: ${noted}` };
  }
}

const headerText = ({ headers }: Posted, name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
