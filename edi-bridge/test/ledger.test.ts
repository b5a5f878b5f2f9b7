import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { changed, fixture } from './fixtures.ts';
import { ACME, type World, worlds } from './world.ts';

const MESSAGES = `query($filter: EdiMessageFilter) { ediMessages(filter: $filter) { nodes {
  id direction state setTypes verdict summary test acknowledgement { state by { setTypes } } copyOf { id } editor
  errors { code message segment element } replays { by reason forced } thread { setTypes } } } }`;
const LEDGER = `{ ediLedger { received inProgress processed duplicate quarantined rejected held replaced dismissed receivedBalanced
  sent acknowledged rejectedByPartner overdue waiting cancelled notExpected unsent sentBalanced
  controlNumbers { partnerId level given used gapFree } } }`;
const MEND = `mutation($id: ID!, $raw: String!) { mendEdiMessage(id: $id, raw: $raw, note: "quantity was missing") {
  __typename ... on EdiMessage { id state } ... on Refusal { code } } }`;
const REPLAY = `mutation($filter: EdiMessageFilter!, $dryRun: Boolean!, $force: Boolean!, $reason: String) {
  replayEdiMessages(filter: $filter, dryRun: $dryRun, force: $force, reason: $reason) {
    __typename ... on EdiReplayReport { total done would { effect note message { id } } } ... on Refusal { code } } }`;

const find = async (world: World, filter: object = {}) => (await world.edi.ask(MESSAGES, { filter })).ediMessages.nodes;
const ledger = async (world: World) => (await world.edi.ask(LEDGER)).ediLedger;
const shipments = async (world: World): Promise<number> =>
  (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments.nodes.length;

/** A tender that was accepted: its 990 waits for the partner's 997. */
async function sent990(world: World): Promise<string> {
  await world.partner({ id: 'ACME' });
  await world.send('ACME', fixture('204-valid.x12'));
  const { nodes } = (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments;
  await world.shipments.ask('mutation($id: ID!) { acceptTender(id: $id) { __typename } }', { id: nodes[0].id });
  return /GS\*GF\*\w+\*\w+\*\d+\*\d+\*(\d+)/.exec(await world.outFile('ACME', '990'))?.[1] ?? '';
}

const answer = (group: string, control: string, body: string): string =>
  [
    `ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260302*1200*U*00401*${control}*0*P*>`,
    `GS*FA*ACME*QUAYSIDE*20260302*1200*${Number(control)}*X*004010`,
    `ST*997*0001~\nAK1*GF*${group}~\n${body}`,
    `GE*1*${Number(control)}~\nIEA*1*${control}~`,
  ].join('~\n');

eachDatabase((engine) => {
  const start = worlds(engine);

  describe('an acknowledgement', () => {
    it('becomes overdue, then escalated, and may still come late', async () => {
      const world = await start();
      const group = await sent990(world);
      expect((await find(world, { setType: '990' }))[0].acknowledgement.state).toBe('DUE');
      world.clock.set('2026-03-03T12:00:01Z');
      await expect.poll(async () => (await find(world, { overdue: true })).length).toBe(1);
      expect(await ledger(world)).toMatchObject({ overdue: 1, waiting: 0, sentBalanced: true });
      world.clock.set('2026-03-04T12:00:01Z');
      await expect.poll(async () => (await find(world, { setType: '990' }))[0].acknowledgement.state).toBe('ESCALATED');
      await world.send('ACME', answer(group, '000000050', 'AK9*A*1*1*1~\nSE*4*0001'));
      expect((await find(world, { setType: '990' }))[0]).toMatchObject({
        state: 'ACKNOWLEDGED',
        acknowledgement: { state: 'ACCEPTED', by: { setTypes: ['997'] } },
      });
      expect(await ledger(world)).toMatchObject({ acknowledged: 1, overdue: 0, sentBalanced: true });
    });

    it('that rejects shows its faults on our own text', async () => {
      const world = await start();
      const group = await sent990(world);
      const body = 'AK2*990*0001~\nAK3*B1*2**8~\nAK4*1*140*7*XXXX~\nAK5*R*5~\nAK9*R*1*1*0~\nSE*8*0001';
      await world.send('ACME', answer(group, '000000051', body));
      const [rejected] = await find(world, { setType: '990' });
      expect(rejected).toMatchObject({ state: 'REJECTED', verdict: 'AK9 R' });
      expect(rejected.errors).toEqual([
        { code: 'AK304-8', message: 'B1 has errors.', segment: 'B1', element: null },
        { code: 'AK403-7', message: 'B101 has a code that the partner does not know.', segment: 'B1', element: 1 },
        { code: 'AK502-5', message: 'One or more segments have errors.', segment: null, element: null },
      ]);
    });

    it.each([
      ['that does not add up', 'AK9*A*1*1*2~\nSE*4*0001', 'AK904 says 2'],
      ['whose counts are missing', 'AK9*A~\nSE*4*0001', 'no number'],
    ])('%s is held and changes nothing', async (_, body, words) => {
      const world = await start();
      await world.partner({ id: 'ACME', profile: { checks: [{ place: 'AK9', treatment: 'ignore' }] } });
      const group = await sent990Again(world);
      await world.send('ACME', answer(group, '000000052', body));
      expect((await find(world, { setType: '990' }))[0].state).toBe('SENT');
      const [doubtful] = await find(world, { direction: 'IN', setType: '997' });
      expect([doubtful.state, JSON.stringify(doubtful.errors)]).toEqual([
        expect.stringMatching(/QUARANTINED|REJECTED/),
        expect.stringMatching(new RegExp(`${words}|AK9`)),
      ]);
    });

    it('is waited for no longer once it is cancelled', async () => {
      const world = await start();
      await sent990(world);
      const [{ id }] = await find(world, { setType: '990' });
      const cancel = 'mutation($id: ID!) { cancelEdiMessage(id: $id, reason: "agreed by phone") { __typename } }';
      await world.edi.ask(cancel, { id });
      expect((await find(world, { setType: '990' }))[0]).toMatchObject({ state: 'CANCELLED', editor: 'test' });
      expect(await ledger(world)).toMatchObject({ cancelled: 1, sentBalanced: true });
    });
  });

  describe('a mended file', () => {
    it('takes the place of the original, once', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const broken = changed('940-valid.x12', 'W05*N', 'W05*Q');
      const { receiptId, state } = await world.send('ACME', broken);
      expect(state).toBe('rejected');
      const raw = fixture('940-valid.x12').toString();
      const mended = (await world.edi.ask(MEND, { id: receiptId, raw: raw.replace(/~/, '~') })).mendEdiMessage;
      expect(mended).toMatchObject({ __typename: 'EdiMessage', state: 'RECEIVED' });
      await expect.poll(() => shipments(world)).toBe(1);
      expect((await world.edi.ask(MEND, { id: receiptId, raw: `${raw} ` })).mendEdiMessage).toMatchObject({
        code: 'EDI_NOT_MENDABLE',
      });
      const [copy] = await find(world, { ids: [mended.id] });
      expect(copy).toMatchObject({ copyOf: { id: receiptId }, editor: 'test' });
      const original = await world.edi.ask('query($id: ID!) { ediMessage(id: $id) { state raw } }', { id: receiptId });
      expect(original.ediMessage).toEqual({ state: 'REPLACED', raw: broken.toString() });
      expect(await ledger(world)).toMatchObject({ replaced: 1, receivedBalanced: true });
    });

    it('is mended by staff only', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const { receiptId } = await world.send('ACME', changed('940-valid.x12', 'W05*N', 'W05*Q'));
      await expect(world.ediAs(aShipper(ACME)).ask(MEND, { id: receiptId, raw: 'x' })).rejects.toThrow('FORBIDDEN');
      const elsewhere = world.ediAs(aStaffMember('/group/west/'));
      await expect(elsewhere.ask(MEND, { id: receiptId, raw: 'x' })).rejects.toThrow('NOT_FOUND');
    });
  });

  describe('a replay of a range', () => {
    it('says first what it would do, and then does it without a second effect', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      await world.send(
        'ACME',
        changed('940-valid.x12', 'W05*N', 'W05*Q').toString().replaceAll('000000001', '000000009'),
      );
      const before = { shipments: await shipments(world), files: world.out('ACME').length };
      const order = { filter: { partnerId: 'ACME' }, force: false };
      const preview = (await world.edi.ask(REPLAY, { ...order, dryRun: true })).replayEdiMessages;
      expect(preview).toMatchObject({ total: 2, done: false });
      expect(preview.would.map(({ effect }: { effect: string }) => effect).sort()).toEqual(['BLOCKED', 'TAKEN_UP']);
      await world.edi.ask(REPLAY, { ...order, dryRun: false });
      await expect.poll(async () => (await ledger(world)).inProgress).toBe(0);
      expect({ shipments: await shipments(world), files: world.out('ACME').length }).toEqual(before);
    });

    it('of processed messages needs a reason', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', fixture('940-valid.x12'));
      const order = { filter: { partnerId: 'ACME' }, dryRun: false, force: true };
      expect((await world.edi.ask(REPLAY, order)).replayEdiMessages).toMatchObject({ code: 'EDI_REASON_MISSING' });
      const done = await world.edi.ask(REPLAY, { ...order, reason: 'Tariff was wrong' });
      expect(done.replayEdiMessages).toMatchObject({ done: true, would: [{ effect: 'RETRIED' }] });
      await expect.poll(async () => (await find(world, { direction: 'IN' }))[0].state).toBe('PROCESSED');
      const [message] = await find(world, { direction: 'IN' });
      expect(message.replays).toEqual([{ by: 'test', reason: 'Tariff was wrong', forced: true }]);
      expect(await shipments(world)).toBe(1);
    });
  });

  describe('the ledger', () => {
    it('finds both sides of a talk by its numbers', async () => {
      const world = await start();
      await sent990(world);
      const [tender] = await find(world, { direction: 'IN' });
      const key = (await world.edi.ask('{ ediMessages { nodes { sets { businessKey control } } } }')).ediMessages.nodes
        .flatMap(({ sets }: { sets: { businessKey: string | null }[] }) => sets)
        .find(({ businessKey }: { businessKey: string | null }) => businessKey).businessKey;
      const types = (await find(world, { reference: key })).flatMap(({ setTypes }: { setTypes: string[] }) => setTypes);
      expect(types.sort()).toEqual(['204', '990', '997']);
      expect(tender.thread.flatMap(({ setTypes }: { setTypes: string[] }) => setTypes)).toEqual(['204', '997', '990']);
      expect(await find(world, { control: '1' })).not.toHaveLength(0);
      expect(await find(world, { from: '2027-01-01T00:00:00Z' })).toEqual([]);
    });

    it('keeps tests apart from live traffic', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      await world.send('ACME', changed('940-valid.x12', '*P*>', '*T*>'));
      expect(await find(world, { test: true, direction: 'IN' })).toHaveLength(1);
      expect(await shipments(world)).toBe(0);
    });

    it('checks a text without effect', async () => {
      const world = await start();
      await world.partner({ id: 'ACME' });
      const check = `query($raw: String!) { checkEdi(raw: $raw, partnerId: "ACME") { verdict
        errors { code } interchanges { ta1 { code note } groups { verdict sets { type verdict errors { segment element fix at { line } } } } } } }`;
      const { checkEdi } = await world.edi.ask(check, { raw: fixture('940-good-bad-good.x12').toString() });
      expect(checkEdi.verdict).toBe('partly_accepted');
      expect(checkEdi.interchanges[0].groups[0].sets.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
        'A',
        'R',
        'A',
      ]);
      expect(await find(world)).toEqual([]);
    });
  });
});

async function sent990Again(world: World): Promise<string> {
  await world.send('ACME', fixture('204-valid.x12'));
  const { nodes } = (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments;
  await world.shipments.ask('mutation($id: ID!) { acceptTender(id: $id) { __typename } }', { id: nodes[0].id });
  return /GS\*GF\*\w+\*\w+\*\d+\*\d+\*(\d+)/.exec(await world.outFile('ACME', '990'))?.[1] ?? '';
}
