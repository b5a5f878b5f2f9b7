import type { ClaimReasonCode } from '../../generated/operations.ts';

/** Codes of X12 element 548 that go with a denial. */
export const DENIALS: readonly ClaimReasonCode[] = ['CCD', 'CFT', 'CSD', 'DUP', 'INC', 'NLI', 'SRD', 'OTH'];
/** Codes that go with an amount that is not the claimed one. */
export const AMENDMENTS: readonly ClaimReasonCode[] = ['CAC', 'ICC', 'CSO', 'DAM'];

export const isReasonCode = (code: string): code is ClaimReasonCode =>
  [...DENIALS, ...AMENDMENTS].some((known) => known === code);
