import { join } from 'node:path';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import type { Log } from '@quayside/shared/log';
import { bareAddress, MailDispatch } from './mail/dispatch.ts';
import { folderTransport } from './mail/folder-transport.ts';
import { LARGEST_MAIL, MailIntake, type UploadFile } from './mail/intake.ts';
import { repeat } from './mail/repeat.ts';
import { type SmtpListen, startSmtpListener } from './mail/smtp-listener.ts';
import { smtpTransport } from './mail/smtp-transport.ts';
import { startNotifier } from './notification/consumer.ts';

/** How mails go out and come in. */
export interface PostSettings {
  /** The folder `mail` in it takes mails without a server, and `mail/in` those that come in. */
  readonly home: string;
  readonly smtpUrl: string | null;
  /** Where mails are taken over SMTP; null when only the folder takes them. */
  readonly smtpListen: SmtpListen | null;
  /** `Name <address>` or an address. */
  readonly mailFrom: string;
  readonly portalUrl: string | null;
  /** Stores a file through the product's own door, with all its checks. */
  readonly upload: UploadFile;
  /** Pause between two looks, for tests that do not wait. */
  readonly paceMs?: number;
}

export interface PostOfficeDeps {
  readonly db: Database;
  readonly bus: EventBus;
  readonly log: Log;
  readonly now: () => number;
  readonly settings: PostSettings;
}

/** Where mails lie that are written, come in, or are held. */
export const mailFolder = ({ home }: Pick<PostSettings, 'home'>): string => join(home, 'mail');

const PACE_MS = 2_000;

/** Starts what makes notifications, sends mails and takes in answers. */
export async function startPostOffice(deps: PostOfficeDeps): Promise<readonly BusSubscription[]> {
  const { db, bus, log, now, settings } = deps;
  const { smtpUrl, smtpListen: listen, mailFrom: from, portalUrl, upload, paceMs = PACE_MS } = settings;
  const folder = mailFolder(settings);
  const transport = smtpUrl ? smtpTransport(smtpUrl) : folderTransport(folder);
  const dispatch = new MailDispatch({ db, log, now, transport, from, portalUrl });
  const intake = new MailIntake({ db, log, now, folder, upload });
  const sending = repeat('mails', paceMs, log, () => dispatch.run());
  const taking = repeat('incoming mails', paceMs, log, () => intake.run());
  const address = bareAddress(from);
  const listener = listen
    ? [await startSmtpListener({ log, now, listen, folder, address, largest: LARGEST_MAIL, onMail: taking.wake })]
    : [];
  const notifier = await startNotifier({ db, bus, now, onMail: sending.wake });
  const closing = { stop: async () => transport.close() };
  return [...listener, ...notifier, sending, taking, closing];
}
