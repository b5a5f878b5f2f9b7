import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { runCheck } from '../src/check/cli.ts';
import { policyWith } from '../src/dictionary/policy.ts';
import { changed, fixture } from './fixtures.ts';

const set = async (bytes: Buffer, options = {}) =>
  (await checkFile(bytes, options)).interchanges[0]!.groups[0]!.sets[0]!;

/** Replaces lines and keeps SE01 right. */
const edited = (name: string, from: string | RegExp, to: string): Buffer => {
  const text = changed(name, from, to).toString('latin1');
  const count = text.split('\n').filter((line) => /^\w/.test(line)).length - 4;
  return Buffer.from(text.replace(/SE\*\d+/, `SE*${count}`), 'latin1');
};

describe('the content check', () => {
  it.each([
    ['a missing begin segment', /W05.*\n/, '', 'W05', '3', null],
    ['a doubled begin segment', /(W05.*\n)/, '$1$1', 'W05', '5', null],
    ['an unknown segment', /NTE.*\n/, 'QQQ*1~\n', 'QQQ', '1', null],
    ['a segment of another document', /NTE.*\n/, 'B10*1*2*SCAC~\n', 'B10', '6', null],
    ['a missing mandatory element', 'W01*12*CA', 'W01**CA', 'W01', '8', '1'],
    ['letters in a quantity', 'W01*12*', 'W01*TWELVE*', 'W01', '8', '6'],
    ['a code outside a closed list', 'W05*N', 'W05*Q', 'W05', '8', '7'],
    ['a date that does not exist', '20260105', '20260230', 'G62', '8', '8'],
    ['one element too many', 'LX*2~', 'LX*2*3~', 'LX', '8', '3'],
  ])('rejects %s', async (_what, from, to, segment, segmentCode, elementCode) => {
    const answer = await set(edited('940-valid.x12', from, to));
    expect([answer.verdict, answer.codes]).toEqual(['R', ['5']]);
    expect(answer.errors[0]).toMatchObject({ segment, segmentCode, elementCode });
  });

  it('finds a control total that does not fit the lines', async () => {
    const answer = await set(edited('940-valid.x12', /W76\*\d+/, 'W76*999'));
    expect([answer.verdict, answer.codes]).toEqual(['E', ['5']]);
    expect(answer.errors).toMatchObject([{ code: 'TOTAL', segment: 'W76', element: 1, value: '999' }]);
    const strict = { policy: policyWith({ kinds: { control_total: 'reject' } }) };
    expect((await set(edited('940-valid.x12', /W76\*\d+/, 'W76*999'), strict)).verdict).toBe('R');
  });

  it('rejects a begin segment that was moved to the end', async () => {
    const answer = await set(changed('940-valid.x12', /(W05.*\n)([\s\S]*?)(SE\*)/, '$2$1$3'));
    expect([answer.verdict, answer.errors[0]?.segmentCode]).toEqual(['R', '7']);
  });

  it('accepts everyday deviations with an error each', async () => {
    const answer = await set(fixture('940-everyday-deviations.x12'));
    expect(answer.verdict).toBe('E');
    expect(answer.errors.map(({ segment, code }) => `${segment} ${code}`)).toEqual([
      'G62 AK403-8',
      'N1 AK304-7',
      'N4 AK403-5',
      'W66 AK403-5',
      'LX AK304-3',
    ]);
  });

  it('never calls a code of an open list wrong', async () => {
    expect((await set(changed('940-valid.x12', 'N1*SF', 'N1*QX'))).verdict).toBe('A');
  });

  it('lets a partner tighten and loosen the rules', async () => {
    const tight = policyWith({ kinds: { element_too_long: 'reject' } });
    expect((await set(fixture('940-everyday-deviations.x12'), { policy: tight })).verdict).toBe('R');
    const loose = policyWith({ places: { W0501: 'ignore' } });
    expect((await set(changed('940-valid.x12', 'W05*N', 'W05*Q'), { policy: loose })).verdict).toBe('A');
  });

  it('names loop, position and place of a fault', async () => {
    const bytes = edited('940-valid.x12', 'W01*12*', 'W01*X*');
    const [error] = (await set(bytes)).errors;
    expect(error).toMatchObject({
      loop: '0310',
      position: 12,
      element: 1,
      value: 'X',
      at: { line: 14, segment: 14, byte: bytes.indexOf('W01') },
    });
  });

  it.each(['204-valid.x12', '204-valid-5010.x12', '940-valid-5010.x12'])(
    'accepts the valid fixture %s',
    async (name) => {
      expect((await set(fixture(name))).errors).toEqual([]);
    },
  );
});

describe('the check command', () => {
  const path = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).pathname;

  it('prints one line of JSON per file', async () => {
    const lines: string[] = [];
    const code = await runCheck([path('940-valid.x12'), path('940-bad-count.x12'), '--json'], {
      out: (text) => lines.push(text),
      err: () => undefined,
    });
    expect([code, lines.map((line) => JSON.parse(line).verdict)]).toEqual([1, ['accepted', 'rejected']]);
  });

  it('reads well and fails on a missing file', async () => {
    const out: string[] = [];
    expect(await runCheck([path('940-valid.x12')], { out: (text) => out.push(text), err: () => undefined })).toBe(0);
    expect(out.join('')).toContain('940 0001: A');
    expect(await runCheck(['/nowhere.x12'], { out: () => undefined, err: () => undefined })).toBe(1);
  });
});
