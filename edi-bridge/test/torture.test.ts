import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import type { FileReport } from '../src/check/report.ts';
import { isSafeValue, writeInterchange } from '../src/x12/write.ts';
import { allErrors, changed, fixture } from './fixtures.ts';

const execute = promisify(execFile);
const order = fixture('940-valid.x12').toString();
const [isa = '', gs = ''] = order.split('\n');
const lineOf = (tag: string): string => order.split('\n').find((line) => line.startsWith(`${tag}*`)) ?? '';
const without = (tag: string): string => order.replace(`${lineOf(tag)}\n`, '');
const twice = (tag: string): string => order.replace(lineOf(tag), `${lineOf(tag)}\n${lineOf(tag)}`);
const before = (tag: string, text: string): string => order.replace(lineOf(tag), `${text}\n${lineOf(tag)}`);

/** Whatever is refused is refused in words: the place, the rule, and how to mend it. */
function expectWords(report: FileReport, bytes: Buffer): void {
  const errors = allErrors(report);
  expect(errors.length).toBeGreaterThan(0);
  for (const { message, fix, code, at } of errors) {
    expect(`${code} ${message} ${fix}`).toMatch(/^\S+ \S.{8,} \S.{8,}/);
    expect(at.byte).toBeLessThanOrEqual(bytes.length);
    expect(bytes.subarray(0, at.byte).toString('latin1').split('\n').length).toBeLessThanOrEqual(at.line);
    expect(at.segment).toBeGreaterThanOrEqual(0);
  }
}

describe('envelopes', () => {
  it.each([
    ['no ISA', without('ISA'), 'quarantined'],
    ['no GS', without('GS'), 'rejected'],
    ['no ST', without('ST'), 'rejected'],
    ['no SE', without('SE'), 'rejected'],
    ['no GE', without('GE'), 'rejected'],
    ['no IEA', without('IEA'), 'rejected'],
    ['two ISA', twice('ISA'), 'rejected'],
    ['two GS', twice('GS'), 'rejected'],
    ['two ST', twice('ST'), 'rejected'],
    ['two SE', twice('SE'), 'rejected'],
    ['two GE', twice('GE'), 'rejected'],
    ['two IEA', twice('IEA'), 'partly_accepted'],
    ['an interchange inside a set', before('W76', isa), 'rejected'],
    ['a group inside a set', before('W76', gs), 'rejected'],
    ['a set inside a set', before('W76', 'ST*940*0002~'), 'rejected'],
    ['a trailer of a group inside a set', before('W76', 'GE*1*101~'), 'rejected'],
    ['a trailer of an interchange inside a set', before('W76', 'IEA*1*000000001~'), 'rejected'],
    ['trailers in the wrong order', order.replace(/(GE.*\n)(IEA.*\n)/, '$2$1'), 'rejected'],
    ['all of it twice', order + order, 'partly_accepted'],
    ['wrong IEA02', order.replace('IEA*1*000000001', 'IEA*1*000000009'), 'rejected'],
    ['wrong GE02', order.replace('GE*1*101', 'GE*1*102'), 'rejected'],
    ['wrong SE02', order.replace('SE*17*0001', 'SE*17*0002'), 'rejected'],
    ['a control number without digits', order.replaceAll('*000000001', '*ABCDEFGHI'), 'rejected'],
    ['a group of another kind', order.replace('GS*OW', 'GS*SM'), 'rejected'],
  ])('with %s are refused in words', async (_what, text, verdict) => {
    const bytes = Buffer.from(text);
    const report = await checkFile(bytes);
    expect(report.verdict).toBe(verdict);
    expectWords(report, bytes);
  });

  it.each(['A', '7', ' ', '\t', '\0', '\u00e9'])('with %j as any separator are refused in words', async (bad) => {
    const damaged = [order.replaceAll('*', bad), order.replaceAll('~', bad), order.replace('>~', `${bad}~`)];
    for (const text of damaged) {
      const bytes = Buffer.from(text, 'latin1');
      const report = await checkFile(bytes);
      expect(['rejected', 'quarantined']).toContain(report.verdict);
      expectWords(report, bytes);
    }
  });

  it.each([
    ['element and component', (text: string) => text.replace('*P*>~', '*P**~')],
    ['component and terminator', (text: string) => text.replace('*P*>~', '*P*~~')],
    ['element and terminator', (text: string) => text.replaceAll('~', '*')],
  ])('with equal separators of %s are refused in words', async (_what, damage) => {
    const bytes = Buffer.from(damage(order));
    const report = await checkFile(bytes);
    expect(['rejected', 'quarantined']).toContain(report.verdict);
    expectWords(report, bytes);
  });
});

describe('text', () => {
  it('wrapped at 80 columns is refused at the wrapped ISA', async () => {
    const bytes = Buffer.from(order.replaceAll('\n', '').replace(/.{80}/g, '$&\r\n'));
    const report = await checkFile(bytes);
    expect(report.verdict).not.toBe('accepted');
    expectWords(report, bytes);
    expect(allErrors(report)[0]?.at.line).toBe(1);
  });

  it('wrapped behind the ISA is refused at each broken value', async () => {
    const bytes = changed('940-valid.x12', 'Bottled spring', 'Bottled\r\nspring');
    const report = await checkFile(bytes);
    expect(report.verdict).toBe('rejected');
    expect(allErrors(report)).toMatchObject([{ segment: 'G69', element: 1, elementCode: '6', at: { line: 15 } }]);
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from(`\ufeff${order}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(order, 'utf16le')],
    ['a NUL in a value', Buffer.from(order.replace('Corner', 'Cor\0ner'))],
    ['a NUL between segments', Buffer.from(order.replace('N3*', '\0N3*'))],
    ['bytes that are no UTF-8', Buffer.from(order.replace('Corner', 'Caf\u00e9 \u00ff'), 'latin1')],
    [
      'a cut character',
      Buffer.concat([Buffer.from(order.slice(0, 200)), Buffer.from([0xe6, 0xb8]), Buffer.from(order.slice(200))]),
    ],
  ])('with %s is refused in words', async (_what, bytes) => {
    const report = await checkFile(bytes);
    expect(['rejected', 'quarantined']).toContain(report.verdict);
    expectWords(report, bytes);
  });
});

/** What a process with so little memory answers to a file of a kind; it ends by itself or it has run out. */
async function inLittleMemory(kind: string): Promise<{ verdict: string; messages: string[]; rssMb: number }> {
  const child = fileURLToPath(new URL('./torture-child.ts', import.meta.url));
  const flags = ['--max-old-space-size=160', '--conditions=source', '--import', 'tsx'];
  const { stdout } = await execute(process.execPath, [...flags, child, kind]);
  return JSON.parse(stdout);
}

describe('size', () => {
  it.each([
    ['50 MB on one line', 'one-line', 'accepted', null],
    ['a million segments in one set', 'million', 'rejected', /1000003 segments; at most 200000/],
    ['a million segments that nobody knows', 'unknown', 'rejected', /more errors, which are not listed/],
    ['an element of 10 MB', 'element', 'rejected', /segment is longer than 65536 bytes/],
    ['a set that never ends', 'endless-set', 'rejected', /set is larger than 16777216 bytes/],
    ['more sets than a file may have', 'sets', 'rejected', /more than 250000 transaction sets/],
  ])(
    'of %s stays in bounds',
    async (_what, kind, verdict, message) => {
      const answer = await inLittleMemory(kind);
      expect(answer.verdict).toBe(verdict);
      if (message) expect(answer.messages.join('\n')).toMatch(message);
    },
    60_000,
  );
});

describe('what goes out', () => {
  const hostile = ['*', '~', '>', '^', '\n', '\r', '\0', '\u001d', '\u007f', '\ufffd'];
  const advice = (values: (place: string) => string) => ({
    sender: 'ZZ:QUAYSIDE',
    receiver: 'ZZ:ACME',
    control: 7,
    version: '004010',
    usage: 'P' as const,
    date: '20260102',
    time: '0930',
    groups: [
      {
        functionalId: values('group'),
        control: 3,
        sender: values('sender'),
        receiver: values('receiver'),
        sets: [
          {
            type: '945',
            segments: [
              ['W06', 'F', values('element')],
              ['N1', 'ST', ['A', values('component')]],
            ],
          },
        ],
      },
    ],
  });

  it('is refused with a hostile character in any place', () => {
    expect(writeInterchange(advice(() => 'AB')).ok).toBe(true);
    for (const place of ['group', 'sender', 'receiver', 'element', 'component'])
      for (const bad of hostile) {
        const written = writeInterchange(advice((asked) => (asked === place ? `A${bad}B` : 'AB')));
        expect([place, bad, written.ok]).toEqual([place, bad, false]);
      }
  });

  it('knows a hostile character under any separators', () => {
    const delimiters = { element: ']', component: '\\', repetition: '-', terminator: '[' };
    for (const bad of [']', '\\', '-', '[', ...hostile.slice(4)])
      expect([bad, isSafeValue(`A${bad}`, delimiters)]).toEqual([bad, false]);
    for (const good of ['*', '~', '^', '\u00e9', '\u4e2d'])
      expect([good, isSafeValue(`A${good}`, delimiters)]).toEqual([good, true]);
  });
});
