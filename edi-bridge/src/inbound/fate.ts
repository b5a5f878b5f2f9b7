import type { InterchangeReport } from '../check/report.ts';
import type { EdiState } from '../message/message.ts';
import { type Partner, speaksFor } from '../partner/partner.ts';
import type { InterchangeFacts } from './inventory.ts';

/** What happens to one interchange. Only `effect` may touch live data. */
export type Fate =
  | { readonly kind: 'effect'; readonly claim: string }
  | { readonly kind: 'duplicate'; readonly of: string }
  /** The same control number came before with other content. */
  | { readonly kind: 'conflict'; readonly of: string }
  | { readonly kind: 'test' }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'quarantined' };

/** An interchange that had an effect before, under the same partner, ids and ISA13. */
export interface EarlierClaim {
  readonly messageId: string;
  readonly contentSha256: string;
}

/** ISA15 T. */
export const isTest = ({ elements }: Pick<InterchangeFacts, 'elements'>): boolean => elements[15] === 'T';

/** Names what may have an effect once: partner, both ids and ISA13. Tests have numbers of their own. */
export const claimOf = (partner: Partner, facts: InterchangeFacts): string =>
  [partner.id, facts.sender, facts.receiver, facts.control, ...(isTest(facts) ? ['T'] : [])].join(' ');

/** Acknowledgements are the only thing in a test that has an effect: they end tests of ours. */
const onlyAcknowledges = ({ groups, answers }: InterchangeFacts): boolean =>
  groups.length + answers.length > 0 && groups.every(({ functionalId }) => functionalId === 'FA');

/** Decides one interchange. Without a partner, or under a foreign name, nothing in it is looked at further. */
export function decideFate(
  messageId: string,
  partner: Partner | null,
  report: InterchangeReport,
  facts: InterchangeFacts,
  earlier: EarlierClaim | null,
): Fate {
  // A message meets its own claim when it is taken up again: what had an effect is not judged anew by other rules.
  if (partner && earlier?.messageId === messageId) return { kind: 'effect', claim: claimOf(partner, facts) };
  if (report.verdict === 'quarantined') return { kind: 'quarantined' };
  // What is in EDIFACT is only checked so far: either its envelope is broken, or a person has to read it.
  if (report.standard !== 'X12') return { kind: report.verdict === 'rejected' ? 'rejected' : 'quarantined' };
  if (!partner || !speaksFor(partner, facts.sender, facts.receiver)) return { kind: 'stranger' };
  if (report.verdict === 'rejected') return { kind: 'rejected' };
  if (isTest(facts) && !onlyAcknowledges(facts)) return { kind: 'test' };
  if (!earlier) return { kind: 'effect', claim: claimOf(partner, facts) };
  const same = earlier.contentSha256 === facts.contentSha256;
  return { kind: same ? 'duplicate' : 'conflict', of: earlier.messageId };
}

const STATES: Readonly<Record<Fate['kind'], EdiState>> = {
  conflict: 'QUARANTINED',
  quarantined: 'QUARANTINED',
  stranger: 'HELD',
  test: 'HELD',
  effect: 'PROCESSED',
  rejected: 'REJECTED',
  duplicate: 'DUPLICATE',
};

// What a person must look at comes first; a file with anything processed in it was not rejected.
const ORDER: readonly EdiState[] = ['QUARANTINED', 'HELD', 'PROCESSED', 'REJECTED', 'DUPLICATE'];

/** The one state in which a file ends, from its interchanges and from sets that wait for a person. */
export function finalState(fates: readonly Fate[], sets: { held: boolean; quarantined: boolean }): EdiState {
  const states = new Set(fates.map(({ kind }) => STATES[kind]));
  if (sets.quarantined || fates.length === 0) states.add('QUARANTINED');
  if (sets.held) states.add('HELD');
  return ORDER.find((state) => states.has(state)) ?? 'QUARANTINED';
}
