import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { encodeFor, stampOf } from '../src/partner/terms.ts';
import { changed, fixture } from './fixtures.ts';
import { ACME, type World, worlds } from './world.ts';

const CHANGE = `mutation($id: ID!, $input: ChangeEdiPartnerInput!, $from: Instant) {
  changeEdiPartner(id: $id, input: $input, effectiveFrom: $from, note: "agreed by phone") {
    __typename ... on EdiPartner { mapVersion version outSets orderStatus { code meaning } checks { place treatment }
      versions { number note by changes } } ... on Refusal { code field message } } }`;
const change = async (world: World, input: object, from?: string) =>
  (await world.edi.ask(CHANGE, { id: 'ACME', input, from })).changeEdiPartner;
const profile = (values: object) => ({ profile: values });

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('a partner profile', () => {
    it('keeps every version with what it changed', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const changedProfile = await change(
        world,
        profile({ version: '005010', orderStatus: [{ code: 'C', meaning: 'CANCEL' }] }),
      );
      expect(changedProfile).toMatchObject({
        mapVersion: 2,
        version: '005010',
        outSets: ['945', '990', '214'],
        orderStatus: [{ code: 'C', meaning: 'CANCEL' }],
        versions: [
          {
            number: 2,
            note: 'agreed by phone',
            by: 'test',
            changes: ['version: 004010 → 005010', 'orderStatus: {} → {"C":"CANCEL"}'],
          },
          { number: 1, changes: [] },
        ],
      });
    });

    it('holds from its day on', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const now = await change(world, profile({ acknowledgement: '999', version: '005010' }), '2026-04-01T00:00:00Z');
      expect(now).toMatchObject({ mapVersion: 1, version: '004010' });
      const { receiptId } = await world.send('ACME', fixture('940-valid.x12'));
      world.clock.set('2026-04-02T00:00:00Z');
      const { ediPartner, ediMessage } = await world.edi.ask(
        'query($id: ID!) { ediPartner(id: "ACME") { mapVersion version } ediMessage(id: $id) { mapVersion } }',
        { id: receiptId },
      );
      expect(ediPartner).toEqual({ mapVersion: 2, version: '005010' });
      expect(ediMessage).toEqual({ mapVersion: 1 });
    });

    it.each([
      ['timeZone', { timeZone: 'Mars/Olympus' }],
      ['stockReportAt', { stockReportAt: '25:00' }],
      ['outSets', { outSets: ['999', '111'] }],
      ['delimiters', { delimiters: '***~' }],
      ['carrierScac', { carrierScac: 'toolong' }],
      ['statusCodes', { statusCodes: ['x'] }],
      ['checks', { checks: [{ place: 'nonsense', treatment: 'accept' }] }],
      ['acknowledgeWithinMinutes', { acknowledgeWithinMinutes: -1 }],
    ])('with a wrong %s is refused by name', async (field, values) => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      expect(await change(world, profile(values))).toMatchObject({ code: 'PARTNER_INVALID', field });
    });

    it('is changed by administrators only', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      for (const viewer of [aShipper(ACME), aStaffMember('/group/')])
        await expect(
          world.ediAs(viewer).ask(CHANGE, { id: 'ACME', input: profile({ version: '005010' }) }),
        ).rejects.toThrow('FORBIDDEN');
    });
  });

  describe('the rules of a profile', () => {
    it('tighten and loosen the checks of its files', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const short = changed('940-valid.x12', /W66\*[^~]*/, 'W66*PP*Z9');
      await change(world, profile({ checks: [{ place: 'W6602', treatment: 'reject' }] }));
      const tight = await world.send('ACME', short);
      await change(world, profile({ checks: [{ place: 'W6602', treatment: 'ignore' }] }));
      const loose = await world.send('ACME', short);
      expect([tight.verdict, loose.verdict]).toEqual(['accepted', 'accepted']);
    });

    it('hold files while the partner is paused', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.edi.ask('mutation { pauseEdiPartner(id: "ACME", paused: true) { __typename } }');
      const { receiptId, state } = await world.send('ACME', fixture('940-valid.x12'));
      expect(state).toBe('held');
      expect(world.out('ACME')).toEqual([]);
      await world.edi.ask('mutation { pauseEdiPartner(id: "ACME", paused: false) { __typename } }');
      await world.edi.ask('mutation($id: ID!) { replayEdiMessage(id: $id) { __typename } }', { id: receiptId });
      await expect.poll(() => world.out('ACME').length).toBe(1);
    });

    it('stamp our answers on the clock of the partner', async () => {
      const world = await start();
      await world.partner({ id: 'ACME', profile: { timeZone: 'Asia/Tokyo' } });
      world.clock.set('2026-03-02T20:05:00Z');
      await world.send('ACME', fixture('940-valid.x12'));
      expect(await world.outFile('ACME', '997')).toContain('*260303*0505*');
    });
  });
});

describe('what a partner can read', () => {
  it.each([
    ['utf8', 'Müller 倉庫', 'Müller 倉庫'],
    ['latin1', 'Müller 倉庫', 'Müller ??'],
    ['ascii', 'Müller 倉庫', 'Muller ??'],
  ] as const)('is written in %s', (charset, text, read) => {
    expect(encodeFor({ charset }, text).toString(charset === 'utf8' ? 'utf8' : 'latin1')).toBe(read);
  });

  it('is dated by the clock on its wall', () => {
    const at = Date.parse('2026-03-08T07:30:00Z');
    expect(stampOf(at, { timeZone: 'America/New_York' })).toEqual({ date: '20260308', time: '0330' });
    expect(stampOf(at, { timeZone: 'UTC' })).toEqual({ date: '20260308', time: '0730' });
  });
});
