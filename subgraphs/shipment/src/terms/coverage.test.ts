import { describe, expect, it } from 'vitest';
import { receiptFlag, uncoveredBy, workBlock } from './coverage.ts';

const uncovered = { service: 'WAREHOUSING', date: '2026-03-01', reason: 'EXPIRED' } as const;
const open = { credit: null, released: false } as const;

describe('work on an order', () => {
  it('waits for a contract, and says which service and day', () => {
    const block = workBlock('QS-1', { ...open, uncovered });
    expect(block).toMatchObject({ code: 'UNCOVERED_EXPIRED', fix: expect.stringContaining('account manager') });
    expect(block?.message).toBe(
      'Work on QS-1 does not start: it needs warehousing on 2026-03-01, and the contract that covered it has expired.',
    );
  });

  it('starts once it is covered or released', () => {
    expect(workBlock('QS-1', { ...open, uncovered: null })).toBeNull();
    expect(workBlock('QS-1', { ...open, released: true, uncovered })).toBeNull();
    const verdict = { entitled: true, contractId: 'C', guaranteed: false } as const;
    expect(uncoveredBy(verdict, 'TRANSPORT', '2026-03-01')).toBeNull();
  });

  it('is flagged for goods that come, which are taken in', () => {
    expect(receiptFlag('IN-1', null)).toBeNull();
    expect(receiptFlag('IN-1', uncovered)?.message).toContain('IN-1 is taken in when it comes');
  });

  it('waits for money first', () => {
    const credit = { state: 'PREPAY', reason: 'PREPAY_TERMS' } as const;
    expect(workBlock('QS-1', { credit, released: false, uncovered })?.code).toBe('CREDIT_PREPAY');
  });
});
