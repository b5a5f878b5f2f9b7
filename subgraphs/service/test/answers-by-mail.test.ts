import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import { FILE_STORED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import type { Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { addressOf, mailStates, people, writtenMails, writtenTo } from './post.ts';
import { ACME, aFile, BOSTON, DENVER, type ServiceApi, startServiceApi } from './service-api.ts';
import { changeCase, openCase, send } from './stories.ts';

const HELD = '{ heldMails { nodes { sender reason subjectId } } }';
const READ = 'query ($id: ID!) { case(id: $id) { messages { author body internal attachments { fileName } } } }';

eachDatabase((engine) => {
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
      await api.subgraph.settle();
      const log = await new EventLog('service', api.subgraph.db).readAfter(0, 500);
      const said = { by: 'CUSTOMER', way: 'EMAIL', excerpt: 'On Tuesday.' };
      expect(log.filter(({ type }) => type === 'case.replied.v1').at(-1)?.data).toMatchObject({ said });
      deliver(api, headers, text.join('\r\n'));
      await expect.poll(() => readdirSync(join(api.home, 'mail/in'))).toEqual([]);
      expect(readdirSync(join(api.home, 'mail/ignored'))).toHaveLength(1);
      expect(await bodies(api, manager, id)).toHaveLength(2);
      await expect.poll(() => mailStates(api, manager, id)).toContain('SENT');
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
      // What names no conversation belongs to the account of its sender.
      expect(heldMails.nodes).toHaveLength(3);
      expect((await api.as(aStaffMember(DENVER)).ask(HELD)).heldMails.nodes).toEqual([]);
      await expect(api.as(shipper).ask(HELD)).rejects.toThrow('FORBIDDEN');
    });

    it('of a machine, of a closed case or of nobody any more is not posted', async () => {
      const { api, manager, shipper, id, mail } = await answered();
      const own = { From: addressOf(shipper), To: replyTo(mail) };
      const before = (await writtenMails(api)).length;
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
      const more = (await writtenMails(api)).slice(before).map(({ text }) => text ?? '');
      expect(more.join()).not.toContain('away');
    });

    it('waits for its turn, and lets others pass, while its files find no door', async () => {
      const closed = { upload: () => Promise.reject(new AppError('UNAVAILABLE', 'Not now')) };
      const { api, manager, shipper, id, mail } = await answered({ post: closed });
      const to = { From: addressOf(shipper), To: replyTo(mail) };
      const file = ['--b', 'Content-Type: image/jpeg', 'Content-Disposition: attachment; filename=a.jpg', '', 'JPEG'];
      deliver(api, { ...to, 'Content-Type': 'multipart/mixed; boundary=b' }, [...file, '--b--', ''].join('\r\n'));
      deliver(api, to, 'Without a file');
      await expect.poll(() => bodies(api, manager, id)).toContain('Without a file');
      // What was posted leaves the folder a moment after; what waits stays.
      await expect.poll(() => readdirSync(join(api.home, 'mail/in'))).toHaveLength(1);
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
