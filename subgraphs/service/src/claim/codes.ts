/** X12 element 548, decline or amend reason: what a 926 says in F11-08 and F14-02. */
export const REASON_CODES = {
  CAC: 'AMENDED',
  ICC: 'AMENDED',
  CSO: 'AMENDED',
  DAM: 'AMENDED',
  CCD: 'DECLINED',
  CFT: 'DECLINED',
  CSD: 'DECLINED',
  DUP: 'DECLINED',
  INC: 'DECLINED',
  NLI: 'DECLINED',
  OTH: 'DECLINED',
  SRD: 'DECLINED',
} as const satisfies Record<string, 'AMENDED' | 'DECLINED'>;
/** A code of element 548; the portal has its words. */
export type ReasonCode = keyof typeof REASON_CODES;
