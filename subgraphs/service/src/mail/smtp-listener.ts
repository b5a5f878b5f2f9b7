import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BusSubscription } from '@quayside/shared/events/bus';
import { newId } from '@quayside/shared/ids';
import type { Log } from '@quayside/shared/log';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { headerText } from './render.ts';
import { isOurs, RatePerSender } from './smtp-rules.ts';

/** Where our mail server listens. */
export interface SmtpListen {
  readonly host: string;
  readonly port: number;
}

export interface SmtpListenerDeps {
  readonly log: Log;
  readonly now: () => number;
  readonly listen: SmtpListen;
  /** Mails appear in its folder `in`, whole or not at all. */
  readonly folder: string;
  /** Mails to this address, with or without a token after a plus, are taken; no others. */
  readonly address: string;
  /** In bytes; what is larger is refused with 552. */
  readonly largest: number;
  /** Called when a mail lies in the folder. */
  readonly onMail: () => void;
}

const MOST_CLIENTS = 50;
const MOST_RECIPIENTS = 20;
/** From one address of the network. */
const PER_MINUTE = 60;
/** So many may wait to be dealt with; then senders are asked to come back. */
const MOST_WAITING = 1_000;
const PATIENCE_MS = 60_000;

/** An answer in the words of SMTP (RFC 5321 4.2). */
const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/**
 * Takes mails over SMTP into the folder that the intake reads, so that there is one way in. It relays nothing, knows no
 * passwords, and answers 250 only when the mail is on the disk.
 * @throws when the address cannot be listened on.
 */
export async function startSmtpListener(deps: SmtpListenerDeps): Promise<BusSubscription> {
  const { log, now, listen, address, largest } = deps;
  const rate = new RatePerSender(PER_MINUTE);
  const server = new SMTPServer({
    ...{ size: largest, maxClients: MOST_CLIENTS, socketTimeout: PATIENCE_MS, closeTimeout: 1_000 },
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, banner: 'Quayside' },
    onMailFrom: (_from, session, done) =>
      done(rate.take(session.remoteAddress, now()) ? null : refusal(451, '4.7.1 Too many mails; try again later')),
    onRcptTo: ({ address: to }, { envelope }, done) => {
      if (!isOurs(to, address)) return done(refusal(550, '5.7.1 No such address here'));
      if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(refusal(452, '4.5.3 Too many recipients'));
      done(null);
    },
    onData: (stream, session, done) => {
      take(deps, stream, session).then(
        () => done(null, 'taken'),
        (error: Error & { responseCode?: number }) => {
          if (!error.responseCode) log.error({ err: error }, 'a mail could not be written down');
          done(error.responseCode ? error : refusal(451, '4.3.0 Not now; try again later'));
        },
      );
    },
  });
  // Clients that go away are no faults of ours.
  server.on('error', (error) => log.warn({ err: error }, 'a mail connection failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  return { stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

async function take(deps: SmtpListenerDeps, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const inbox = join(deps.folder, 'in');
  await mkdir(inbox, { recursive: true });
  const waiting = (await readdir(inbox)).length;
  const name = `${newId()}.eml`;
  const temporary = join(inbox, `.${name}`);
  try {
    if (waiting >= MOST_WAITING) throw await afterReading(stream, refusal(452, '4.3.1 Too many mails are waiting'));
    const sink = createWriteStream(temporary);
    sink.write(traceOf(session, deps.now()));
    await pipeline(stream, upTo(deps.largest), sink);
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 The mail is too large');
    const file = await open(temporary, 'r+');
    await file.sync().finally(() => file.close());
    await rename(temporary, join(inbox, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  deps.onMail();
}

/** What is beyond the limit is read, as the protocol wants it, and not kept. */
function upTo(largest: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(null, size > largest ? undefined : chunk);
    },
  });
}

async function afterReading(stream: Readable, error: Error): Promise<Error> {
  stream.resume();
  await new Promise((resolve) => stream.once('end', resolve));
  return error;
}

/** What the envelope says goes on top, as every server does it: the token may stand only there. */
function traceOf({ envelope, remoteAddress }: SMTPServerSession, now: number): string {
  const from = envelope.mailFrom ? envelope.mailFrom.address : '';
  const to = envelope.rcptTo.map(({ address }) => address).join(', ');
  const lines = [
    `Return-Path: <${headerText(from)}>`,
    `Delivered-To: ${to.replace(/[\r\n]+/g, ' ')}`,
    `Received: from [${headerText(remoteAddress)}] by Quayside with SMTP; ${new Date(now).toUTCString()}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
