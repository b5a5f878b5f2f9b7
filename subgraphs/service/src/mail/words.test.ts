import { describe, expect, it } from 'vitest';
import type { CaseState } from '../case/transitions.ts';
import type { ClaimState } from '../claim/transitions.ts';
import type { ReturnState } from '../return-order/transitions.ts';
import type { WorkOrderState } from '../work-order/transitions.ts';
import { headlineOf } from './render.ts';
import { WORDS } from './words.ts';

/** Listed as keys, so that a state which is added cannot be forgotten here. */
const STATES = {
  CASE: { OPEN: 1, IN_PROGRESS: 1, WAITING_FOR_CUSTOMER: 1, RESOLVED: 1, CLOSED: 1 } satisfies Record<CaseState, 1>,
  CLAIM: {
    ...{ DRAFT: 1, FILED: 1, ACKNOWLEDGED: 1, INVESTIGATING: 1, OFFERED: 1, COUNTERED: 1 },
    ...{ ACCEPTED: 1, APPEALED: 1, PAID: 1, DECLINED: 1, WITHDRAWN: 1 },
  } satisfies Record<ClaimState, 1>,
  WORK_ORDER: {
    ...{ REQUESTED: 1, QUOTED: 1, APPROVED: 1, SCHEDULED: 1, IN_PROGRESS: 1, DONE: 1, CANCELLED: 1, REFUSED: 1 },
  } satisfies Record<WorkOrderState, 1>,
  RETURN_ORDER: {
    ...{ REQUESTED: 1, AUTHORISED: 1, DECLINED: 1, RECEIVED: 1 },
    ...{ INSPECTED: 1, CREDITED: 1, CLOSED: 1, CANCELLED: 1 },
  } satisfies Record<ReturnState, 1>,
  // What the shipments call the kinds of their exceptions.
  SHIPMENT: {
    ...{ DELAY: 1, DAMAGE: 1, SHORTAGE: 1, SHORTAGE_EXPECTED: 1, REFUSED: 1, ADDRESS: 1 },
    ...{ WEATHER: 1, CUSTOMS: 1, HOLD: 1, MISSED_APPOINTMENT: 1, OTHER: 1 },
  },
} as const;
const ALL = Object.entries(STATES).flatMap(([kind, states]) => Object.keys(states).map((state) => [kind, state]));

const headline = (kind: string, state: string, locale: 'zh-Hans' | 'zh-Hant'): string =>
  headlineOf(
    {
      ...{ id: '', memberId: '', inPortal: true, readAt: null, cause: '', accountId: '', subjectId: '', number: '7' },
      ...{ title: null, actorId: null, actor: null, messageId: null, excerpt: null, internal: false, dueAt: null },
      ...{ amountMinor: null, currency: null },
      ...{ at: 0, state, subjectKind: kind as keyof typeof STATES },
      topic: kind === 'SHIPMENT' ? 'SHIPMENT_EXCEPTION' : 'ITEM_STATE_CHANGED',
    },
    WORDS[locale],
    { name: '', locale, timeZone: 'UTC' },
  );

describe('a deadline', () => {
  it('that is a day is the same day everywhere', () => {
    const issued = headlineOf(
      {
        ...{
          id: '',
          memberId: '',
          inPortal: true,
          readAt: null,
          cause: '',
          accountId: '',
          subjectId: '',
          number: 'I-1',
        },
        ...{ title: null, actorId: null, actor: null, messageId: null, excerpt: null, internal: false, state: null },
        ...{ amountMinor: null, currency: null, at: 0, subjectKind: 'INVOICE', topic: 'INVOICE_ISSUED' },
        dueAt: Date.UTC(2026, 3, 1, 23, 59, 59),
      },
      WORDS['zh-Hant'],
      { name: '', locale: 'zh-Hant', timeZone: 'Asia/Taipei' },
    );
    expect(issued).toContain('2026年4月1日');
    expect(issued).not.toMatch(/\d:\d|GMT|4月2日/);
  });
});

describe('a mail in Chinese', () => {
  it.each(ALL)('names the state of a %s in Chinese: %s', (kind = '', state = '') => {
    expect([headline(kind, state, 'zh-Hans'), headline(kind, state, 'zh-Hant')].join()).not.toMatch(/[a-z]/i);
  });

  it('tells a claim that is declined from a quote that is', () => {
    expect(headline('CLAIM', 'DECLINED', 'zh-Hans')).toContain('已拒赔');
    expect(headline('CLAIM', 'DECLINED', 'zh-Hant')).toContain('已拒賠');
  });
});
