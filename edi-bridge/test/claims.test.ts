import { eachDatabase } from '@quayside/shared/testing/databases';
import { aKey, aShipper } from '@quayside/shared/testing/viewers';
import nodeX12 from 'node-x12';
import { describe, expect, it } from 'vitest';
import { changed } from './fixtures.ts';
import { ACME, GLOBEX, type World, worlds } from './world.ts';

const SHIP = `mutation($input: ShipShipmentInput!) { shipShipment(input: $input) { __typename ... on Refusal { message } } }`;
const CLAIMS = `{ claims { nodes { id number reference state source statement amount { amountMinor currency }
  lines { sku description quantity unit cause amount { amountMinor } } shipment { id }
  legs { kind counterpart state reference decidedAmount { amountMinor } open { amountMinor } clocks { kind phase dueAt } } } } }`;
const told = '__typename ... on Claim { state } ... on Refusal { message }';
const ACKNOWLEDGE = `mutation($id: ID!) { acknowledgeClaim(id: $id) { ${told} } }`;
const DECIDE = `mutation($input: DecideClaimInput!) { decideClaim(input: $input) { ${told} } }`;
const FROM_CARRIER = `mutation($id: ID!) { claimAgainstCarrier(id: $id) { ${told} } }`;
const MESSAGES = `query($claimId: ID) { ediMessages(filter: { claimId: $claimId }) { nodes { direction setTypes } } }`;

let control = 500;
/** One set of the group GC in an interchange of its own. */
function file(from: string, type: string, body: string, version = '004010'): string {
  const number = ++control;
  const segments = body
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const isa = version === '004010' ? 'U*00401' : '^*00501';
  return [
    `ISA*00*          *00*          *ZZ*${from.padEnd(15)}*ZZ*QUAYSIDE       *260302*0930*${isa}*${String(number).padStart(9, '0')}*0*P*>`,
    `GS*GC*${from}*QUAYSIDE*20260302*0930*${number}*X*${version}`,
    ...[`ST*${type}*0001`, ...segments, `SE*${segments.length + 2}*0001`],
    ...[`GE*1*${number}`, `IEA*1*${String(number).padStart(9, '0')}`, ''],
  ].join('~\n');
}

const CLAIM_920 = `F01*20260302*CLM-7*12000*QSID*N*USD
  F02*20260228***BM*BOL-9
  F09*3*CA*VS*4000*12000*Crushed lamps**VN*LAMP-3
  NTE**Broken on arrival`;

const claimsOf = async (world: World) => (await world.service.ask(CLAIMS)).claims.nodes;
const outcomesOf = async (world: World, id: string) =>
  (await world.edi.ask('query($id: ID!) { ediMessage(id: $id) { sets { outcome note } } }', { id })).ediMessage.sets;

/** The segments of a newest file that has a text in it; a second reader must accept it. */
async function outgoing(world: World, partner: string, type: string, text: string): Promise<string[]> {
  const newest = () =>
    world.out(partner).findLast(({ name, text: all }) => name.includes(`-${type}-`) && all.includes(text));
  await expect.poll(newest, { timeout: 10_000 }).toBeDefined();
  await world.outFile(partner, type);
  const raw = newest()?.text ?? '';
  const parsed = new nodeX12.X12Parser(true).parse(raw);
  if (!('functionalGroups' in parsed)) throw new Error('several interchanges');
  expect(parsed.functionalGroups[0]?.transactions[0]?.header.valueOf(1)).toBe(type);
  return raw.split(/~\n?/);
}

async function delivered(world: World): Promise<void> {
  await world.partner({ id: 'ACME', outSets: ['926', '824'] });
  const profile = { carrierScac: 'RDWY', version: '005010' };
  const carrier = { id: 'RDWY', accountId: GLOBEX, outSets: ['920', '824'], profile };
  await world.partner(carrier);
  await world.send('ACME', changed('940-valid.x12', 'M********ACME', 'M********RDWY'));
  const [shipment] = (await world.shipments.ask('{ shipments { nodes { id } } }')).shipments.nodes;
  const input = { id: shipment.id, bol: 'BOL-9', pro: 'PRO-9' };
  expect((await world.shipments.ask(SHIP, { input })).shipShipment.__typename).toBe('Shipment');
  await world.shipment.settle();
}

eachDatabase((engine) => {
  const start = worlds(engine);
  const given = async () => {
    const world = await start({ cases: true });
    await delivered(world);
    return world;
  };

  describe('a claim over EDI', () => {
    it('is the claim of the portal, once under its number', async () => {
      const world = await given();
      const { receiptId } = await world.send('ACME', file('ACME', '920', CLAIM_920));
      expect(await outcomesOf(world, receiptId)).toEqual([{ outcome: 'DONE', note: 'Filed as CL-000001.' }]);
      const [claim] = await claimsOf(world);
      expect(claim).toMatchObject({
        ...{ number: 'CL-000001', reference: 'CLM-7', state: 'FILED', source: `EDI:${receiptId}` },
        ...{ statement: 'Broken on arrival', amount: { amountMinor: 12_000, currency: 'USD' } },
        lines: [{ sku: 'LAMP-3', description: 'Crushed lamps', quantity: 3, unit: 'CA', cause: 'DAMAGE' }],
      });
      const again = await world.send('ACME', file('ACME', '920', CLAIM_920));
      expect(await outcomesOf(world, again.receiptId)).toMatchObject([{ outcome: 'IGNORED' }]);
      const other = CLAIM_920.replace('*4000*12000*Crushed', '*4000*12000*Scratched');
      const taken = await world.send('ACME', file('ACME', '920', other));
      expect(await outcomesOf(world, taken.receiptId)).toMatchObject([
        { outcome: 'REFUSED', note: expect.stringContaining('CLM-7 exists already as CL-000001') },
      ]);
      await outgoing(world, 'ACME', '824', 'CLM-7');
      const unknown = CLAIM_920.replace('BOL-9', 'BOL-X').replace('CLM-7', 'CLM-8');
      await world.send('ACME', file('ACME', '920', unknown, '005010'));
      const answer = await outgoing(world, 'ACME', '824', 'CLM-8');
      expect(answer.find((line) => line.startsWith('TED'))).toContain('No shipment of yours is known by BOL-X');
      // A rule of the claim itself: the same goods are claimed for under another number.
      const twice = await world.send('ACME', file('ACME', '920', CLAIM_920.replace('CLM-7', 'CLM-9')));
      const rules = 'query($id: ID!) { ediMessage(id: $id) { sets { rule } errors { code rule } } }';
      expect((await world.edi.ask(rules, { id: twice.receiptId })).ediMessage).toEqual({
        sets: [{ rule: 'CLAIM_DUPLICATE' }],
        errors: [{ code: 'SET_REFUSED', rule: 'CLAIM_DUPLICATE' }],
      });
      await outgoing(world, 'ACME', '824', 'CLM-9');
      expect(await claimsOf(world)).toHaveLength(1);
      // What another account may see of it: nothing.
      const seen = async (viewer: Parameters<World['ediAs']>[0]) =>
        (await world.ediAs(viewer).ask(MESSAGES, { claimId: claim.id })).ediMessages.nodes;
      expect(await seen(aKey(ACME))).toHaveLength(4);
      expect(await seen(aKey(GLOBEX))).toEqual([]);
    });

    it('is answered at each step, and whenever somebody asks', async () => {
      const world = await given();
      await world.send('ACME', file('ACME', '920', CLAIM_920));
      const [{ id }] = await claimsOf(world);
      const status = async (text: string) =>
        (await outgoing(world, 'ACME', '926', text)).filter((line) => /^F1[13]/.test(line));
      await world.service.ask(ACKNOWLEDGE, { id });
      expect(await status('*RE*')).toEqual(['F11*20260302*CLM-7*CL-000001*12000**RE*20260302**USD*D9']);
      const input = { id, decision: 'OFFER', amountMinor: 8_000, code: 'DAM', reason: 'Some are whole.' };
      await world.service.ask(DECIDE, { input });
      expect(await status('*02*')).toEqual(['F11*20260302*CLM-7*CL-000001*12000*8000*02*20260302*DAM*USD*D9']);
      const [before] = await claimsOf(world);
      world.clock.advance(86_400_000);
      const asked = 'F10*20260302*CLM-7*CL-000001*D9\nF10*20260302*CLM-404';
      const { receiptId } = await world.send('ACME', file('ACME', '925', asked, '005010'));
      expect(await outcomesOf(world, receiptId)).toEqual([{ outcome: 'DONE', note: null }]);
      expect(await status('CLM-404')).toEqual([
        'F11*20260302*CLM-7*CL-000001*12000*8000*02*20260303*DAM*USD*D9',
        'F11*20260303*CLM-404****NR*20260303',
      ]);
      expect((await claimsOf(world))[0]).toEqual(before);
      await world.service.ask(DECIDE, {
        input: { id, decision: 'PAY', paymentReference: 'CHQ-1207', code: 'DAM', reason: 'As offered.' },
      });
      expect(await status('CHQ-1207')).toEqual([
        'F11*20260302*CLM-7*CL-000001*12000*8000*26*20260303*DAM*USD*D9',
        'F13*CHQ-1207*20260303*8000***USD',
      ]);
      const body = `F01*20260302*CLM-10*50000*QSID*N
        F6X*1HGCM82633A004352*HN*DLR1*92*77*INV-1
        F02****CN*PRO-9
        F07*1*1*P-1*Fender*50000*03*05*2*******50000`;
      await world.send('ACME', file('ACME', '924', body));
      const [vehicle] = await claimsOf(world);
      const decline = { id: vehicle.id, decision: 'DECLINE', code: 'NLI', reason: 'Act of God.' };
      await world.service.ask(DECIDE, { input: decline });
      expect(await status('*NLI*')).toEqual(['F11*20260303*CLM-10*CL-000002*50000**DC*20260303*NLI*USD*D9']);
    });

    it('goes on to the carrier, whose answers stay among the staff', async () => {
      const world = await given();
      await world.send('ACME', file('ACME', '920', CLAIM_920));
      const [{ id }] = await claimsOf(world);
      const answers = (status: string, amount = '', number = 'CL-000001') =>
        `F11*20260302*${number}*K-77*12000*${amount}*${status}*20260303*${amount ? 'CSO' : ''}*USD*D9`;
      const early = await world.send('RDWY', file('RDWY', '926', answers('RE')), aKey(GLOBEX));
      expect(await outcomesOf(world, early.receiptId)).toMatchObject([
        { outcome: 'REFUSED', note: expect.stringContaining('Claim from the carrier first') },
      ]);
      await world.service.ask(FROM_CARRIER, { id });
      const ours = await outgoing(world, 'RDWY', '920', 'CL-000001');
      expect(ours.filter((line) => /^(F0|L11)/.test(line))).toEqual([
        'F01*20260302*CL-000001*12000*RDWY*N*USD',
        'F02****BM*BOL-9*CN*PRO-9',
        'L11*QS-000001*SI',
        'F09*3*CA*VS*4000*12000*Crushed lamps**VN*LAMP-3',
      ]);
      const leg = async () => (await claimsOf(world))[0].legs[1];
      // An offer without the receipt before it.
      await world.send('RDWY', file('RDWY', '926', answers('02', '9000')), aKey(GLOBEX));
      expect(await leg()).toMatchObject({ state: 'OFFERED', reference: 'K-77', decidedAmount: { amountMinor: 9_000 } });
      await world.send('RDWY', file('RDWY', '926', answers('OH')), aKey(GLOBEX));
      expect(await leg()).toMatchObject({ state: 'OFFERED' });
      const held = await world.send('RDWY', file('RDWY', '926', answers('66')), aKey(GLOBEX));
      expect(held.state).toBe('held');
      const part = (number: string, minor: number) => `${answers('AG')}\nF13*${number}*20260303*${minor}***USD`;
      for (const again of [1, 2]) {
        const paid = await world.send('RDWY', file('RDWY', '926', part('P-1', 4_000)), aKey(GLOBEX));
        expect(await outcomesOf(world, paid.receiptId), `try ${again}`).toMatchObject([{ outcome: 'DONE' }]);
      }
      expect(await leg()).toMatchObject({ state: 'OFFERED', open: { amountMinor: 8_000 } });
      const toomuch = await world.send('RDWY', file('RDWY', '926', part('P-2', 8_001)), aKey(GLOBEX));
      expect(await outcomesOf(world, toomuch.receiptId)).toMatchObject([{ outcome: 'REFUSED' }]);
      expect((await world.send('RDWY', file('RDWY', '926', answers('AG')), aKey(GLOBEX))).state).toBe('held');
      await world.send(
        'RDWY',
        file('RDWY', '926', `${answers('26', '9000')}\nF13*W-1*20260303*9000***USD`),
        aKey(GLOBEX),
      );
      expect(await leg()).toMatchObject({ state: 'PAID', decidedAmount: { amountMinor: 9_000 }, open: null });
      // A claim against another carrier looks like none.
      const foreign = await world.send('RDWY', file('RDWY', '926', answers('DC', '', 'CL-000009')), aKey(GLOBEX));
      expect(await outcomesOf(world, foreign.receiptId)).toMatchObject([{ note: expect.stringContaining('no claim') }]);
      const status = 'B10*PRO-9*QS-000001*RDWY\nLX*1\nAT7*X6*NS***20260303*0930*UT\nMS1*CHICAGO*IL*US';
      const moved = await world.send('RDWY', file('RDWY', '214', status).replace('GS*GC', 'GS*QM'), aKey(GLOBEX));
      expect(await outcomesOf(world, moved.receiptId)).toMatchObject([{ outcome: 'DONE' }]);
      const types = async (viewer: Parameters<World['ediAs']>[0]) =>
        (await world.ediAs(viewer).ask(MESSAGES)).ediMessages.nodes
          .map((one: { direction: string; setTypes: string[] }) => `${one.direction} ${one.setTypes.join(' ')}`)
          .sort();
      expect(await types(aShipper(GLOBEX))).not.toContain('IN 926');
      // The shipment is another account's, whoever the carrier's partner is registered under.
      expect(await types(aShipper(GLOBEX))).not.toContain('IN 214');
      expect(await types(aShipper(GLOBEX))).not.toContain('OUT 920');
      expect(await types(aShipper(GLOBEX))).not.toContain('OUT 824');
      expect(await types(aShipper(ACME))).toContain('IN 920');
      const { ediMessages } = await world.edi.ask(MESSAGES, { claimId: id });
      const all = ediMessages.nodes.map(
        (one: { direction: string; setTypes: string[] }) => `${one.direction} ${one.setTypes}`,
      );
      expect(new Set(all)).toEqual(new Set(['IN 920', 'OUT 920', 'IN 926', 'OUT 824']));
    });
  });
});
