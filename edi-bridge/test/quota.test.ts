import { eachDatabase, sqliteEngine } from '@quayside/shared/testing/databases';
import { aKey } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { as2Message } from './as2-partner.ts';
import { acme, as2Worlds, good, ours, post } from './as2-world.ts';
import { fixture } from './fixtures.ts';
import { messages } from './ledger-messages.ts';
import { type SshKey, sftp, sshKey } from './openssh.ts';
import { GLOBEX, type World, worlds } from './world.ts';

const order = (number: number): string =>
  fixture('940-valid.x12')
    .toString()
    .replaceAll('000000001', String(number).padStart(9, '0'))
    .replace('SO-1', `SO-${number}`);
const CHANGE = `mutation($profile: EdiProfileInput!) { changeEdiPartner(id: "ACME", input: { profile: $profile }) {
  __typename ... on Refusal { field } ... on EdiPartner { dailyFiles dailyMegabytes } } }`;
const change = async (world: World, profile: object) => (await world.edi.ask(CHANGE, { profile })).changeEdiPartner;

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('a partner who sends more than was agreed', () => {
    it('is refused until the day has passed, and a person sees it', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', profile: { dailyFiles: 2 } });
      for (const number of [1, 2])
        expect(await world.send('ACME', order(number))).toMatchObject({ state: 'processed' });
      const refused = await world.send('ACME', order(3));
      expect(refused).toMatchObject({
        ...{ state: 'rejected', verdict: 'rejected', sha256: '', errors: [{ code: 'QUOTA_EXCEEDED' }] },
        summary: expect.stringContaining('2 files in 24 hours'),
      });
      // A flood is one row, not a flood of rows.
      expect((await world.send('ACME', order(3))).receiptId).toBe(refused.receiptId);
      expect(await messages(world, { states: ['REJECTED'] })).toMatchObject([
        { id: refused.receiptId, errors: [{ code: 'QUOTA_EXCEEDED' }] },
      ]);
      await world.partner({ id: 'GLOBEX' });
      expect(await world.send('GLOBEX', order(3).replaceAll('ACME  ', 'GLOBEX'))).not.toMatchObject({
        errors: [{ code: 'QUOTA_EXCEEDED' }],
      });
      world.clock.advance(25 * 60 * 60 * 1000);
      expect(await world.send('ACME', order(3))).toMatchObject({ state: 'processed' });
    });

    it('has a stranger counted who sends in its name', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const stranger = { ...aKey('ACME'), reach: { kind: 'nothing' as const }, scopes: [] };
      const attempt = (name: string) =>
        world.send(name, order(1), stranger).then(
          () => 'taken',
          (error: { code?: string }) => error.code,
        );
      for (let tries = 0; tries < 50; tries++) expect(await attempt('ACME')).toBe('FORBIDDEN');
      for (let name = 0; name < 20; name++) expect(await attempt(`NOBODY-${name}`)).toBe('FORBIDDEN');
      world.clock.advance(11_000);
      await attempt('ACME');
      const tries = (viewer?: Parameters<World['ediAs']>[0]) =>
        (viewer ? world.ediAs(viewer) : world.edi).ask('{ ediPartners { triesWithoutKey } }');
      expect(await tries()).toEqual({ ediPartners: [{ triesWithoutKey: 51 }] });
      expect(await tries(aKey(GLOBEX))).toEqual({ ediPartners: [] });
      // One row for the partner, one for all the names that are none; the first of an hour tells.
      const rejected = { states: ['REJECTED'] };
      expect((await messages(world, rejected)).map(({ errors: [fault] }) => fault?.code)).toEqual(['NO_KEY', 'NO_KEY']);
      await world.restart();
      world.clock.advance(60 * 60 * 1000);
      await attempt('ACME');
      expect(await messages(world, rejected)).toHaveLength(3);
      expect(await tries()).toEqual({ ediPartners: [{ triesWithoutKey: 52 }] });
    });

    it('is refused by its bytes as well, also after a restart', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', profile: { dailyMegabytes: 1 } });
      await world.send('ACME', `${order(1)}${'\n'.repeat(1024 * 1024)}`);
      await world.restart();
      expect(await world.send('ACME', order(2))).toMatchObject({ errors: [{ code: 'QUOTA_EXCEEDED' }] });
      expect(await change(world, { dailyMegabytes: 2 })).toMatchObject({ dailyMegabytes: 2 });
      expect(await world.send('ACME', order(2))).toMatchObject({ state: 'processed' });
      expect(await change(world, { dailyFiles: 0 })).toMatchObject({ __typename: 'Refusal', field: 'dailyFiles' });
    });
  });
});

describe('a partner who sends by AS2 and has sent enough', () => {
  const open = as2Worlds(sqliteEngine());

  it('is answered 429 until it may again', async () => {
    const { world, url } = await open();
    expect(await change(world, { dailyFiles: 1 })).toMatchObject({ dailyFiles: 1 });
    expect((await post(url, good())).status).toBe(200);
    const next = as2Message(Buffer.from(order(2)), { signer: acme, to: ours });
    const refused = await post(url, next, { 'message-id': '<2@acme>' });
    expect({ status: refused.status, body: refused.body.toString() }).toMatchObject({
      status: 429,
      body: expect.stringContaining('1 files in 24 hours'),
    });
    world.clock.advance(25 * 60 * 60 * 1000);
    expect((await post(url, next, { 'message-id': '<2@acme>' })).status).toBe(200);
  });
});

describe('a partner who logs in by SFTP and has sent enough', () => {
  const start = worlds(sqliteEngine());

  it('puts nothing more into its folder', async () => {
    const key: SshKey = sshKey('quota');
    const world = await start({ sftp: { host: '127.0.0.1', port: 0 } });
    await world.partner({ id: 'ACME', profile: { dailyFiles: 1 } });
    await world.channel('ACME', { login: { user: 'acme', publicKeys: [key.publicKey] } });
    const { ediStation } = await world.edi.ask('{ ediStation { sftpPort } }');
    const put = (name: string) =>
      sftp({ port: ediStation.sftpPort, user: 'acme', key }, [
        `put ${new URL('./fixtures/940-valid.x12', import.meta.url).pathname} in/${name}`,
      ]);
    expect(await put('one.x12')).toMatchObject({ ok: true });
    await expect.poll(async () => (await messages(world, { direction: 'IN' }))[0]?.state).toBe('PROCESSED');
    const refused = await put('two.x12');
    expect(refused.ok).toBe(false);
    expect(await messages(world, { states: ['REJECTED'] })).toMatchObject([{ errors: [{ code: 'QUOTA_EXCEEDED' }] }]);
  });
});
