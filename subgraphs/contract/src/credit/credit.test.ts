import { describe, expect, it } from 'vitest';
import { type CreditFactsOf, gatherEvidence, type InvoiceFact } from './evidence.ts';
import { gradeOf } from './grading.ts';
import { standingOn, stateBy, unknownStanding } from './standing.ts';
import { policyFault, USUAL_POLICY } from './terms.ts';

const TODAY = '2026-03-02';
const RATES = { exchange: null, month: '2026-03' };

const anInvoice = (change: Partial<InvoiceFact> = {}): InvoiceFact => ({
  ...{ id: change.issuedOn ?? 'I1', currency: 'USD', issuedOn: '2026-01-02', dueOn: '2026-02-01' },
  ...{ totalMinor: 10_000, openMinor: 0, disputedMinor: 0, wasDisputed: false },
  ...change,
});

/** Twelve invoices, one a month, each paid so many days late. */
const aYear = (daysLate: number): CreditFactsOf => {
  const invoices = Array.from({ length: 12 }, (_, back) => {
    const issued = Date.UTC(2026, 1 - back, 5);
    const dueOn = new Date(issued + 20 * 86_400_000).toISOString().slice(0, 10);
    return anInvoice({ id: `I${back}`, issuedOn: new Date(issued).toISOString().slice(0, 10), dueOn });
  });
  const payments = invoices.map(({ id, dueOn }) => ({
    invoiceId: id,
    paidOn: new Date(Date.parse(dueOn) + daysLate * 86_400_000).toISOString().slice(0, 10),
  }));
  return { invoices, payments, unbilled: [] };
};

const grade = (facts: CreditFactsOf) => gradeOf(gatherEvidence(facts, TODAY), USUAL_POLICY.grading);

describe('grading', () => {
  it('adds up the points of each input', () => {
    const { grade: letter, score, inputs } = grade(aYear(9));
    expect(inputs).toEqual([
      { input: 'DAYS_LATE', value: 9, points: 28, most: 35 },
      { input: 'OVERDUE_SHARE', value: 0, points: 20, most: 20 },
      { input: 'OLDEST_OVERDUE', value: 0, points: 15, most: 15 },
      { input: 'ACTIVE_MONTHS', value: 12, points: 15, most: 15 },
      { input: 'DISPUTED_SHARE', value: 0, points: 15, most: 15 },
    ]);
    expect([letter, score]).toEqual(['A', 93]);
  });

  it('makes no score up without enough history', () => {
    const few = [anInvoice({ id: 'I1' }), anInvoice({ id: 'I2' })];
    expect(grade({ invoices: few, payments: [], unbilled: [] })).toMatchObject({ grade: null, score: null });
  });

  it('counts what was due and never paid as the worst', () => {
    const owed = [1, 2, 3].map((n) => anInvoice({ id: `I${n}`, openMinor: 10_000 }));
    const { grade: letter, inputs } = grade({ invoices: owed, payments: [], unbilled: [] });
    expect(letter).toBe('D');
    expect(inputs.map(({ points }) => points)).toEqual([0, 0, 7.7, 1.3, 15]);
  });
});

describe('evidence', () => {
  it('keeps currencies apart, and what is in dispute out of overdue', () => {
    const facts: CreditFactsOf = {
      invoices: [
        anInvoice({ openMinor: 4_000 }),
        anInvoice({ id: 'I2', currency: 'EUR', openMinor: 700, dueOn: '2026-04-01' }),
        anInvoice({ id: 'I3', openMinor: 9_000, dueOn: '2025-12-01', disputedMinor: 9_000, wasDisputed: true }),
        anInvoice({
          id: 'I4',
          currency: 'GBP',
          openMinor: 500,
          dueOn: '2026-02-20',
          disputedMinor: 1,
          wasDisputed: true,
        }),
      ],
      payments: [],
      unbilled: [{ currency: 'USD', amountMinor: 50 }],
    };
    const { exposures, oldestOverdueDays } = gatherEvidence(facts, TODAY);
    expect(exposures).toEqual([
      { currency: 'EUR', openMinor: 700, unbilledMinor: 0, overdueMinor: 0, turnoverMinor: 10_000 },
      { currency: 'GBP', openMinor: 500, unbilledMinor: 0, overdueMinor: 499, turnoverMinor: 10_000 },
      { currency: 'USD', openMinor: 13_000, unbilledMinor: 50, overdueMinor: 4_000, turnoverMinor: 20_000 },
    ]);
    expect(oldestOverdueDays).toBe(29);
  });
});

describe('the state of an account', () => {
  const owing = (openMinor: number, dueOn: string) =>
    gatherEvidence({ invoices: [anInvoice({ openMinor, dueOn })], payments: [], unbilled: [] }, TODAY);

  it('follows the hardest finding', () => {
    expect(stateBy(USUAL_POLICY, owing(1, '2026-01-01'), 'A', RATES)).toEqual({ state: 'OPEN', reason: 'IN_ORDER' });
    expect(stateBy(USUAL_POLICY, owing(1, '2025-12-31'), 'A', RATES)).toEqual({ state: 'HOLD', reason: 'OVERDUE' });
    expect(stateBy(USUAL_POLICY, owing(10_000_001, TODAY), 'C', RATES)).toEqual({
      state: 'HOLD',
      reason: 'OVER_LIMIT',
    });
    expect(stateBy(USUAL_POLICY, owing(1, TODAY), 'D', RATES)).toEqual({ state: 'PREPAY', reason: 'PREPAY_TERMS' });
  });

  it('is what a person decided for as long as that holds', () => {
    const evidence = owing(1, '2025-12-01');
    const judged = { policy: USUAL_POLICY, evidence, grading: gradeOf(evidence, USUAL_POLICY.grading), rates: RATES };
    const decision = { state: 'OPEN', grade: null, reason: 'Paid by cheque', until: TODAY, by: 'Ada', at: 1 } as const;
    const decided = { ...unknownStanding('A1'), decision };
    expect(standingOn(decided, judged, { today: TODAY, at: 5 })).toMatchObject({ state: 'OPEN', reason: 'DECIDED' });
    const later = standingOn(decided, judged, { today: '2026-03-03', at: 6 });
    expect(later).toMatchObject({ state: 'HOLD', reason: 'OVERDUE', decision: null, since: 6 });
  });
});

describe('a credit policy', () => {
  it('has terms for every grade, each with one limit per currency', () => {
    expect(policyFault(USUAL_POLICY)).toBeNull();
    const without = { ...USUAL_POLICY, terms: USUAL_POLICY.terms.slice(1) };
    expect(policyFault(without)).toMatchObject({ refusal: { code: 'CREDIT_TERMS' } });
    const dollars = { amountMinor: 1, currency: 'USD' };
    const twice = USUAL_POLICY.terms.map((one) => ({ ...one, limits: [dollars, dollars] }));
    expect(policyFault({ ...USUAL_POLICY, terms: twice })).toMatchObject({ refusal: { code: 'CREDIT_LIMIT' } });
  });
});
