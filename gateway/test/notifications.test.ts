import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from '@quayside/shared/config';
import { systemViewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Quayside, startQuayside } from '../src/quayside.ts';
import { type Answer, follow } from './edge.ts';

const PASSWORD = 'a long enough password of Sam';
const CSRF = { 'content-type': 'application/json', 'x-quayside-csrf': '1' };
const system = systemViewer('test');
const FOLLOW = `subscription ($after: String) { notificationReceived(after: $after) {
  cursor unreadCount notification { topic number } } }`;
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(64)]);

describe('notifications through the whole product', () => {
  const home = mkdtempSync(join(tmpdir(), 'notify-'));
  let quayside: Quayside;
  const ids: Record<string, string> = {};

  const make = async (name: string, input: object, type: string): Promise<string> => {
    const kind = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation ($input: ${kind}!) { ${name}(input: $input) {
      __typename ... on ${type} { id } ... on Refusal { message } } }`;
    const answer = (await quayside.graph.execute<Answer>(mutation, { input }, system))[name];
    if (answer.__typename === 'Refusal') throw new Error(answer.message);
    return answer.id;
  };

  beforeAll(async () => {
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0' });
    quayside = await startQuayside(settings, { log: silentLog, portalDir: join(home, 'portal') });
    const unit = await make('createOrgUnit', { name: 'Group', kind: 'GROUP', timeZone: 'UTC' }, 'OrgUnit');
    const staff = { role: 'ACCOUNT_MANAGER', password: PASSWORD, orgUnitId: unit };
    ids['mia'] = await make('inviteMember', { ...staff, name: 'Mia', email: 'mia@quayside.example' }, 'Member');
    const account = { name: 'Acme', kind: 'RETAILER', region: 'East', industry: 'Toys', branchId: unit };
    const accountId = await make('openAccount', { ...account, accountManagerId: ids['mia'] }, 'Account');
    const shipper = { role: 'SHIPPER_USER', password: PASSWORD, accountId };
    ids['sam'] = await make('inviteMember', { ...shipper, name: 'Sam', email: 'sam@acme.example' }, 'Member');
    ids['sue'] = await make('inviteMember', { ...shipper, name: 'Sue', email: 'sue@acme.example' }, 'Member');
    await quayside.settle();
  });
  afterAll(async () => {
    await quayside.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const signIn = async (email: string): Promise<string> => {
    const body = JSON.stringify({ email, password: PASSWORD });
    const response = await fetch(`${quayside.url}/session`, { method: 'POST', headers: CSRF, body });
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const ask = async (cookie: string, query: string, variables = {}): Promise<Answer> => {
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(`${quayside.url}/graphql`, { method: 'POST', headers: { ...CSRF, cookie }, body });
    const { data, errors } = (await answer.json()) as Answer;
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const connect = (cookie: string) =>
    createClient({
      url: `${quayside.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string) {
          super(url, protocols, { headers: { cookie, origin: quayside.url } });
        }
      },
      retryAttempts: 0,
    });
  const openCase = async (cookie: string): Promise<string> => {
    const input = { kind: 'INQUIRY', subject: 'Where is it?', description: 'Not here.' };
    const open = `mutation ($input: OpenCaseInput!) { openCase(input: $input) { ... on Case { id } } }`;
    return (await ask(cookie, open, { input })).openCase.id;
  };
  const reply = (cookie: string, id: string, body: string, mentions: (string | undefined)[] = []) =>
    ask(cookie, `mutation ($input: ReplyInput!) { replyToCase(input: $input) { __typename } }`, {
      input: { id, body, mentions },
    });

  it('never pass from one person to another of the same rights', async () => {
    const [mia, sam, sue] = await Promise.all(
      ['mia@quayside.example', 'sam@acme.example', 'sue@acme.example'].map(signIn),
    );
    const after = (await ask(sam ?? '', '{ notifications { liveCursor } }')).notifications.liveCursor;
    const clients = [sam, sue].map((cookie) => connect(cookie ?? ''));
    const [toSam, toSue] = clients.map((client) => follow(client, FOLLOW, { after }));
    const id = await openCase(sam ?? '');
    await reply(mia ?? '', id, 'Sue knows', [ids['sue']]);
    const topics = (received: typeof toSam) =>
      received?.updates.map((update) => update.data.notificationReceived.notification.topic);
    await expect.poll(() => [topics(toSam), topics(toSue)]).toEqual([['ITEM_REPLIED'], ['MENTIONED']]);
    expect([...(toSam?.errors ?? []), ...(toSue?.errors ?? [])]).toEqual([]);
    await Promise.all(clients.map((client) => client.dispose()));
  });

  it('are answered by mail, with files through the door of uploads', { timeout: 60_000 }, async () => {
    const [mia, sam] = [await signIn('mia@quayside.example'), await signIn('sam@acme.example')];
    const id = await openCase(sam);
    await reply(mia, id, 'Send us a picture, please.');
    const mailToSam = () =>
      readdirSync(join(home, 'mail'))
        .filter((name) => /^[^.].*\.eml$/.test(name))
        .map((name) => readFileSync(join(home, 'mail', name), 'utf8'))
        .find((text) => text.includes('sam@acme.example') && text.includes('Send us a picture'));
    await expect.poll(mailToSam).toBeTruthy();
    const replyTo = /^Reply-To: (.+)$/m.exec(mailToSam() ?? '')?.[1]?.trim() ?? '';
    const deliver = (name: string, file: Buffer) => {
      const lines = [
        ...[
          'From: Sam <sam@acme.example>',
          `To: ${replyTo}`,
          `Message-ID: <${name}@acme.example>`,
          'MIME-Version: 1.0',
        ],
        ...['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', `Here is ${name}`],
        ...['--b', 'Content-Type: image/jpeg', 'Content-Transfer-Encoding: base64'],
        ...[`Content-Disposition: attachment; filename="${name}"`, '', file.toString('base64'), '--b--', ''],
      ];
      mkdirSync(join(home, 'mail/in'), { recursive: true });
      writeFileSync(join(home, 'mail/in/.part'), lines.join('\r\n'));
      renameSync(join(home, 'mail/in/.part'), join(home, `mail/in/${name}.eml`));
    };
    deliver('box.jpg', JPEG);
    const messages = async (): Promise<Answer[]> =>
      (
        await ask(mia, `query ($id: ID!) { case(id: $id) { messages { author body attachments { fileName url } } } }`, {
          id,
        })
      ).case.messages;
    await expect
      .poll(async () => (await messages()).at(-1), { timeout: 20_000 })
      .toMatchObject({ author: 'Sam', body: 'Here is box.jpg', attachments: [{ fileName: 'box.jpg' }] });
    const url = (await messages()).at(-1)?.attachments[0].url;
    const stored = await fetch(`${quayside.url}${url}`, { headers: { cookie: mia } });
    expect([stored.status, stored.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    deliver('virus.jpg', Buffer.from('MZ this is a program'));
    await expect
      .poll(async () => (await ask(mia, '{ heldMails { nodes { reason sender } } }')).heldMails.nodes, {
        timeout: 20_000,
      })
      .toEqual([{ reason: 'ATTACHMENT', sender: 'sam@acme.example' }]);
    expect(await messages()).toHaveLength(2);
  });
});
