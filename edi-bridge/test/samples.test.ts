import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { allErrors, fixture, fixtureNames, sample, sampleNames } from './fixtures.ts';

const verdicts = ['accepted', 'accepted_with_errors', 'partly_accepted', 'rejected', 'quarantined'];
// Damaged envelopes: cut or collapsed ISA, wrong counts, differing numbers, missing trailers.
const broken = [
  'no-matching-segment-count',
  'no-se-trailer',
  'CorruptIsa',
  '940_Failed_SE01',
  'nalx-broken-lx',
  'scac-klsa',
  'snapshot-5010',
  'dcg-apparel',
  'rejected-810',
  'gs-ar-n1',
  'jlco-abf-5030',
  'simplot',
  'waqe-out',
  'napa-5010',
  'x12.850a',
  'x12.214',
  'Sample_4010_856',
  'x12_999_accepted',
  'x12_interchange_ack',
  'two-parcels',
  'DuplicateMessage',
  'message.edi',
  'edifact.ORDRSP',
  'PurchaseOrderInvalid',
  'DBSchenker',
];
const names = sampleNames();

describe(
  names.length > 0 ? 'samples written by others' : 'our own fixtures, since the samples of others are not here',
  () => {
    const files: [string, Buffer][] =
      names.length > 0
        ? names.map((name) => [name, sample(name)])
        : fixtureNames().map((name) => [name, fixture(name)]);

    it.each(files)('ends in one verdict with complete errors: %s', async (name, bytes) => {
      const report = await checkFile(bytes, { file: name });
      expect(verdicts).toContain(report.verdict);
      expect(Object.keys(report)).toEqual(['file', 'sha256', 'verdict', 'errors', 'interchanges']);
      if (report.verdict !== 'accepted') expect(allErrors(report).length).toBeGreaterThan(0);
      for (const error of allErrors(report)) {
        expect(error).toMatchObject({
          code: expect.any(String),
          message: expect.stringMatching(/\w/),
          fix: expect.stringMatching(/\w/),
        });
        expect(error.at).toEqual({ byte: expect.any(Number), line: expect.any(Number), segment: expect.any(Number) });
        expect(error.at.byte).toBeLessThanOrEqual(bytes.length);
      }
      if (broken.some((part) => name.includes(part))) expect(['rejected', 'quarantined']).toContain(report.verdict);
    });

    it('acknowledges each X12 group once, unless rejected', async () => {
      for (const [, bytes] of files)
        for (const interchange of (await checkFile(bytes)).interchanges) {
          const groups = interchange.groups.filter(({ functionalId }) => functionalId !== 'FA');
          const expected = interchange.standard === 'X12' && interchange.ta1?.code !== 'R' ? groups.length : 0;
          expect(interchange.acknowledgements.filter(({ type }) => type === '997')).toHaveLength(expected);
          for (const { raw } of interchange.acknowledgements) {
            const answer = await checkFile(Buffer.from(raw));
            const faults = allErrors(answer).map(({ code }) => code);
            // A sender whose interchange was refused for its qualifiers is answered under the names it gave.
            if (['005', '007'].includes(interchange.ta1?.note ?? ''))
              expect(['005', '007']).toEqual(expect.arrayContaining(faults));
            else expect(answer.verdict).toMatch(/^accepted/);
          }
        }
    });

    it('calls EDIFACT by its name', async () => {
      for (const [name, bytes] of files)
        if (/^[A-Z]{6}\//.test(name)) expect((await checkFile(bytes)).interchanges[0]?.standard).toBe('EDIFACT');
    });
  },
);
