import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { FILE_STORED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACME, aFile, BOSTON, MANAGER, type ServiceApi, startServiceApi } from './service-api.ts';
import { changeCase, openCase, send } from './stories.ts';

const MAILS = `query ($id: ID!) { mailsAbout(subjectId: $id) {
  id state address attempts messageId answer sentAt lastError nextAt } }`;
const HELD = '{ heldMails { nodes { sender reason subjectId } } }';
const READ = 'query ($id: ID!) { case(id: $id) { messages { author body internal attachments { fileName } } } }';

interface Mail {
  readonly state: string;
  readonly address: string;
}

/** A mail server that takes what the test says, on a socket. */
async function startMailServer(answer: (recipient: string) => Error | null = () => null) {
  const received: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => callback(answer(address)),
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        callback(null, 'taken as TEST-1');
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://127.0.0.1:${port}` };
}

const refusal = (code: number) => Object.assign(new Error('Not now'), { responseCode: code });

eachDatabase((engine) => {
  const people = async (api: ServiceApi) => ({
    manager: await api.knows({ ...aStaffMember(BOSTON), id: MANAGER }),
    shipper: await api.knows(aShipper(ACME)),
  });
  const mailsAbout = async (api: ServiceApi, viewer: Viewer, id: string) =>
    (await api.as(viewer).ask(MAILS, { id })).mailsAbout;
  const states = async (api: ServiceApi, viewer: Viewer, id: string): Promise<string[]> =>
    (await mailsAbout(api, viewer, id)).map(({ state }: Mail) => state);
  const addressOf = (viewer: Viewer) => `${viewer.id.toLowerCase()}@people.example`;

  const written = async (api: ServiceApi): Promise<Email[]> => {
    const names = readdirSync(join(api.home, 'mail')).filter((name) => /^[^.].*\.eml$/.test(name));
    return Promise.all(names.sort().map((name) => PostalMime.parse(readFileSync(join(api.home, 'mail', name)))));
  };
  const writtenTo = async (api: ServiceApi, viewer: Viewer): Promise<Email[]> =>
    (await written(api)).filter(({ to }) => to?.[0]?.address === addressOf(viewer));

  describe('a mail', () => {
    it('is a file by default, in the language of its reader', async () => {
      const api = await startServiceApi(engine);
      const manager = await api.knows({ ...aStaffMember(BOSTON), id: MANAGER }, { locale: 'zh-Hant' });
      const shipper = await api.knows(aShipper(ACME));
      const { id, number } = await openCase(api.as(shipper));
      await expect.poll(() => states(api, manager, id)).toEqual(['SENT']);
      const [mail] = await written(api);
      expect(mail?.from?.address).toBe('quay@quayside.example');
      expect(mail?.to?.[0]?.address).toBe(addressOf(manager));
      expect(mail?.subject).toContain(number);
      expect(mail?.text).toContain('提交了');
      expect(mail?.text).toContain(`https://portal.example/cases/${id}`);
      expect(mail?.html).not.toMatch(/src=|url\(|<script/);
      const [proof] = await mailsAbout(api, manager, id);
      expect(proof).toMatchObject({ address: addressOf(manager), attempts: 1, messageId: mail?.messageId });
      const token = /\+([0-9a-f]{40})@/.exec(mail?.replyTo?.[0]?.address ?? '')?.[1];
      expect(token && JSON.stringify(proof)).not.toContain(token);
      expect(proof.answer).toMatch(/^written to .*\.eml$/);
      expect(Date.parse(proof.sentAt)).toBe(api.clock.now());
      expect(await mailsAbout(api, shipper, id)).toEqual([]);
    });

    it('is followed live by the staff', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      const follow = `subscription ($id: ID!) { mailUpdated(subjectId: $id, after: "service.0") { event mail { state } } }`;
      await expect(api.as(shipper).subscribe(follow, { id })).rejects.toThrow('FORBIDDEN');
      const updates = await api.as(manager).subscribe(follow, { id });
      const next = async () => (await updates.next()).value.mailUpdated;
      expect((await next()).event).toBe('mail.queued.v1');
      expect(await next()).toEqual({ event: 'mail.sent.v1', mail: { state: 'SENT' } });
      await updates.return();
    });

    it('goes to a mail server, whose answer is the proof', async () => {
      const server = await startMailServer();
      const api = await startServiceApi(engine, { post: { smtpUrl: server.url } });
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper), { subject: 'Late\r\nBcc: everybody@example.com' });
      await expect.poll(() => states(api, manager, id)).toEqual(['SENT']);
      expect((await mailsAbout(api, manager, id))[0].answer).toBe('250 taken as TEST-1');
      expect(server.received).toHaveLength(1);
      const mail = await PostalMime.parse(server.received[0] ?? '');
      expect(mail.bcc).toBeUndefined();
      expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
      expect(mail.subject).toContain('Late Bcc: everybody@example.com');
      await api.restart();
      await send(api.as(shipper), 'replyToCase', 'Case', { id, body: 'Any news?' }, 'id');
      await expect.poll(() => states(api, manager, id)).toEqual(['SENT', 'SENT']);
      expect(server.received).toHaveLength(2);
    });

    it('is tried again after a pause and given up with an alarm', async () => {
      const answers = [refusal(451), refusal(451)];
      const server = await startMailServer(() => answers.shift() ?? null);
      const api = await startServiceApi(engine, { post: { smtpUrl: server.url } });
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      const next = async () => (await mailsAbout(api, manager, id))[0]?.nextAt;
      const later = (milliseconds: number) => new Date(api.clock.now() + milliseconds).toISOString();
      for (const pause of [60_000, 300_000]) {
        await expect.poll(next).toBe(later(pause));
        expect((await mailsAbout(api, manager, id))[0].lastError).toContain('451');
        api.clock.advance(pause);
      }
      await expect.poll(() => states(api, manager, id)).toEqual(['SENT']);
      answers.push(refusal(550));
      await send(api.as(shipper), 'replyToCase', 'Case', { id, body: 'Any news?' }, 'id');
      await expect.poll(() => states(api, manager, id)).toEqual(['FAILED', 'SENT']);
      const list = '{ notifications { nodes { topic excerpt } } }';
      await expect
        .poll(async () => (await api.as(manager).ask(list)).notifications.nodes)
        .toContainEqual({ topic: 'MAIL_FAILED', excerpt: expect.stringContaining('550') });
      const [failed] = await mailsAbout(api, manager, id);
      const retry = `mutation ($id: ID!) { retryMail(id: $id) { ... on Mail { state } ... on Refusal { code } } }`;
      await expect(api.as(shipper).ask(retry, { id: failed.id })).rejects.toThrow('FORBIDDEN');
      expect((await api.as(manager).ask(retry, { id: failed.id })).retryMail).toEqual({ state: 'QUEUED' });
      await expect.poll(() => states(api, manager, id)).toEqual(['SENT', 'SENT']);
      expect((await api.as(manager).ask(retry, { id: failed.id })).retryMail).toEqual({ code: 'MAIL_NOT_FAILED' });
    });

    it('waits for the end of quiet hours', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const set = `mutation ($from: String, $to: String) { setQuietHours(from: $from, to: $to) {
        ... on NotificationPreferences { quietFrom quietTo } ... on Refusal { code field } } }`;
      const quiet = async (from: string, to: string | null) =>
        (await api.as(manager).ask(set, { from, to })).setQuietHours;
      expect(await quiet('22:00', null)).toMatchObject({ code: 'QUIET_HOURS' });
      expect(await quiet('24:00', '07:00')).toEqual({ code: 'QUIET_HOURS', field: 'from' });
      expect(await quiet('11:00', '13:30')).toEqual({ quietFrom: '11:00', quietTo: '13:30' });
      const { id } = await openCase(api.as(shipper));
      await expect.poll(() => states(api, manager, id)).toEqual(['QUEUED']);
      expect((await mailsAbout(api, manager, id))[0].nextAt).toBe('2026-03-02T13:30:00.000Z');
      api.clock.set('2026-03-02T13:30:01Z');
      await expect.poll(() => states(api, manager, id)).toEqual(['SENT']);
    });

    it('is dropped when its reader may not see the subject any more', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      await api.as(manager).ask(`mutation { setQuietHours(from: "11:00", to: "13:30") { __typename } }`);
      const { id } = await openCase(api.as(shipper));
      await expect.poll(() => states(api, manager, id)).toEqual(['QUEUED']);
      await api.knows(manager, { active: false });
      api.clock.advance(3 * 3_600_000);
      await expect.poll(() => states(api, manager, id)).toEqual(['DROPPED']);
      expect(await written(api)).toEqual([]);
    });
  });

  describe('an answer by mail', () => {
    /** A case to which staff have answered, and the mail that the shipper got of it. */
    const answered = async (options: Parameters<typeof startServiceApi>[1] = {}) => {
      const api = await startServiceApi(engine, options);
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      await send(api.as(manager), 'replyToCase', 'Case', { id, body: 'When was it <b>noticed</b>?' }, 'id');
      await expect.poll(async () => (await writtenTo(api, shipper)).length).toBe(1);
      const [mail] = await writtenTo(api, shipper);
      if (!mail) throw new Error('no mail');
      return { api, manager, shipper, id, mail };
    };
    let count = 0;
    const deliver = (api: ServiceApi, headers: Record<string, string>, body: string) => {
      const lines = Object.entries({ 'Message-ID': `<answer-${++count}@people.example>`, ...headers });
      const inbox = join(api.home, 'mail/in');
      mkdirSync(inbox, { recursive: true });
      const text = `${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`;
      writeFileSync(join(inbox, '.part'), text);
      renameSync(join(inbox, '.part'), join(inbox, `${count}.eml`));
    };
    const bodies = async (api: ServiceApi, viewer: Viewer, id: string): Promise<string[]> =>
      (await api.as(viewer).ask(READ, { id })).case.messages.map(({ body }: { body: string }) => body);
    const held = async (api: ServiceApi): Promise<unknown[]> => (await api.system.ask(HELD)).heldMails.nodes;
    const replyTo = (mail: Email): string => mail.replyTo?.[0]?.address ?? '';

    it('joins the conversation without what it quotes, once', async () => {
      const { api, manager, shipper, id, mail } = await answered();
      expect(mail.text).toContain('When was it <b>noticed</b>?');
      expect(mail.html).toContain('&lt;b&gt;noticed&lt;/b&gt;');
      expect(replyTo(mail)).toMatch(/^quay\+[0-9a-f]{40}@quayside\.example$/);
      const headers = { 'Message-ID': '<once@people.example>', From: `Sam <${addressOf(shipper)}>`, To: replyTo(mail) };
      const quoted = (mail.text ?? '').split('\n').map((line) => `> ${line}`);
      const text = ['On Tuesday.', '', 'On Mon, 2 Mar 2026, Quayside <quay@quayside.example>', 'wrote:', ...quoted];
      deliver(api, headers, text.join('\r\n'));
      await expect.poll(() => bodies(api, manager, id)).toEqual(['When was it <b>noticed</b>?', 'On Tuesday.']);
      deliver(api, headers, text.join('\r\n'));
      await expect.poll(() => readdirSync(join(api.home, 'mail/in'))).toEqual([]);
      expect(readdirSync(join(api.home, 'mail/ignored'))).toHaveLength(1);
      expect(await bodies(api, manager, id)).toHaveLength(2);
      await expect.poll(() => states(api, manager, id)).toContain('SENT');
    });

    it('is known by what it refers to when its address was lost', async () => {
      const { api, manager, shipper, id, mail } = await answered();
      const headers = {
        From: addressOf(shipper),
        To: 'quay@quayside.example',
        References: `${mail.references} ${mail.messageId}`,
      };
      deliver(api, headers, 'From my phone');
      await expect.poll(() => bodies(api, manager, id)).toContain('From my phone');
    });

    it('to a note stays a note', async () => {
      const api = await startServiceApi(engine);
      const { manager, shipper } = await people(api);
      const colleague = await api.knows(aStaffMember(BOSTON, 'OPERATOR'));
      const { id } = await openCase(api.as(shipper));
      const note = { id, body: 'Ask the carrier', internal: true, mentions: [colleague.id] };
      await send(api.as(manager), 'replyToCase', 'Case', note, 'id');
      await expect.poll(async () => (await writtenTo(api, colleague)).length).toBe(1);
      expect(await writtenTo(api, shipper)).toEqual([]);
      const [mail] = await writtenTo(api, colleague);
      deliver(api, { From: addressOf(colleague), To: replyTo(mail as Email) }, 'Asked them');
      await expect.poll(() => bodies(api, manager, id)).toEqual(['Ask the carrier', 'Asked them']);
      expect(await bodies(api, shipper, id)).toEqual([]);
    });

    it('of a stranger or with a forged token is held where people see it', async () => {
      const { api, manager, shipper, id, mail } = await answered();
      const from = addressOf(shipper);
      deliver(api, { From: 'mallory@elsewhere.example', To: replyTo(mail) }, 'Pay me');
      deliver(api, { From: from, To: `quay+${'0'.repeat(40)}@quayside.example` }, 'Forged');
      deliver(api, { From: from, To: 'quay@quayside.example' }, 'Hello?');
      await expect
        .poll(() => held(api))
        .toEqual(
          expect.arrayContaining([
            { sender: 'mallory@elsewhere.example', reason: 'FOREIGN_SENDER', subjectId: id },
            { sender: from, reason: 'UNKNOWN_TOKEN', subjectId: null },
            { sender: from, reason: 'NO_TOKEN', subjectId: null },
          ]),
        );
      expect(await bodies(api, manager, id)).toHaveLength(1);
      expect(readdirSync(join(api.home, 'mail/held'))).toHaveLength(3);
      const { heldMails } = await api.as(manager).ask(HELD);
      expect(heldMails.nodes).toEqual([
        { sender: 'mallory@elsewhere.example', reason: 'FOREIGN_SENDER', subjectId: id },
      ]);
      await expect(api.as(shipper).ask(HELD)).rejects.toThrow('FORBIDDEN');
    });

    it('of a machine, of a closed case or of nobody any more is not posted', async () => {
      const { api, manager, shipper, id, mail } = await answered();
      const own = { From: addressOf(shipper), To: replyTo(mail) };
      const before = (await written(api)).length;
      deliver(api, { ...own, 'Auto-Submitted': 'auto-replied' }, 'I am away');
      deliver(api, { ...own, 'Return-Path': '<>' }, 'Undelivered');
      await changeCase(api.as(manager), { id, state: 'RESOLVED', resolution: 'Refunded' });
      await changeCase(api.as(manager), { id, state: 'CLOSED' });
      deliver(api, own, 'One more thing');
      await expect.poll(async () => (await held(api)).length).toBe(3);
      await api.knows(shipper, { active: false });
      deliver(api, own, 'Still here');
      await expect.poll(async () => (await held(api)).length).toBe(4);
      const reasons = ((await held(api)) as { reason: string }[]).map(({ reason }) => reason);
      expect(reasons.sort()).toEqual(['AUTOMATIC', 'AUTOMATIC', 'REFUSED', 'UNSEEN']);
      expect(await bodies(api, manager, id)).toHaveLength(1);
      // Nothing is ever sent because of a mail that was not posted.
      const more = (await written(api)).slice(before).map(({ text }) => text ?? '');
      expect(more.join()).not.toContain('away');
    });

    it('brings its files through the same door as uploads', async () => {
      const asked: string[] = [];
      const { api, manager, shipper, id, mail } = await answered({
        post: {
          upload: async ({ bytes, fileName, accountId, by }) => {
            asked.push(`${accountId} ${by.memberId} ${Buffer.from(bytes).toString().trim()}`);
            if (fileName.endsWith('.exe')) throw new AppError('BAD_USER_INPUT', 'No programs.');
            const file = aFile({ fileName, uploadedBy: by.memberId });
            await api.hear(SHIPMENT_SOURCE, FILE_STORED, ACME, file);
            return { fileId: file.fileId, fileName, mediaType: file.mediaType };
          },
        },
      });
      const mixed = (name: string) =>
        [
          '--b',
          'Content-Type: text/plain',
          '',
          'See the picture',
          '--b',
          'Content-Type: image/jpeg',
          `Content-Disposition: attachment; filename="${name}"`,
          '',
          'JPEG',
          '--b--',
          '',
        ].join('\r\n');
      const headers = { From: addressOf(shipper), To: replyTo(mail), 'Content-Type': 'multipart/mixed; boundary=b' };
      deliver(api, headers, mixed('crate.jpg'));
      await expect.poll(() => bodies(api, manager, id)).toContain('See the picture');
      const { messages } = (await api.as(manager).ask(READ, { id })).case;
      expect(messages.at(-1)).toMatchObject({ author: shipper.name, attachments: [{ fileName: 'crate.jpg' }] });
      expect(asked[0]).toBe(`${ACME} ${shipper.id} JPEG`);
      deliver(api, headers, mixed('virus.exe'));
      await expect.poll(() => held(api)).toMatchObject([{ reason: 'ATTACHMENT' }]);
      expect(await bodies(api, manager, id)).toHaveLength(2);
    });
  });
});
