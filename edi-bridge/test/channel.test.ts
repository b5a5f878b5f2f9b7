import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eachDatabase, sqliteEngine } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { type Heard, listen } from './as2-partner.ts';
import { fixture } from './fixtures.ts';
import { opensslKey, ourKey } from './openssl.ts';
import { ACME, type World, worlds } from './world.ts';

const SET = `mutation($partnerId: ID!, $input: SetEdiChannelInput!) { setEdiChannel(partnerId: $partnerId, input: $input) {
  __typename ... on Refusal { code field } ... on EdiChannel { kind secrets certificates { owner subject inUse } } } }`;
const SHOW = `{ ediChannel(partnerId: "ACME") { kind secrets login { user fingerprints } https { url } waiting lastFailure } }`;
const PASSWORD = 'correct horse battery staple';
const login = (user = 'acme') => ({ login: { user, publicKeys: [] }, secrets: { loginPassword: PASSWORD } });
const as2 = (theirName = 'ACME') => ({ theirName, ourName: 'QUAYSIDE', url: 'https://as2.acme.example/as2' });
const set = async (world: World, partnerId: string, input: object) =>
  (await world.edi.ask(SET, { partnerId, input })).setEdiChannel;

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('a channel', () => {
    it('keeps its secrets to itself', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const https = { url: 'https://edi.acme.example/in' };
      await world.channel('ACME', { ...login(), https, kind: 'HTTPS' });
      await world.channel('ACME', { secrets: { httpsAuthorization: 'Bearer sesame' } });
      expect((await world.edi.ask(SHOW)).ediChannel).toMatchObject({
        kind: 'HTTPS',
        secrets: ['httpsAuthorization', 'loginPassword'],
        login: { user: 'acme', fingerprints: [] },
      });
      await world.channel('ACME', { secrets: { httpsAuthorization: null }, login: null });
      expect((await world.edi.ask(SHOW)).ediChannel).toMatchObject({ secrets: [], login: null, https });
      // What was for a login went with it.
      await world.channel('ACME', { login: { user: 'acme' } });
      expect((await world.edi.ask(SHOW)).ediChannel.secrets).toEqual([]);
      const rows = JSON.stringify(await world.bridge.db.read((em) => em.query('SELECT * FROM edi_channel')));
      expect(rows).not.toMatch(/sesame|horse|argon2/);
      const key = join(world.home, 'keys', 'edi.key');
      expect([readFileSync(key).length, statSync(key).mode & 0o777]).toEqual([32, 0o600]);
    });

    it('has a login and AS2 names of its own', async () => {
      const world = await start();
      for (const id of ['ACME', 'GLOBEX']) await world.partner({ id });
      await world.channel('ACME', { ...login(), as2: as2() });
      expect(await set(world, 'GLOBEX', login())).toMatchObject({ code: 'CHANNEL_TAKEN' });
      expect(await set(world, 'GLOBEX', { as2: as2() })).toMatchObject({ code: 'CHANNEL_TAKEN' });
      // Case counts in AS2 names.
      await world.channel('GLOBEX', { ...login('globex'), as2: as2('acme') });
    });
  });
});

describe('setting up a channel', () => {
  const start = worlds(sqliteEngine());

  it('is for administrators only', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    await world.channel('ACME', login());
    for (const viewer of [aShipper(ACME), aStaffMember('/', 'OPERATOR')]) {
      const graph = world.ediAs(viewer);
      await expect(graph.ask(SHOW)).rejects.toThrow('may not');
      await expect(graph.ask(SET, { partnerId: 'ACME', input: login() })).rejects.toThrow('may not');
      await expect(graph.ask('{ ediStation { as2Url } }')).rejects.toThrow('may not');
      const { ediPartners } = await graph.ask('{ ediPartners { id channel { kind } } }');
      for (const { channel } of ediPartners) expect(channel).toBeNull();
    }
  });

  it('refuses what cannot work, and names the field', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const hostKeys = [`SHA256:${'a'.repeat(43)}`];
    const cases: [string, object][] = [
      ['sftp.hostKeys', { sftp: { host: 'a', user: 'b', hostKeys: [], putInto: '/in' } }],
      ['sftp.putInto', { sftp: { host: 'a', user: 'b', hostKeys, fetchFrom: '/x', putInto: '/x' } }],
      ['as2', { kind: 'AS2' }],
      ['certificates', { kind: 'AS2', as2: as2() }],
      ['secrets', { ...login(), secrets: { loginPassword: 'secret' } }],
      ['login.user', login('Acme')],
      ['https.url', { https: { url: 'file:///etc/passwd' } }],
      ['https.url', { https: { url: 'https://acme:secret@edi.acme.example/in' } }],
      ['addCertificate', { addCertificate: { owner: 'THEIRS', pem: opensslKey('WEAK', 'rsa:1024').pem.toString() } }],
      ['addCertificate', { addCertificate: { owner: 'THEIRS', pem: 'x' } }],
      ['addCertificate', { addCertificate: { owner: 'OURS', pem: 'x' } }],
    ];
    for (const [field, input] of cases)
      expect(await set(world, 'ACME', input)).toMatchObject({ __typename: 'Refusal', field });
  });

  it('takes an elliptic certificate to check signatures, not to encrypt', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const curve = opensslKey('CURVE', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
    const addCertificate = { owner: 'THEIRS', pem: curve.pem.toString() };
    await world.channel('ACME', { as2: as2(), newKeyDays: 100 });
    const refused = await set(world, 'ACME', { addCertificate });
    expect(refused).toMatchObject({ code: 'CERTIFICATE_CANNOT_ENCRYPT', field: 'addCertificate' });
    // Only signed, it will do; until encryption is asked for.
    await world.channel('ACME', { as2: { ...as2(), encrypt: null }, kind: 'AS2', addCertificate });
    expect(await set(world, 'ACME', { as2: as2() })).toMatchObject({
      code: 'CERTIFICATE_CANNOT_ENCRYPT',
      field: 'as2',
    });
    // Beside an RSA certificate it will do as well, and that is the one to encrypt for.
    const rsa = { owner: 'THEIRS', pem: opensslKey('RSA').pem.toString() };
    const { certificates } = await set(world, 'ACME', { as2: as2(), addCertificate: rsa });
    expect(certificates.map(({ subject }: { subject: string }) => subject).sort()).toEqual([
      'CN=CURVE',
      'CN=QUAYSIDE',
      'CN=RSA',
    ]);
  });

  it('leads no secret to another server', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const hostKeys = [`SHA256:${'a'.repeat(43)}`];
    const sftp = { host: 'sftp.acme.example', user: 'quayside', hostKeys, putInto: '/in' };
    const https = { url: 'https://edi.acme.example/in' };
    await world.channel('ACME', {
      https,
      sftp,
      secrets: { httpsAuthorization: 'Bearer sesame', sftpPassword: PASSWORD },
    });
    const elsewhere = { https: { url: 'https://mallory.example/in' } };
    expect(await set(world, 'ACME', elsewhere)).toMatchObject({ __typename: 'Refusal', field: 'secrets' });
    expect(await set(world, 'ACME', { sftp: { ...sftp, host: 'mallory.example' } })).toMatchObject({
      field: 'secrets',
    });
    await world.channel('ACME', { https: { url: 'https://edi.acme.example/other' } });
    await world.channel('ACME', { ...elsewhere, secrets: { httpsAuthorization: 'Bearer other' } });
    await world.channel('ACME', { sftp: { ...sftp, host: 'sftp2.acme.example' }, secrets: { sftpPassword: null } });
  });

  it('makes a key, and takes two certificates of a side', async () => {
    const world = await start();
    await world.partner({ id: 'ACME' });
    const theirs = ourKey('ACME', Date.parse('2026-01-01'), 365);
    const addCertificate = { owner: 'THEIRS', pem: theirs.pem.toString() };
    await world.channel('ACME', { kind: 'AS2', as2: as2(), newKeyDays: 100, addCertificate });
    world.clock.advance(1_000);
    const { certificates } = await set(world, 'ACME', { newKeyDays: 730 });
    expect(certificates).toEqual([
      { owner: 'OURS', subject: 'CN=QUAYSIDE', inUse: false },
      { owner: 'OURS', subject: 'CN=QUAYSIDE', inUse: true },
      { owner: 'THEIRS', subject: 'CN=ACME', inUse: true },
    ]);
    expect(await set(world, 'ACME', { newKeyDays: 730 })).toMatchObject({ field: 'certificates' });
  });
});

describe('what we send by HTTPS', () => {
  const start = worlds(sqliteEngine());

  it('goes out until it is taken', async () => {
    const heard: Heard[] = [];
    const answers = [503, 403, 302, 204];
    const url = await listen(async (request) => {
      heard.push(request);
      return { status: answers[heard.length - 1] ?? 500, headers: { location: 'http://127.0.0.1:9/' } };
    });
    const world = await start();
    await world.partner({ id: 'ACME' });
    await world.channel('ACME', { kind: 'HTTPS', https: { url }, secrets: { httpsAuthorization: 'Bearer sesame' } });
    const pause = 'mutation($paused: Boolean!) { pauseEdiPartner(id: "ACME", paused: $paused) { __typename } }';
    await world.send('ACME', fixture('940-valid.x12'));
    await expect.poll(() => heard.length).toBe(1);
    await world.edi.ask(pause, { paused: true });
    world.clock.advance(60_000);
    await world.bridge.settle();
    expect(heard).toHaveLength(1);
    await world.edi.ask(pause, { paused: false });
    await expect
      .poll(
        async () => {
          world.clock.advance(60_000);
          return (await world.edi.ask(SHOW)).ediChannel.waiting;
        },
        { timeout: 15_000, interval: 300 },
      )
      .toBe(0);
    expect(heard).toHaveLength(4);
    expect(new Set(heard.map(({ body }) => body.toString())).size).toBe(1);
    expect(heard[0]?.body.toString()).toContain('AK9*A*1*1*1');
    expect(new Set(heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(heard[0]?.headers).toMatchObject({ authorization: 'Bearer sesame', 'content-type': 'application/edi-x12' });
    const { ediMessages } = await world.edi.ask('{ ediMessages(filter: { direction: OUT }) { nodes { channel } } }');
    expect(ediMessages.nodes).toEqual([{ channel: 'https' }]);
  });
});
