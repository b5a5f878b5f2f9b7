import { describe, expect, it } from 'vitest';
import type { CatalogueItem } from '../events.ts';
import { type Job, priceJob } from './job-price.ts';

const labelling: CatalogueItem = {
  ...{ service: 'LABELLING', unit: 'EA', priceMinor: 25, currency: 'USD', minimumMinor: 500, photosRequired: 0 },
  ...{ photoStandard: null, serviceLevelHours: 24, cancellation: { freeHours: 24, percent: 50, startedPercent: 100 } },
};
const list = { number: 'QC-000002', catalogue: [labelling] };
const job = (change: Partial<Job> = {}): Job => ({
  ...{ service: 'LABELLING', quantity: 100, unit: 'EA', subjectNumber: 'WO-000001', reason: 'DONE' },
  ...change,
});

describe('a job by the list of another contract', () => {
  it('costs its price, or the least that a job costs', () => {
    expect(priceJob(list, job())).toMatchObject({ value: { amountMinor: 2_500, minimumApplied: false } });
    expect(priceJob(list, job({ quantity: 20 }))).toMatchObject({ value: { amountMinor: 500, minimumApplied: false } });
    expect(priceJob(list, job({ quantity: 3 }))).toMatchObject({ value: { amountMinor: 500, minimumApplied: true } });
  });

  it.each([
    ['JOB_NOT_PRICED', job({ service: 'KITTING' }), 'QC-000002 has no price for KITTING'],
    ['JOB_UNIT', job({ unit: 'HOUR' }), 'per EA'],
    ['JOB_CALLED_OFF', job({ reason: 'CANCELLED' }), 'WO-000001 was called off'],
    ['AMOUNT_TOO_LARGE', job({ quantity: 1e15 }), 'too large'],
  ])('is refused with %s in words', (code, asked, words) => {
    expect(priceJob(list, asked)).toMatchObject({ refusal: { code, message: expect.stringContaining(words) } });
  });
});
