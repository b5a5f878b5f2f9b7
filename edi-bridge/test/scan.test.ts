import { describe, expect, it } from 'vitest';
import { checkFile, processFile } from '../src/check/check.ts';
import { segmentsOf } from '../src/x12/segment.ts';
import { changed, fixture, fixtureNames } from './fixtures.ts';

const now = new Date('2026-01-02T09:30:00Z');

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

const verdict = async (bytes: Buffer): Promise<string> => (await checkFile(bytes, { now })).verdict;

describe('the scanner', () => {
  it.each(fixtureNames())('answers the same for every chunk size: %s', async (name) => {
    const bytes = Buffer.concat([fixture(name), Buffer.from('\r\nJUNK')]);
    const whole = await checkFile(bytes, { now });
    for (const size of [...Array.from({ length: 130 }, (_, at) => at + 1), 400, 997, 5000])
      expect(await checkFile(inChunks(bytes, size), { now })).toEqual(whole);
  });

  it('answers the same for every chunk size when an IEA is missing', async () => {
    const good = fixture('940-valid.x12').toString().replaceAll('000000001', '000000002');
    const bytes = Buffer.from(changed('940-valid.x12', /IEA.*\n/, '').toString() + good);
    const whole = await checkFile(bytes, { now });
    expect(whole.interchanges.map((each) => each.verdict)).toEqual(['rejected', 'accepted']);
    for (let size = 1; size < 300; size++) expect(await checkFile(inChunks(bytes, size), { now })).toEqual(whole);
  });

  it.each(fixtureNames().filter((name) => name !== 'two-interchanges.x12'))(
    'never accepts a file cut anywhere: %s',
    async (name) => {
      const bytes = fixture(name);
      const end = bytes.toString('latin1').trimEnd().length;
      for (let at = 0; at < end; at++)
        expect(['accepted', 'accepted_with_errors']).not.toContain(await verdict(bytes.subarray(0, at)));
    },
  );

  it('accepts only the first of two interchanges when cut', async () => {
    const bytes = fixture('two-interchanges.x12');
    const second = bytes.lastIndexOf('ISA');
    for (let at = second + 1; at < bytes.length - 1; at++)
      expect(await verdict(bytes.subarray(0, at))).toBe('partly_accepted');
  });

  it('takes the separators from every interchange anew', async () => {
    const { report, accepted } = processFile(fixture('two-interchanges.x12'));
    expect(report.interchanges.map((each) => each.control)).toEqual(['000000001', '000000002']);
    expect(accepted.map(({ set }) => segmentsOf(set)[1]?.elements[2])).toEqual(['SO-1', 'SO-2']);
  });

  it.each([
    ['\n', '\n'],
    ['\r', '\r'],
    ['\r\n', '\r\n'],
    ['~', '~'],
    ['~\r\n  ', '~'],
  ])('reads files whose segments end with %j', async (ending) => {
    expect(await verdict(changed('940-valid.x12', /~\n/g, ending))).toBe('accepted');
  });

  it('reads past a byte-order mark and leading blanks', async () => {
    const bytes = Buffer.concat([Buffer.from('\ufeff \r\n'), fixture('940-valid.x12'), Buffer.from('\r\n \u001a')]);
    expect(await verdict(bytes)).toBe('accepted');
  });

  it('points at byte, line and segment of each set', () => {
    const { accepted } = processFile(fixture('two-interchanges.x12'));
    const places = accepted.flatMap(({ set }) => segmentsOf(set).map(({ tag, at }) => ({ tag, at })));
    const text = fixture('two-interchanges.x12').toString('latin1');
    for (const { tag, at } of places) {
      expect(text.slice(at.byte, at.byte + tag.length)).toBe(tag);
      expect(text.slice(0, at.byte).split('\n').length).toBe(at.line);
      expect(text.slice(0, at.byte).split(/[~!]/).length).toBe(at.segment);
    }
  });

  it('reports bytes before, between and after interchanges', async () => {
    const good = fixture('940-valid.x12').toString();
    const report = await checkFile(
      Buffer.from(`HELLO\n${good}BETWEEN\n${good.replaceAll('000000001', '000000002')}AFTER`),
    );
    expect(report.errors.map(({ code, at }) => [code, at.line])).toEqual([
      ['BYTES_OUTSIDE_INTERCHANGE', 1],
      ['BYTES_OUTSIDE_INTERCHANGE', 23],
      ['BYTES_OUTSIDE_INTERCHANGE', 45],
    ]);
    expect(report.verdict).toBe('partly_accepted');
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'EMPTY'],
    ['only blanks', Buffer.from(' \r\n '), 'EMPTY'],
    ['prose', Buffer.from('Dear Sirs, please find attached our order.'), 'NOT_EDI'],
    ['a set without envelope', Buffer.from('ST*940*0001~W05*N*1~SE*3*0001~'), 'NO_ENVELOPE'],
    ['UTF-16', Buffer.from(`\ufeff${fixture('940-valid.x12')}`, 'utf16le'), 'UTF16'],
  ])('quarantines %s with a clear error', async (_what, bytes, code) => {
    const report = await checkFile(bytes);
    expect([report.verdict, report.errors.map((error) => error.code)]).toEqual(['quarantined', [code]]);
  });

  it.each([
    ['equal separators', /\*P\*>~/, '*P**~', '027'],
    ['a letter as terminator', /P\*>~\n/, 'P*>Z\n', '004'],
    ['collapsed blanks in the ISA', /ACME {11}/, 'ACME', '022'],
  ])('refuses an ISA with %s', async (_what, from, to, note) => {
    const report = await checkFile(changed('940-valid.x12', from, to));
    expect([report.verdict, report.interchanges[0]?.errors[0]?.code]).toEqual(['rejected', note]);
  });

  it('rejects an interchange that holds a NUL', async () => {
    const report = await checkFile(changed('940-valid.x12', 'Corner', 'Cor\0ner'));
    expect([report.verdict, report.interchanges[0]?.ta1]).toEqual(['rejected', { code: 'R', note: '024' }]);
  });

  it('flags bytes that are not UTF-8', async () => {
    const report = await checkFile(changed('940-valid.x12', 'Corner', 'Caf\u00e9'));
    expect(report.interchanges[0]?.groups[0]?.sets[0]?.errors[0]).toMatchObject({
      segment: 'N1',
      element: 2,
      elementCode: '6',
    });
  });

  it('ends an endless segment with a clear error', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield fixture('940-valid.x12').subarray(0, 200);
      for (let at = 0; at < 100; at++) yield Buffer.alloc(65_536, 'A');
    }
    const report = await checkFile(endless());
    expect(report.verdict).toBe('rejected');
    expect(report.interchanges[0]?.errors[0]?.message).toMatch(/longer than 65536 bytes/);
  });

  it('ends an endless set with a clear error', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield fixture('940-valid.x12').subarray(0, 200);
      for (let at = 0; at < 64; at++) yield Buffer.alloc(65_536, 'NTE**A~');
    }
    const report = await checkFile(endless(), { limits: { setBytes: 2 ** 20 } });
    expect(report.interchanges[0]?.errors[0]?.message).toMatch(/set is larger/);
  });

  it('closes an interchange whose IEA is bare', async () => {
    expect((await checkFile(changed('940-valid.x12', /IEA.*~/, 'IEA~'))).interchanges[0]?.ta1?.note).toBe('001');
  });

  it('never throws on random corruption', async () => {
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    for (let round = 0; round < 3000; round++) {
      const bytes = Buffer.from(fixture(fixtureNames()[round % fixtureNames().length] ?? '940-valid.x12'));
      for (let hit = 0; hit <= random(4); hit++) {
        const at = random(bytes.length);
        if (random(2)) bytes[at] = random(256);
        else bytes.copy(bytes, at, random(bytes.length));
      }
      const report = await checkFile(bytes, { now });
      expect(['accepted', 'accepted_with_errors', 'partly_accepted', 'rejected', 'quarantined']).toContain(
        report.verdict,
      );
    }
  });
});
