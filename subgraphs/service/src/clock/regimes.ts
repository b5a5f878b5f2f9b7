import type { ClockKind, ClockRule, PauseReason, RegimeVersion, Span } from './regime.ts';

const days = (amount: number): Span => ({ amount, unit: 'CALENDAR_DAYS' });
const hours = (amount: number): Span => ({ amount, unit: 'HOURS' });
const years = (amount: number): Span => ({ amount, unit: 'YEARS' });

const rule = (
  kind: ClockRule['kind'],
  about: string,
  span: Span,
  source: string,
  more: Partial<Pick<ClockRule, 'pausedBy' | 'agreed' | 'runsFrom'>> = {},
): ClockRule => ({ kind, about, span, source, runsFrom: RUNS_FROM[kind], pausedBy: [], agreed: 'NEVER', ...more });

const RUNS_FROM = {
  ...{ NOTICE: 'DELIVERY', FILE: 'DELIVERY', SUE: 'DELIVERY' },
  ...{ ACKNOWLEDGE: 'RECEIPT', DECIDE: 'RECEIPT', RESPOND: 'RECEIPT', RESOLVE: 'RECEIPT', STATUS: 'DEADLINE' },
} as const satisfies Record<ClockKind, ClockRule['runsFrom']>;

/** The conventions let the notice be the claim: it is filed within the time of notice, unless the parties agreed more. */
const filedAsNoticed = (notices: readonly ClockRule[]): ClockRule[] => [
  ...notices,
  ...notices.map((notice): ClockRule => ({ ...notice, kind: 'FILE', agreed: 'LENGTHENS' })),
];

/** What 49 CFR 370 and 49 USC 14706 say besides the notice of concealed damage. */
const US_MOTOR: readonly ClockRule[] = [
  rule('FILE', 'ANY', { amount: 9, unit: 'MONTHS' }, '49 USC 14706(e)(1)', { agreed: 'LENGTHENS' }),
  rule('ACKNOWLEDGE', 'ANY', days(30), '49 CFR 370.5(a)'),
  rule('DECIDE', 'ANY', days(120), '49 CFR 370.9(a)'),
  rule('STATUS', 'ANY', days(60), '49 CFR 370.9(b)'),
  rule('SUE', 'ANY', years(2), '49 USC 14706(e)(1)', { agreed: 'LENGTHENS', runsFrom: 'DENIAL' }),
];

const pending = { pausedBy: ['CLAIM_PENDING'] as const };

/**
 * What the company promises where no law sets a time; a contract may promise sooner.
 * @param waits for which reasons the promise to resolve a case stands still
 */
const house = (waits: readonly PauseReason[]): readonly ClockRule[] => [
  rule('ACKNOWLEDGE', 'ANY', days(30), 'House promise', { agreed: 'SHORTENS' }),
  rule('DECIDE', 'ANY', days(120), 'House promise', {
    agreed: 'SHORTENS',
    pausedBy: ['PAPERS_WANTED', 'AGREED_EXTENSION'],
  }),
  rule('STATUS', 'ANY', days(60), 'House promise'),
  // A promise that was made as a date before there were clocks.
  rule('RESOLVE', 'PROMISED', hours(0), 'House promise'),
  // Where a contract promises an answer by the hour; without one the first answer has no time of its own.
  rule('RESPOND', 'AGREED', hours(24), 'Contract', { agreed: 'REPLACES' }),
  // Complaints are broken promises, suggestions can wait for a meeting.
  ...Object.entries({
    COMPLAINT: { URGENT: 4, HIGH: 24, NORMAL: 72, LOW: 120 },
    INQUIRY: { URGENT: 2, HIGH: 8, NORMAL: 24, LOW: 48 },
    SUGGESTION: { URGENT: 120, HIGH: 240, NORMAL: 336, LOW: 720 },
  }).flatMap(([kind, byPriority]) =>
    Object.entries(byPriority).map(([priority, amount]) =>
      rule('RESOLVE', `${kind}:${priority}`, hours(amount), 'House promise', {
        agreed: 'SHORTENS',
        pausedBy: waits,
      }),
    ),
  ),
];

/**
 * Clocks are data, and this list only grows: a clock remembers the version it began under, and a changed law is a new
 * entry with its first day. Not legal advice.
 */
export const REGIMES: readonly RegimeVersion[] = [
  {
    ...{ id: 'us-motor', version: 1, since: '1990-01-01', title: '49 USC 14706, 49 CFR 370' },
    rules: [rule('NOTICE', 'HIDDEN', days(15), 'NMFC item 300135, until 17 April 2015'), ...US_MOTOR],
  },
  {
    ...{ id: 'us-motor', version: 2, since: '2015-04-18', title: '49 USC 14706, 49 CFR 370' },
    rules: [rule('NOTICE', 'HIDDEN', { amount: 5, unit: 'BUSINESS_DAYS' }, 'NMFC item 300135'), ...US_MOTOR],
  },
  {
    ...{ id: 'us-overcharge', version: 1, since: '1990-01-01', title: '49 USC 13710, 49 CFR 378' },
    rules: [
      rule('FILE', 'ANY', days(180), '49 USC 13710(a)(3)(B)'),
      rule('ACKNOWLEDGE', 'ANY', days(30), '49 CFR 378.7'),
      // 378.8 lets the parties agree in writing to a specific extension.
      rule('DECIDE', 'ANY', days(60), '49 CFR 378.8', { pausedBy: ['AGREED_EXTENSION'] }),
    ],
  },
  {
    ...{ id: 'cmr', version: 1, since: '1990-01-01', title: 'CMR' },
    rules: [
      ...filedAsNoticed([
        rule('NOTICE', 'VISIBLE', days(0), 'CMR article 30(1)'),
        rule('NOTICE', 'HIDDEN', { amount: 7, unit: 'DAYS_BUT_SUNDAYS_AND_HOLIDAYS' }, 'CMR article 30(1)'),
        rule('NOTICE', 'DELAY', days(21), 'CMR article 30(3)'),
      ]),
      rule('SUE', 'ANY', years(1), 'CMR article 32', pending),
    ],
  },
  {
    ...{ id: 'hague-visby', version: 1, since: '1990-01-01', title: 'Hague-Visby Rules, COGSA' },
    rules: [
      ...filedAsNoticed([
        rule('NOTICE', 'VISIBLE', days(0), 'Hague-Visby article III(6)'),
        rule('NOTICE', 'HIDDEN', days(3), 'Hague-Visby article III(6)'),
      ]),
      rule('SUE', 'ANY', years(1), 'Hague-Visby article III(6)', { agreed: 'LENGTHENS' }),
    ],
  },
  {
    ...{ id: 'montreal', version: 1, since: '1990-01-01', title: 'Montreal Convention' },
    rules: [
      ...filedAsNoticed([
        rule('NOTICE', 'VISIBLE', days(14), 'Montreal article 31(2)'),
        rule('NOTICE', 'HIDDEN', days(14), 'Montreal article 31(2)'),
        rule('NOTICE', 'DELAY', days(21), 'Montreal article 31(2)'),
      ]),
      rule('SUE', 'ANY', years(2), 'Montreal article 35'),
    ],
  },
  {
    ...{ id: 'cim', version: 1, since: '1990-01-01', title: 'CIM' },
    rules: [
      ...filedAsNoticed([rule('NOTICE', 'HIDDEN', days(7), 'CIM article 47(2)')]),
      rule('SUE', 'ANY', years(1), 'CIM article 48', pending),
    ],
  },
  {
    // Warehouse custody, value-added services and domestic carriage elsewhere: what the contract says, else the house.
    ...{ id: 'warehouse', version: 1, since: '1990-01-01', title: 'Contract' },
    rules: [rule('FILE', 'ANY', days(270), 'Contract', { agreed: 'REPLACES' })],
  },
  { ...{ id: 'house', version: 1, since: '1990-01-01', title: 'House promise' }, rules: house([]) },
  {
    // A case is not late while it waits for the customer's word.
    ...{ id: 'house', version: 2, since: '2026-01-01', title: 'House promise' },
    rules: house(['WAITING_FOR_CUSTOMER', 'AGREED_EXTENSION']),
  },
];
