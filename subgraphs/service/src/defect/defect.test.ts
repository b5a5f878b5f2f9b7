import { describe, expect, it } from 'vitest';
import { analyse, correct, type Defect, reopen, verify } from './defect.ts';

const aDefect = (change: Partial<Defect> = {}): Defect => ({
  ...{ id: 'D', number: 'DF-1', title: 'Wet pallets', pattern: 'After rain', category: 'DAMAGE', state: 'OPEN' },
  ...{ rootCause: null, measure: null, correctedAt: null, effect: null, verifiedAt: null, ownerId: null },
  ...{ dueOn: null, unitPath: '/g/', openedBy: 'Ada', openedAt: 0, version: 1, ...change },
});
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code;

describe('a defect', () => {
  it('goes from the cause over the measure to the proof', () => {
    const analysed = analyse(aDefect(), ' The dock leaks ');
    expect(analysed).toMatchObject({ ok: true, value: { state: 'ANALYSED', rootCause: 'The dock leaks' } });
    const corrected = correct(aDefect({ state: 'ANALYSED' }), 'Roof mended', 7);
    expect(corrected).toMatchObject({ ok: true, value: { state: 'CORRECTED', correctedAt: 7 } });
    const how = { effect: 'Dry for a month', now: 9 };
    expect(verify(aDefect({ state: 'CORRECTED' }), { ...how, recurrences: 0 })).toMatchObject({
      value: { state: 'VERIFIED', verifiedAt: 9 },
    });
    expect(codeOf(verify(aDefect({ state: 'CORRECTED' }), { ...how, recurrences: 2 }))).toBe('DEFECT_RECURS');
  });

  it('takes no step before the one that leads to it, and none without words', () => {
    expect(codeOf(correct(aDefect(), 'Roof mended', 7))).toBe('DEFECT_STATE');
    expect(codeOf(reopen(aDefect(), 'Again'))).toBe('DEFECT_STATE');
    expect(codeOf(analyse(aDefect(), '  '))).toBe('REASON_MISSING');
  });

  it('keeps what was thought before, when it is there again', () => {
    const known = aDefect({ state: 'CORRECTED', rootCause: 'The dock leaks', measure: 'Roof mended', correctedAt: 7 });
    expect(reopen(known, 'Wet again')).toMatchObject({
      value: {
        ...{ state: 'OPEN', rootCause: null, correctedAt: null },
        pattern: 'After rain\n\nWet again\n— The dock leaks\n— Roof mended',
      },
    });
  });
});
