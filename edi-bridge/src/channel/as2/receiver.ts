import { createHash } from 'node:crypto';
import type { Database } from '@quayside/shared/db/database';
import { Mutex } from '@quayside/shared/db/mutex';
import type { RelayedAnswer, RelayedRequest } from '@quayside/shared/graphql/serve-subgraph';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { type Archive, FILE_LIMIT } from '../../archive.ts';
import type { Intake } from '../../inbound/intake.ts';
import { partnerViewer } from '../../inbound/partner-viewer.ts';
import { holdBytes } from '../../inbound/receiving.ts';
import type { Partner } from '../../partner/partner.ts';
import { loadPartner } from '../../partner/store.ts';
import { keyringOf } from '../certificates.ts';
import type { As2Settings } from '../channel.ts';
import { FailureGate } from '../failure-gate.ts';
import type { SecretBox } from '../secret-box.ts';
import { channelOfNames, noteFailure, noteSuccess } from '../store.ts';
import { type As2Row, type ChannelRow, channelTable } from '../table.ts';
import { writtenDisposition } from './disposition.ts';
import { entityAnswer, requestEntity, textAnswer } from './door.ts';
import { type Exchanges, exchangeKey } from './exchange-store.ts';
import { judge, mayAnswerAt } from './judge.ts';
import { writtenMic } from './mic.ts';
import { type Entity, headerOf, parametrized, parseEntity, typeOf } from './mime.ts';
import { receiptFor } from './receipt.ts';
import { type As2Request, readRequest } from './request.ts';
import { type Failure, type Keyring, type Opened, type Unwrapped, unwrap } from './unwrap.ts';

interface Parts {
  readonly db: Database;
  readonly archive: Archive;
  readonly intake: Intake;
  readonly box: SecretBox;
  readonly exchanges: Exchanges;
  readonly log: Log;
  readonly now: () => number;
}

/** One request, with all that is known of its sender. */
interface Incoming {
  readonly request: As2Request;
  readonly message: Entity;
  readonly sha256: string;
  readonly channel: ChannelRow;
  readonly settings: As2Settings;
  readonly partner: Partner;
  readonly keyring: Keyring;
}

/** What came of a message, before its sender is told. */
interface Outcome {
  readonly row: As2Row;
  readonly failure: Failure | null;
  readonly opened: Opened;
}

/** Under this name all strangers together are counted. */
const STRANGERS = '';
const STRANGER: Failure = { disposition: 'authentication-failed', reason: 'the two AS2 names are not known here' };

/** Takes AS2 messages in. The raw request and the raw MDN are in the archive before anybody is answered. */
export class As2Receiver {
  readonly #parts: Parts;
  readonly #exchanges: Exchanges;
  readonly #gate: FailureGate;
  readonly #turns = new Map<string, Mutex>();
  /** Takes an MDN for a message of ours; false when it is about none. */
  onMdn: (channel: ChannelRow, mdn: Entity, keyring: Keyring, sha256: string) => Promise<boolean> = async () => false;
  /** Called when an asynchronous MDN is due. */
  onDue: () => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#exchanges = parts.exchanges;
    this.#gate = new FailureGate(parts.now);
  }

  async receive(delivery: RelayedRequest): Promise<RelayedAnswer> {
    const message = await requestEntity(delivery, FILE_LIMIT);
    if (!message) return textAnswer(413, `A message has at most ${FILE_LIMIT / 1024 / 1024} MiB.`);
    const request = readRequest(message);
    if (typeof request === 'string') return textAnswer(400, request);
    const incoming = await this.#identify(request, message);
    if (!incoming) return this.#stranger(request, message);
    const known = this.#gate.isShut(request.from) ? this.#open(incoming) : null;
    if (known && !isSigned(known)) return textAnswer(503, 'Too many messages could not be read. Try again later.');
    const fault = await this.#parts.intake.overQuota(incoming.partner, 'as2');
    const early = known ?? (fault ? this.#open(incoming) : null);
    // An MDN is about what we sent: it is taken from whoever has sent enough as well.
    if (fault && !(early?.ok && isReport(early.value.entity))) return textAnswer(429, fault);
    await this.#parts.archive.store([message.raw]);
    const opened = early ?? this.#open(incoming);
    if (opened.ok && isReport(opened.value.entity)) return this.#report(incoming);
    const turn = this.#turns.get(incoming.partner.id) ?? new Mutex();
    this.#turns.set(incoming.partner.id, turn);
    return turn.run(() => this.#take(incoming, opened));
  }

  /** An MDN; one that is about nothing of ours counts against its sender, since anybody may send it. */
  async #report({ request, channel, message, keyring, sha256 }: Incoming): Promise<RelayedAnswer> {
    if (!(await this.onMdn(channel, message, keyring, sha256))) this.#gate.note(request.from);
    return textAnswer(200, '');
  }

  async #identify(request: As2Request, message: Entity): Promise<Incoming | null> {
    const { db, box, now } = this.#parts;
    const channel = await db.read((em) => channelOfNames(em, request.from, request.to));
    const settings = channel?.settings.as2;
    const partner = channel && (await db.read((em) => loadPartner(em, channel.id, now())));
    if (!channel || !settings || !partner) return null;
    const keyring = keyringOf(channel, await box.open(channel.id, channel.secrets), now());
    const sha256 = createHash('sha256').update(message.raw).digest('hex');
    return { request, message, sha256, channel, settings, partner, keyring };
  }

  #open({ message, keyring, request }: Incoming): Opened {
    return unwrap(message, { keyring, micDigest: request.mdn?.digests[0] ?? 'sha256', limit: FILE_LIMIT });
  }

  /** Decides one message and answers it; a Message-ID that came before gets the answer that it got. */
  async #take(incoming: Incoming, opened: Opened): Promise<RelayedAnswer> {
    const { request, sha256, partner, settings } = incoming;
    const failure = judge(opened, settings, request);
    const mic = opened.ok ? writtenMic(opened.value.mic) : null;
    const exchange = exchangeKey('IN', request.from, request.to, request.messageId);
    const facts = { direction: 'IN' as const, as2MessageId: request.messageId, requestSha256: sha256, mic };
    const at = this.#parts.now();
    const { row, known } = await this.#exchanges.open({ ...facts, exchange, partnerId: partner.id, at });
    if (!known) return this.#finish(incoming, { row, failure, opened });
    // The first try failed, or ended in a crash: this one is a new try, under the message that there may be already.
    if (row.disposition === null || !row.confirmed) {
      // Other content than that of the first try is another message of the ledger, or it would be taken for that one.
      const same = row.disposition === null && row.mic === mic;
      const messageId = same ? row.messageId : newId();
      await this.#exchanges.change(row.id, { requestSha256: sha256, mic, messageId });
      return this.#finish(incoming, { row: { ...row, messageId }, failure, opened });
    }
    if (failure === null && mic === row.mic) return this.#again(row);
    const reason = `its Message-ID came before with other content, as ${row.messageId}`;
    const conflict = await this.#exchanges.open({
      ...{ ...facts, partnerId: partner.id, at },
      exchange: createHash('sha256').update(`${exchange}${sha256}`).digest('hex'),
    });
    const changed: Failure = failure ?? { disposition: 'unexpected-processing-error', reason };
    return this.#finish(incoming, { row: conflict.row, failure: changed, opened });
  }

  async #finish(incoming: Incoming, outcome: Outcome): Promise<RelayedAnswer> {
    const { row, failure, opened } = outcome;
    if (failure === null && opened.ok) await this.#accept(incoming, row, opened.value);
    else if (failure) await this.#hold(incoming, row, failure);
    return this.#answer(incoming, outcome);
  }

  async #accept({ partner, channel }: Incoming, { messageId }: As2Row, { payload, entity }: Unwrapped): Promise<void> {
    const { db, intake, now } = this.#parts;
    const arrival = { messageId, addressee: partner.id, channel: 'as2', fileName: fileNameOf(entity) };
    await intake.accept(arrival, [payload], partnerViewer(partner));
    await db.write((em) => noteSuccess(em, channel.id, now()));
  }

  async #hold({ message, channel, partner, ...rest }: Incoming, row: As2Row, failure: Failure): Promise<void> {
    const { db, now } = this.#parts;
    this.#gate.note(rest.request.from);
    const owner = failure.disposition === 'authentication-failed' ? await this.#signerOf(message, rest.keyring) : null;
    const reason = owner ? `it is signed with a certificate of ${owner}` : failure.reason;
    const text = `An AS2 message in the name of ${partner.id} was refused (${failure.disposition}): ${reason}.`;
    const arrival = { messageId: row.messageId, addressee: partner.id, channel: 'as2', fileName: null };
    await holdBytes(this.#parts, arrival, message.raw, { code: 'AS2_REFUSED', message: text });
    await db.write((em) => noteFailure(em, channel.id, text, now()));
  }

  /** The partner whose certificate signed a message that is not its own, for the person who looks into it. */
  async #signerOf(message: Entity, { ours }: Keyring): Promise<string | null> {
    const channels = await this.#parts.db.read((em) => em.getRepository(channelTable).find());
    const owners = channels.flatMap(({ id, certificates }) =>
      keyringOf({ certificates }, {}, this.#parts.now()).theirs.map((certificate) => ({ id, certificate })),
    );
    const theirs = owners.map(({ certificate }) => certificate);
    const opened = unwrap(message, { keyring: { ours, theirs }, micDigest: 'sha256', limit: FILE_LIMIT });
    const signer = opened.ok ? opened.value.signedBy?.fingerprint256 : undefined;
    return owners.find(({ certificate }) => certificate.fingerprint256 === signer)?.id ?? null;
  }

  /** Keeps what came under names that nobody has, for a person; not without end, since anybody may send it. */
  async #stranger(request: As2Request, { raw }: Entity): Promise<RelayedAnswer> {
    if (this.#gate.isShut(STRANGERS)) return textAnswer(403, 'These AS2 names are not known here.');
    this.#gate.note(STRANGERS);
    const text = `An AS2 message from "${request.from}" to "${request.to}" was refused: ${STRANGER.reason}.`;
    const arrival = { messageId: newId(), addressee: request.from, channel: 'as2', fileName: null };
    await holdBytes(this.#parts, arrival, raw, { code: 'UNKNOWN_PARTNER', message: text });
    const receipt = receiptFor(request, { failure: STRANGER, mic: null }, undefined, this.#parts.now());
    if (!receipt) return textAnswer(403, 'These AS2 names are not known here.');
    await this.#parts.archive.store([receipt.raw]);
    return entityAnswer(receipt);
  }

  async #answer({ request, settings, keyring }: Incoming, { row, failure, opened }: Outcome): Promise<RelayedAnswer> {
    const { archive, now, log } = this.#parts;
    const mic = opened.ok ? opened.value.mic : null;
    const receipt = receiptFor(request, { failure, mic }, keyring.ours[0], now());
    const mdnSha256 = receipt ? (await archive.store([receipt.raw])).sha256 : null;
    const asked = request.mdn?.url ?? null;
    const mdnUrl = asked !== null && mayAnswerAt(asked, settings) ? asked : null;
    if (asked !== null && mdnUrl === null)
      log.warn({ partner: row.partnerId }, 'an MDN was asked for at a foreign host');
    const disposition = writtenDisposition(failure?.disposition ?? null);
    const done = { mdnSha256, disposition, confirmed: failure === null, mdnUrl, attempts: 0 };
    await this.#exchanges.change(row.id, { ...done, dueAt: mdnUrl ? now() : null });
    if (mdnUrl) this.onDue();
    if (receipt && !mdnUrl) return entityAnswer(receipt);
    return failure && !receipt ? textAnswer(400, `Not processed: ${failure.reason}.`) : textAnswer(200, '');
  }

  /** The answer that the first of two equal messages got, to the byte. */
  async #again({ id, mdnSha256, mdnUrl }: As2Row): Promise<RelayedAnswer> {
    if (mdnSha256 === null) return textAnswer(200, '');
    if (mdnUrl === null) return entityAnswer(parseEntity(await this.#parts.archive.bytes(mdnSha256)));
    await this.#exchanges.change(id, { dueAt: this.#parts.now(), attempts: 0 });
    this.onDue();
    return textAnswer(200, '');
  }
}

const isSigned = (opened: Opened): boolean => opened.ok && opened.value.signedBy !== null;
const isReport = (message: Entity): boolean => typeOf(message).value === 'multipart/report';

const fileNameOf = ({ headers }: Entity): string | null =>
  parametrized(headerOf(headers, 'content-disposition')).parameters['filename']?.replace(/^.*[/\\]/, '') || null;
