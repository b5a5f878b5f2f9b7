import type { CheckPolicy } from '../dictionary/policy.ts';

/** What a partner's checks change of the default policy. */
export interface PolicyChanges {
  readonly kinds?: Partial<CheckPolicy['kinds']>;
  readonly toleratedMissing?: readonly string[];
  readonly places?: CheckPolicy['places'];
}

export type OrderStatusMeaning = 'NEW' | 'CANCEL' | 'CHANGE';

/** What was agreed with a partner. It is versioned: a change has a day from which it holds. */
export interface PartnerProfile {
  /** GS08 of what we send. */
  readonly version: string;
  readonly acknowledgement: '997' | '999';
  readonly outSets: readonly string[];
  /** Element, repetition, component and segment separator of what we send. */
  readonly delimiters: string;
  /** IANA zone of their clock: ISA09/10 and GS04/05. */
  readonly timeZone: string;
  readonly charset: 'utf8' | 'latin1' | 'ascii';
  /** Laid over the default policy, to loosen or to tighten it. */
  readonly checks: PolicyChanges;
  /** What happens to separators and control characters in a value that is to be sent. */
  readonly unencodable: 'refuse' | 'replace';
  /** Minutes in which our groups expect their 997 or 999; 0 when none is expected. */
  readonly acknowledgeWithinMinutes: number;
  /** Minutes after which an overdue acknowledgement is escalated. */
  readonly escalateAfterMinutes: number;
  /** AT701 codes that are wanted as a 214; null for all that have a code. */
  readonly statusCodes: readonly string[] | null;
  /** Clock of the times in a 214: of the place where it happened, or UTC. */
  readonly statusTime: 'LT' | 'UT';
  /** Who answers a 204: a person, the rule that all of it is taken, or the deadline where nobody has. */
  readonly tenderRule: 'PERSON' | 'ACCEPT' | 'DECLINE_AFTER_DEADLINE';
  /** Who answers an 850: a person, or the rule that all of it is expected. */
  readonly confirmRule: 'PERSON' | 'CONFIRM';
  /** `HH:MM` on their clock of a daily 846; null for one on request only. */
  readonly stockReportAt: string | null;
  /** Qualifiers of product ids, the one that counts first; empty for the usual order. */
  readonly itemIdPriority: readonly string[];
  /** Meanings of W0501 and W0601 beyond the usual ones. */
  readonly orderStatus: Readonly<Record<string, OrderStatusMeaning>>;
  /** SCAC of a partner that is a carrier: its 214s concern shipments of any account that it carries. */
  readonly carrierScac: string | null;
  /** Our own SCAC on a 210 to this partner (B311); null where it takes none. */
  readonly billingScac: string | null;
  /** Files, and MiB, that the partner may send in 24 hours: nobody fills the disk of all others. */
  readonly dailyFiles: number;
  readonly dailyMegabytes: number;
}

/** What most partners agree on. */
export const USUAL_PROFILE: PartnerProfile = {
  version: '004010',
  acknowledgement: '997',
  outSets: ['945', '990', '214'],
  delimiters: '*^>~',
  timeZone: 'UTC',
  charset: 'utf8',
  checks: {},
  unencodable: 'replace',
  acknowledgeWithinMinutes: 24 * 60,
  escalateAfterMinutes: 48 * 60,
  statusCodes: null,
  statusTime: 'LT',
  tenderRule: 'PERSON',
  confirmRule: 'PERSON',
  stockReportAt: null,
  itemIdPriority: [],
  orderStatus: {},
  carrierScac: null,
  billingScac: null,
  dailyFiles: 1_000_000,
  dailyMegabytes: 20_480,
};

/** One version of a profile, from its day on. */
export interface ProfileVersion {
  readonly id: string;
  readonly partnerId: string;
  readonly number: number;
  readonly effectiveFrom: number;
  readonly profile: PartnerProfile;
  readonly note: string | null;
  readonly by: string;
  readonly at: number;
}

/** The version that holds at a moment: the one whose day came last, and of two with the same day the later one. */
export const inForce = (versions: readonly ProfileVersion[], at: number): ProfileVersion | null =>
  versions
    .filter(({ effectiveFrom }) => effectiveFrom <= at)
    .sort((a, b) => a.effectiveFrom - b.effectiveFrom || a.number - b.number)
    .at(-1) ?? null;

/** What a version changed of the one before it, as `field: before -> after`. */
export function changesBetween(before: PartnerProfile | null, after: PartnerProfile): string[] {
  if (!before) return [];
  return (
    (Object.keys(after) as (keyof PartnerProfile)[])
      // What was written before a field was known has the usual answer for it.
      .map((field) => [field, told(before[field] ?? USUAL_PROFILE[field]), told(after[field])] as const)
      .filter(([, was, is]) => was !== is)
      .map(([field, was, is]) => `${field}: ${was} → ${is}`)
  );
}

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
