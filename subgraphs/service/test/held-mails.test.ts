import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@quayside/shared/errors';
import type { Viewer } from '@quayside/shared/identity';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { FILE_STORED, SHIPMENT_SOURCE } from '@quayside/shipment/events';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { addressOf, people, writtenTo } from './post.ts';
import { ACME, aFile, BETA, DENVER, type ServiceApi, startServiceApi } from './service-api.ts';
import { openCase, send } from './stories.ts';

const HELD =
  '{ heldMails { nodes { id sender mailSubject reason subjectId text files account { id } state } liveCursor } }';
const READ =
  'query ($id: ID!) { case(id: $id) { messages { author authorKind body internal attachments { fileName } } } }';
const SETTLED =
  '... on HeldMailSettled { leftOut mail { state settledBy settledWhy subjectId } } ... on Refusal { code field }';
const ASSIGN = `mutation ($id: ID!, $itemId: ID!) { assignHeldMail(id: $id, itemId: $itemId) { ${SETTLED} } }`;
const DISCARD = `mutation ($id: ID!, $reason: String!) { discardHeldMail(id: $id, reason: $reason) { ${SETTLED} } }`;
const FOLLOW = 'subscription ($after: String) { heldMailUpdated(after: $after) { event mail { id state } } }';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

eachDatabase((engine) => {
  describe('mail over SMTP', () => {
    /** The service with a mail server of its own, and a way to send to it. */
    const listening = async () => {
      const port = await freePort();
      const api = await startServiceApi(engine, {
        post: {
          smtpListen: { host: '127.0.0.1', port },
          upload: async ({ fileName, accountId, by }) => {
            if (fileName.endsWith('.exe')) throw new AppError('BAD_USER_INPUT', 'No programs.');
            const file = aFile({ fileName, accountId, uploadedBy: by.memberId });
            await api.hear(SHIPMENT_SOURCE, FILE_STORED, accountId, file);
            return { fileId: file.fileId, fileName, mediaType: file.mediaType };
          },
        },
      });
      const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
      return { api, port, deliver: (mail: Record<string, unknown>) => transport.sendMail(mail) };
    };
    const held = async (api: ServiceApi, viewer: Viewer) => (await api.as(viewer).ask(HELD)).heldMails.nodes;
    const messages = async (api: ServiceApi, viewer: Viewer, id: string) =>
      (await api.as(viewer).ask(READ, { id })).case.messages;

    it('joins the conversation that its envelope names, and relays nothing', async () => {
      const { api, port, deliver } = await listening();
      const { manager, shipper } = await people(api);
      const { id } = await openCase(api.as(shipper));
      await send(api.as(manager), 'replyToCase', 'Case', { id, body: 'When?' }, 'id');
      await expect.poll(async () => (await writtenTo(api, shipper)).length).toBe(1);
      const [mail] = await writtenTo(api, shipper);
      const to = mail?.replyTo?.[0]?.address ?? '';
      // The token is in the envelope alone, as with a hidden copy.
      const envelope = { from: addressOf(shipper), to: [to] };
      await deliver({ envelope, from: addressOf(shipper), to: 'list@elsewhere.example', text: 'On Tuesday.' });
      await expect.poll(async () => (await messages(api, manager, id)).at(-1).body).toBe('On Tuesday.');
      await expect(deliver({ from: addressOf(shipper), to: 'victim@elsewhere.example', text: 'x' })).rejects.toThrow(
        '550',
      );
      const big = { filename: 'big.bin', content: Buffer.alloc(36 * 1024 * 1024) };
      await expect(deliver({ from: addressOf(shipper), to, text: 'x', attachments: [big] })).rejects.toThrow('552');
      await expect(cutOff(port, to)).resolves.toBe('closed');
      expect(readdirSync(join(api.home, 'mail/in'))).toEqual([]);
      expect(await burst(port, 61)).toContain('451');
    });

    it('that is held is assigned or discarded by the staff of its branch', async () => {
      const { api, deliver } = await listening();
      const { manager, shipper } = await people(api);
      const denver = await api.knows(aStaffMember(DENVER));
      const beta = await api.knows(aShipper(BETA));
      const { id } = await openCase(api.as(shipper));
      const other = await openCase(api.as(beta), { shipmentId: null, accountId: BETA });
      const to = 'quay@quayside.example';
      const jpeg = { filename: 'wet.jpg', content: 'JPEG' };
      const program = { filename: 'virus.exe', content: 'MZ' };
      await deliver({ from: addressOf(shipper), to, subject: 'Wet', text: 'It is wet.', attachments: [jpeg, program] });
      await expect.poll(async () => (await held(api, manager)).length).toBe(1);
      const [own] = await held(api, manager);
      expect(own).toMatchObject({
        reason: 'NO_TOKEN',
        text: 'It is wet.',
        files: ['wet.jpg', 'virus.exe'],
        account: { id: ACME },
      });
      expect(await held(api, denver)).toEqual([]);
      await expect(api.as(shipper).ask(ASSIGN, { id: own.id, itemId: id })).rejects.toThrow('FORBIDDEN');
      await expect(api.as(denver).ask(ASSIGN, { id: own.id, itemId: other.id })).rejects.toThrow('NOT_FOUND');
      const refused = async (viewer: Viewer, itemId: string) =>
        (await api.as(viewer).ask(ASSIGN, { id: own.id, itemId })).assignHeldMail;
      expect(await refused(manager, other.id)).toEqual({ code: 'ITEM_UNKNOWN', field: 'itemId' });
      const head = await api.knows({ ...aStaffMember('/group/'), role: 'ADMINISTRATOR' });
      expect(await refused(head, other.id)).toEqual({ code: 'MAIL_OF_OTHER_ACCOUNT', field: 'itemId' });

      const updates = await api
        .as(manager)
        .subscribe(FOLLOW, { after: (await api.as(manager).ask(HELD)).heldMails.liveCursor });
      const { assignHeldMail } = await api.as(manager).ask(ASSIGN, { id: own.id, itemId: id });
      expect(assignHeldMail).toMatchObject({ leftOut: ['virus.exe'], mail: { state: 'ASSIGNED', subjectId: id } });
      expect((await updates.next()).value.heldMailUpdated).toMatchObject({ mail: { id: own.id, state: 'ASSIGNED' } });
      await updates.return();
      expect((await messages(api, shipper, id)).at(-1)).toEqual({
        ...{ author: shipper.name, authorKind: 'CUSTOMER', body: 'It is wet.', internal: false },
        attachments: [{ fileName: 'wet.jpg' }],
      });
      expect(await refused(manager, id)).toEqual({ code: 'MAIL_SETTLED', field: null });

      // A stranger's words become a note: no customer reads them.
      await deliver({ from: 'driver@road.example', to, subject: 'Your crate', text: 'I saw it fall.' });
      await expect.poll(async () => (await held(api, head)).length).toBe(1);
      expect(await held(api, manager)).toEqual([]);
      const [stranger] = await held(api, head);
      await api.as(head).ask(ASSIGN, { id: stranger.id, itemId: id });
      expect((await messages(api, manager, id)).at(-1)).toMatchObject({ internal: true, author: head.name });
      expect((await messages(api, manager, id)).at(-1).body).toContain(
        'E-mail from driver@road.example\nYour crate\n\nI saw it fall.',
      );
      expect(await messages(api, shipper, id)).toHaveLength(1);

      await deliver({ from: addressOf(shipper), to, subject: 'Buy', text: 'Pills' });
      await expect.poll(async () => (await held(api, manager)).length).toBe(1);
      const [spam] = await held(api, manager);
      const discard = async (reason: string) =>
        (await api.as(manager).ask(DISCARD, { id: spam.id, reason })).discardHeldMail;
      expect(await discard(' ')).toEqual({ code: 'REASON_MISSING', field: 'reason' });
      expect((await discard('Advertising')).mail).toMatchObject({
        state: 'DISCARDED',
        settledBy: manager.name,
        settledWhy: 'Advertising',
      });
      expect(await held(api, manager)).toEqual([]);
      expect(existsSync(join(api.home, 'mail/held')) && readdirSync(join(api.home, 'mail/held'))).toEqual([]);
      expect(readdirSync(join(api.home, 'mail/discarded'))).toHaveLength(1);
    });
  });
});

/** Sends half a mail and goes away. */
function cutOff(port: number, to: string): Promise<string> {
  return new Promise((resolve) => {
    const lines = ['EHLO x', 'MAIL FROM:<a@b.example>', `RCPT TO:<${to}>`, 'DATA'];
    const socket = connect(port, '127.0.0.1');
    socket.on('data', () => {
      const line = lines.shift();
      if (line) socket.write(`${line}\r\n`);
      else socket.end('Subject: half\r\n\r\nhal', () => socket.destroy());
    });
    socket.on('close', () => resolve('closed'));
  });
}

/** The answers to so many mails that are begun and given up, over one connection. */
function burst(port: number, count: number): Promise<string> {
  return new Promise((resolve) => {
    const lines = [
      'EHLO x',
      ...Array.from({ length: count }, () => ['MAIL FROM:<a@b.example>', 'RSET']).flat(),
      'QUIT',
    ];
    let answers = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (chunk) => {
      answers += chunk;
      const line = lines.shift();
      if (line) socket.write(`${line}\r\n`);
    });
    socket.on('close', () => resolve(answers));
  });
}
