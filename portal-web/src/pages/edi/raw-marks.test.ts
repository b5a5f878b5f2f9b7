import { describe, expect, it } from 'vitest';
import { markRaw } from './raw-marks.ts';

const ISA = 'ISA*00*          *00*          *ZZ*ACME           *ZZ*QUAYSIDE       *260102*0930*U*00401*000000001*0*P*>';

describe('markRaw', () => {
  it('takes the terminator from the ISA', () => {
    expect(markRaw(`${ISA}~GS*OW~SE*2*1~`, []).map(({ text }) => text)).toEqual([`${ISA}~`, 'GS*OW~', 'SE*2*1~']);
  });

  it('marks the segment that holds the byte', () => {
    const raw = `${ISA}~\nN1*ST*Überseehafen~\nSE*2*1~\n`;
    const byte = new TextEncoder().encode(raw.slice(0, raw.indexOf('SE*'))).length + 3;
    expect(markRaw(raw, [{ byte }]).filter(({ faulty }) => faulty)).toMatchObject([{ text: 'SE*2*1~', number: 3 }]);
  });

  it('falls back to the number of the segment', () => {
    expect(markRaw(`${ISA}~GS*OW~`, [{ line: 2 }])[1]?.faulty).toBe(true);
  });

  it('breaks text that is no interchange at line ends', () => {
    expect(markRaw('hello\nworld', []).map(({ text }) => text)).toEqual(['hello', 'world']);
  });
});
