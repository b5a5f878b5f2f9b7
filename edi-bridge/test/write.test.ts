import { describe, expect, it } from 'vitest';
import { processFile } from '../src/check/check.ts';
import { readSet } from '../src/x12/set-model.ts';
import { type OutgoingInterchange, plainText, writeInterchange } from '../src/x12/write.ts';
import { fixture } from './fixtures.ts';

const advice = (name: string): OutgoingInterchange => ({
  sender: 'ZZ:QUAYSIDE',
  receiver: 'ZZ:ACME',
  control: 7,
  version: '004010',
  usage: 'P',
  date: '20260102',
  time: '0930',
  groups: [
    {
      functionalId: 'SW',
      control: 3,
      sets: [
        {
          type: '945',
          segments: [
            ['W06', 'F', 'SO-1', '20260102', 'SHP1', '', 'PO-1'],
            ['N1', 'ST', name],
          ],
        },
      ],
    },
  ],
});

describe('the writer', () => {
  it('pads the ISA and counts its trailers', () => {
    const written = writeInterchange(advice('Corner Grocery'));
    const text = written.ok ? written.value : '';
    expect(text.indexOf('\n')).toBe(106);
    expect(text).toContain('SE*4*0001~\nGE*1*3~\nIEA*1*000000007~');
  });

  it.each(['A*B CO', 'A~B', 'A>B', 'A^B', 'A\nB', 'A\0B'])('refuses the value %j', (name) => {
    expect(writeInterchange(advice(name))).toMatchObject({ ok: false, refusal: { code: 'EDI_OUTPUT_REFUSED' } });
  });

  it('makes free text safe on request', () => {
    expect(writeInterchange(advice(plainText('A*B\nCO ~ Ltd', 60))).ok).toBe(true);
    expect(plainText('A*B\nCO ~ Ltd', 60)).toBe('A B CO Ltd');
  });

  it('refuses ids and numbers that do not fit', () => {
    expect(writeInterchange({ ...advice('X'), sender: 'ZZ:AN ID OF SIXTEEN' }).ok).toBe(false);
    expect(writeInterchange({ ...advice('X'), control: 1_000_000_000 }).ok).toBe(false);
  });
});

describe('the set model', () => {
  const model = (text: string) => {
    const [first] = processFile(Buffer.from(text)).accepted;
    const answer = readSet(first!.set);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value;
  };

  it('reads a set by tag, element and loop', () => {
    const order = model(fixture('940-valid.x12').toString());
    expect(order.value('W05', 2)).toBe('SO-1');
    const parties = order.before('LX').loops('N1', 'N9', 'G62');
    expect(parties.map((party) => [party.value('N1', 1), party.value('N4', 1)])).toEqual([
      ['ST', 'Baltimore'],
      ['SF', ''],
    ]);
    expect(order.loops('W01', 'W76').map((line) => line.value('W01', 1))).toEqual(['12', '3']);
  });

  it('gives an empty segment no elements', () => {
    const order = model(fixture('940-valid.x12').toString().replace('LX*2~', 'G62~\nLX*2~').replace('SE*17', 'SE*18'));
    expect(order.all('G62').at(-1)?.size).toBe(0);
  });
});
