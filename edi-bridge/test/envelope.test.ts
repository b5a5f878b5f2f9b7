import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { changed, fixture } from './fixtures.ts';

const interchange = async (bytes: Buffer) => (await checkFile(bytes)).interchanges[0]!;
const group = async (bytes: Buffer) => (await interchange(bytes)).groups[0]!;

describe('the envelope', () => {
  it.each([
    ['another number in IEA02', /IEA\*1\*000000001/, 'IEA*1*000000009', '001'],
    ['a wrong count in IEA01', /IEA\*1\*/, 'IEA*2*', '021'],
    ['no IEA', /IEA.*\n/, '', '023'],
    ['no GE and no IEA', /GE[\s\S]*/, '', '023'],
    ['letters in ISA13', /000000001(?=\*0\*P)/, 'ABC000001', '018'],
    ['an unknown usage', /\*0\*P\*/, '*0*Q*', '020'],
    ['a segment between ISA and GS', /\nGS/, '\nN1*ST~\nGS', '022'],
    ['an unknown qualifier', /\*ZZ\*ACME/, '*XX*ACME', '005'],
    ['no sender id', /ACME {11}/, ' '.repeat(15), '006'],
  ])('rejects an interchange with %s', async (_what, from, to, note) => {
    const answer = await interchange(changed('940-valid.x12', from, to));
    expect([answer.verdict, answer.ta1]).toEqual(['rejected', { code: 'R', note }]);
    expect(answer.acknowledgements.map(({ type }) => type)).toEqual(note === '006' ? [] : ['TA1']);
    expect(answer.groups.every(({ verdict, accepted }) => verdict === 'R' && accepted === 0)).toBe(true);
  });

  it('accepts small faults of the ISA with an error', async () => {
    const answer = await interchange(changed('940-valid.x12', '260102*0930', '261302*0930'));
    expect([answer.verdict, answer.ta1]).toEqual(['accepted_with_errors', { code: 'E', note: '014' }]);
  });

  it.each([
    ['another number in GE02', /GE\*1\*101/, 'GE*1*102', '4'],
    ['a wrong count in GE01', /GE\*1\*/, 'GE*2*', '5'],
    ['no GE', /GE\*.*\n/, '', '3'],
    ['letters in GS06', /0930\*101/, '0930*ABC', '6'],
    ['an unknown version', /X\*004010/, 'X*003010', '2'],
  ])('rejects a group with %s', async (_what, from, to, code) => {
    const answer = await group(changed('940-valid.x12', from, to));
    expect([answer.verdict, answer.accepted, answer.codes.includes(code)]).toEqual(['R', 0, true]);
  });

  it.each([
    ['no SE', /SE\*.*\n/, '', '2'],
    ['another number in SE02', /SE\*17\*0001/, 'SE*17*0002', '3'],
    ['a wrong count in SE01', /SE\*17/, 'SE*18', '4'],
    ['a type that does not fit GS01', /ST\*940/, 'ST*945', '6'],
    ['an unknown type', /ST\*940/, 'ST*999', '6'],
    ['no ST02', /ST\*940\*0001/, 'ST*940', '7'],
  ])('rejects a set with %s', async (_what, from, to, code) => {
    const answer = (await group(changed('940-valid.x12', from, to))).sets[0]!;
    expect([answer.verdict, answer.codes.includes(code)]).toEqual(['R', true]);
  });

  it('counts leading zeros in SE01 as a number', async () => {
    expect((await interchange(changed('940-valid.x12', 'SE*17*', 'SE*0000000017*'))).verdict).toBe('accepted');
  });

  it('answers A, R, A for a good, a bad and a good set', async () => {
    const answer = await interchange(fixture('940-good-bad-good.x12'));
    expect(answer.groups[0]?.sets.map(({ verdict }) => verdict)).toEqual(['A', 'R', 'A']);
    expect(answer.acknowledgements[0]?.raw).toContain('AK9*P*3*3*2~');
    expect(answer.acknowledgements[0]?.raw.match(/AK5\*\w/g)).toEqual(['AK5*A', 'AK5*R', 'AK5*A']);
  });

  it('rejects the second set with the same number', async () => {
    const answer = await group(changed('940-good-bad-good.x12', /0003/g, '0001'));
    expect(answer.sets.map(({ verdict, codes }) => [verdict, codes[0]])).toEqual([
      ['A', undefined],
      ['R', '5'],
      ['R', '23'],
    ]);
  });

  it('rejects a control number that the file used before', async () => {
    const report = await checkFile(Buffer.concat([fixture('940-valid.x12'), fixture('940-valid.x12')]));
    expect(report.interchanges.map(({ ta1 }) => ta1?.note)).toEqual(['000', '025']);
    expect(report.verdict).toBe('partly_accepted');
  });

  it('keeps the second interchange when the first has no IEA', async () => {
    const cut = changed('940-valid.x12', /IEA.*\n/, '').toString();
    const report = await checkFile(
      Buffer.from(cut + fixture('940-valid.x12').toString().replaceAll('000000001', '000000002')),
    );
    expect(report.interchanges.map(({ verdict }) => verdict)).toEqual(['rejected', 'accepted']);
  });
});
