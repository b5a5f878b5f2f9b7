import type { Viewer } from '@quayside/shared/identity';
import { aStaffMember } from '@quayside/shared/testing/viewers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  age,
  BUCKETS,
  bucketOf,
  climb,
  dated,
  daysOf,
  type Receivable,
  ruleBy,
  settle,
} from '../receivable/receivable.ts';
import { match, type NewRemittance, remittanceFault } from '../receivable/remittance.ts';
import { lastPeriod } from './billing.ts';
import { type Dispute, decide } from './dispute.ts';
import { beginInvoice, issue, withLines } from './invoice.ts';
import { creditFault } from './policy.ts';
import { taxMinor, taxOn } from './tax.ts';

const minor = fc.integer({ min: -5_000_000, max: 500_000_000 });

const begun = (taxCode = 'DE-VAT') =>
  beginInvoice(
    { id: 'I', accountId: 'A', currency: 'EUR', grouping: 'ACCOUNT', groupKey: '', taxCode, termsDays: 30 },
    { from: '2026-03-01', to: '2026-03-31' },
  );
const when = { at: Date.UTC(2026, 3, 2), today: '2026-04-02' };

const aReceivable = (change: Partial<Receivable> = {}): Receivable => ({
  ...{ id: 'I', number: 'INV-000001', accountId: 'A', currency: 'USD', totalMinor: 10_000, creditedMinor: 0 },
  ...{ paidMinor: 0, openMinor: 10_000, dueOn: '2026-05-02', step: 'NONE', nextOn: '2026-04-25', version: 1 },
  ...change,
});

describe('an invoice', () => {
  it('is the sum of its lines and its tax, however they come', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1, maxLength: 50 }), fc.nat(50), (amounts, cut) => {
        const lines = amounts.map((amountMinor) => ({ amountMinor, doneAt: when.at }));
        const built = withLines(withLines(begun(), lines.slice(0, cut)), lines.slice(cut));
        const issued = issue(built, 'INV-000001', when);
        if (!issued.ok) throw new Error(issued.refusal.code);
        const net = amounts.reduce((sum, amount) => sum + amount, 0);
        expect(issued.value).toMatchObject({ netMinor: net, lineCount: amounts.length, dueOn: '2026-05-02' });
        expect(issued.value.totalMinor).toBe(issued.value.netMinor + issued.value.taxMinor);
        expect(issued.value.kind).toBe(net < 0 ? 'CREDIT_NOTE' : 'INVOICE');
      }),
    );
  });

  it.each([
    ['DE-VAT', '2020-06-30', 100_50, 19_10],
    ['DE-VAT', '2020-12-31', 100_50, 16_08],
    ['CN-VAT-TRANSPORT', '2026-01-01', 1_50, 14],
    ['CN-VAT-TRANSPORT', '2026-01-01', -1_50, -14],
    ['US-NONE', '2026-01-01', 99, 0],
  ])('is taxed by %s as of %s', (code, date, net, tax) => {
    const rule = taxOn(code, date);
    expect(rule && taxMinor(net, rule)).toBe(tax);
  });

  it.each([
    ['WEEKLY', '2026-03-02', '2026-02-23', '2026-03-01'],
    ['WEEKLY', '2026-03-08', '2026-02-23', '2026-03-01'],
    ['MONTHLY', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['MONTHLY', '2024-03-31', '2024-02-01', '2024-02-29'],
  ] as const)('is for the last whole period: %s before %s', (cycle, today, from, to) => {
    expect(lastPeriod(cycle, today)).toEqual({ from, to });
  });

  it('gives back no more of a line than it stands for', () => {
    const dispute: Dispute = {
      ...{ id: 'D', invoiceId: 'I', lineId: 'L', accountId: 'A', state: 'OPEN', reason: 'Twice', answer: null },
      ...{ creditNoteId: null, openedBy: 'X', openedAt: 0, decidedAt: null, version: 1 },
    };
    const decided = (creditMinor: number, answer = 'Right') =>
      decide(dispute, { amountMinor: 1_000, line: 3, currency: 'USD' }, 400, { creditMinor, answer }, 5);
    expect([decided(600), decided(0)].map((one) => one.ok && one.value.state)).toEqual(['CREDITED', 'UPHELD']);
    expect(
      [decided(601), decided(-1), decided(0.5), decided(1, ' ')].map((one) => !one.ok && one.refusal.code),
    ).toEqual([...Array(3).fill('CREDIT_RANGE'), 'REASON_MISSING']);
    expect(decided(601)).toMatchObject({
      refusal: {
        message: 'Line 3 still stands for 6.00 USD; 6.01 USD cannot be given back.',
        fix: 'Give back 0 to 6.00 USD, without tax.',
      },
    });
  });
});

describe('what is owed', () => {
  it('adds up over its ages', () => {
    const open = fc.record({
      accountId: fc.constantFrom('A', 'B'),
      currency: fc.constantFrom('USD', 'EUR'),
      openMinor: minor,
      dueOn: fc
        .integer({ min: 0, max: 400 })
        .map((days) => new Date(Date.UTC(2025, 6, 1 + days)).toISOString().slice(0, 10)),
    });
    fc.assert(
      fc.property(fc.array(open, { maxLength: 60 }), (all) => {
        for (const row of age(all, '2026-03-31')) {
          const own = all.filter((one) => one.accountId === row.accountId && one.currency === row.currency);
          expect(row.openMinor).toBe(own.reduce((sum, one) => sum + one.openMinor, 0));
          expect(BUCKETS.reduce((sum, bucket) => sum + row.buckets[bucket], 0)).toBe(row.openMinor);
        }
      }),
    );
  });

  it('stands in the bucket of its days alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), (late) => {
        const dueOn = new Date(Date.UTC(2026, 4, 2) - late * 86_400_000).toISOString().slice(0, 10);
        const within = BUCKETS.filter((bucket) => {
          const { from, to } = daysOf(bucket, '2026-05-02');
          return (from === null || from <= dueOn) && (to === null || dueOn <= to);
        });
        expect(within).toEqual([bucketOf(dueOn, '2026-05-02')]);
      }),
    );
  });

  it('is total less credits and payments, and never paid beyond', () => {
    const items = fc.array(
      fc.record({
        invoiceNumber: fc.constantFrom('INV-000001', 'INV-9'),
        paidMinor: fc.integer({ min: 1, max: 9_000 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(items, fc.nat(50_000), (paid, extra) => {
        const amountMinor = paid.reduce((sum, { paidMinor }) => sum + paidMinor, 0) + extra + 1;
        const remittance = {
          accountId: 'A',
          reference: 'R',
          source: 'API',
          currency: 'USD',
          amountMinor,
          paidOn: '2026-04-01',
          items: paid,
        };
        const matched = match(remittance, [aReceivable()]);
        if (!matched.ok) throw new Error(matched.refusal.code);
        const applied = matched.value.items.reduce((sum, one) => sum + one.appliedMinor, 0);
        expect(applied + matched.value.unappliedMinor).toBe(amountMinor);
        const [settled] = matched.value.settled;
        expect(settled?.openMinor ?? 10_000).toBe(10_000 - applied);
        expect(settled?.openMinor ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('says of a payment what found no invoice', () => {
    const remittance: NewRemittance = {
      ...{ accountId: 'A', reference: 'R', source: 'API', currency: 'USD', amountMinor: 30_000, paidOn: '2026-04-01' },
      items: ['INV-000001', 'INV-9', 'INV-000002'].map((invoiceNumber) => ({ invoiceNumber, paidMinor: 10_000 })),
    };
    const open = [
      aReceivable({ openMinor: 4_000, paidMinor: 6_000 }),
      aReceivable({ id: 'J', number: 'INV-000002', currency: 'EUR' }),
    ];
    const matched = match(remittance, open);
    expect(matched.ok && matched.value.items.map(({ problem }) => problem)).toEqual([
      'OVERPAID',
      'UNKNOWN_INVOICE',
      'OTHER_CURRENCY',
    ]);
    expect(matched.ok && matched.value.unappliedMinor).toBe(26_000);
    const codes = [{ amountMinor: 29_999 }, { amountMinor: -1 }, { reference: ' ' }, { currency: '$' }].map(
      (change) => {
        const fault = remittanceFault({ ...remittance, ...change });
        return fault?.ok === false && fault.refusal.code;
      },
    );
    expect(codes).toEqual(['REMITTANCE_SUM', 'AMOUNT_NOT_POSITIVE', 'REFERENCE_LENGTH', 'CURRENCY_UNKNOWN']);
  });

  it('is asked for step by step, and not for what is paid', () => {
    const rule = ruleBy({ reminder: 7, firstDunning: 7, secondDunning: 21, finalNotice: 45 });
    const open = dated(aReceivable(), rule);
    expect(open.nextOn).toBe('2026-04-25');
    expect(climb(open, rule, '2026-04-24')).toBeNull();
    expect(climb(open, rule, '2026-04-25')).toMatchObject({ step: 'REMINDER', nextOn: '2026-05-09' });
    // Slept through two steps: one letter, the plainer one.
    expect(climb(open, rule, '2026-05-24')).toMatchObject({ step: 'DUNNING_2', nextOn: '2026-06-16' });
    const paid = settle(open, { paidMinor: 10_000 });
    expect(paid.ok && [paid.value.openMinor, paid.value.nextOn]).toEqual([0, null]);
    // A unit may let two letters fall on one day, or the plainer one before: again one letter.
    const turned = ruleBy({ reminder: 7, firstDunning: 30, secondDunning: 10, finalNotice: 45 });
    expect(climb({ ...open, step: 'REMINDER' }, turned, '2026-06-01')).toMatchObject({ step: 'DUNNING_2' });
  });
});

it('credit above the limit is given by whoever may approve credit notes', () => {
  const code = (viewer: Viewer, amountMinor: number, currency = 'USD') => {
    const fault = creditFault(viewer, { amountMinor, currency }, 100);
    return fault?.ok === false ? fault.refusal.code : null;
  };
  const [manager, head] = [aStaffMember('/g/'), aStaffMember('/g/', 'SALES_HEAD')];
  expect([code(manager, 10_000), code(manager, 10_001)]).toEqual([null, 'CREDIT_NOTE_NEEDS_HEAD']);
  expect([code(manager, 100, 'JPY'), code(manager, 101, 'JPY')]).toEqual([null, 'CREDIT_NOTE_NEEDS_HEAD']);
  expect([code(head, 99_999), code({ ...head, permissions: [] }, 99_999)]).toEqual([null, 'CREDIT_NOTE_NEEDS_HEAD']);
  expect(code({ ...manager, permissions: ['APPROVE_CREDIT_NOTES'] }, 99_999)).toBeNull();
});
