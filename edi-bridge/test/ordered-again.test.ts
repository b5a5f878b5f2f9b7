import { eachDatabase } from '@quayside/shared/testing/databases';
import { describe, expect, it } from 'vitest';
import { fixture } from './fixtures.ts';
import { shipmentCount } from './ledger-messages.ts';
import { type World, worlds } from './world.ts';

const SETS = `query($id: ID!) { ediMessage(id: $id) { state summary errors { code message } sets { outcome note } } }`;
const NOTICES = '{ inboundNotices { nodes { number lines { expectedQuantity } } } }';

/** One set in its envelope. */
const file = (control: number, [group, version]: readonly [string, string], set: string): string => {
  const type = /ST\*(\d+)/.exec(set)?.[1];
  expect(type).toBeDefined();
  return `ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260102*0930*U*00401*${String(control).padStart(9, '0')}*0*P*>~
GS*${group}*ACME*QUAYSIDE*20260102*0930*${control}*X*${version}~
${set}GE*1*${control}~
IEA*1*${String(control).padStart(9, '0')}~
`;
};
const set = (text: string): string => {
  const lines = text.trim().split('\n');
  return [...lines.map((line) => `${line.trim()}~`), `SE*${lines.length + 1}*0001~`, ''].join('\n');
};

type Make = (control: number, quantity: number) => string;
const FIRST = {
  '940': (control, quantity) =>
    file(
      control,
      ['OW', '004010'],
      set(`ST*940*0001
        W05*N*SO-1
        N1*ST*Corner Grocery*92*STORE7
        W66*PP*M
        LX*1
        W01*${quantity}*CA**VN*SKU-100
        W76*${quantity}`),
    ),
  '943': (control, quantity) =>
    file(
      control,
      ['AR', '004010'],
      set(`ST*943*0001
        W06*N*TR-1*20260102*BOL-1
        N1*WH*Quayside Memphis*91*MEM
        W27*M*FXFE
        W04*${quantity}*EA**VN*A
        W03*${quantity}`),
    ),
  '850': (control, quantity) =>
    file(
      control,
      ['PO', '004010'],
      set(`ST*850*0001
        BEG*00*SA*PO-1**20260301
        N1*ST*Store 7*92*0007
        PO1*1*${quantity}*EA***VN*A1
        CTT*1`),
    ),
} satisfies Record<string, Make>;

const told = async (world: World, text: string) => {
  const receipt = await world.send('ACME', text);
  const { ediMessage } = await world.edi.ask(SETS, { id: receipt.receiptId });
  return { receipt, ...ediMessage };
};
const ACCEPTED = { verdict: 'accepted', interchanges: [{ groups: [{ verdict: 'A', accepted: 1 }] }] };

eachDatabase((engine) => {
  const start = worlds(engine);
  const withPartner = async (): Promise<World> => {
    const world = await start();
    await world.partner({ id: 'ACME', outSets: ['824', '990'] });
    return world;
  };

  describe('what came before under another number', () => {
    it.each(Object.entries(FIRST))('is ignored with a note: %s', async (_, made) => {
      const world = await withPartner();
      expect(await told(world, made(1, 5))).toMatchObject({ sets: [{ outcome: 'DONE' }] });
      const again = await told(world, made(2, 5));
      expect(again.sets).toMatchObject([{ outcome: 'IGNORED', note: expect.stringContaining('came before') }]);
      expect(again).toMatchObject({ state: 'PROCESSED', errors: [{ code: 'SET_IGNORED' }], receipt: ACCEPTED });
      const changed = await told(world, made(3, 6));
      expect(changed.sets).toMatchObject([{ outcome: 'REFUSED', note: expect.stringContaining('To change it') }]);
      expect((await shipmentCount(world)) + (await world.shipments.ask(NOTICES)).inboundNotices.nodes.length).toBe(1);
      await world.bridge.settle();
      expect(world.out('ACME').filter(({ name }) => name.includes('-824-'))).toHaveLength(1);
    });

    it('is ignored as a tender, and not answered twice', async () => {
      const world = await withPartner();
      const tender = fixture('204-valid.x12').toString();
      await world.send('ACME', tender);
      const control = /ISA\*.*\*(\d{9})\*\d\*[PT]/.exec(tender)?.[1] ?? '';
      const again = await told(world, tender.replaceAll(control, '000000777'));
      expect(again.sets).toMatchObject([{ outcome: 'IGNORED' }]);
      expect(await shipmentCount(world)).toBe(1);
    });

    it('is ignored twice in one file as well', async () => {
      const world = await withPartner();
      const order = FIRST['940'](1, 5);
      const [, one = ''] = /(ST\*[\s\S]*SE\*\d+\*0001~\n)/.exec(order) ?? [];
      const two = one.replaceAll('*0001', '*0002');
      const { sets } = await told(world, order.replace(one, one + two).replace('GE*1', 'GE*2'));
      expect(sets).toMatchObject([{ outcome: 'DONE' }, { outcome: 'IGNORED' }]);
      expect(await shipmentCount(world)).toBe(1);
    });

    it('is not ignored when the order was cancelled', async () => {
      const world = await withPartner();
      const order = FIRST['940'];
      await world.send('ACME', order(1, 5));
      await world.send('ACME', order(2, 5).replace('W05*N', 'W05*F'));
      expect((await told(world, order(3, 5))).sets).toMatchObject([{ outcome: 'REFUSED' }]);
    });
  });
});
