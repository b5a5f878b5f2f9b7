import type { CheckError, SetError } from '../x12/place.ts';

/** What becomes of a file or an interchange. */
export type Verdict = 'accepted' | 'accepted_with_errors' | 'partly_accepted' | 'rejected' | 'quarantined';

export interface SetReport {
  type: string;
  control: string;
  verdict: 'A' | 'E' | 'R';
  codes: string[];
  errors: SetError[];
}

export interface GroupReport {
  functionalId: string;
  control: string;
  verdict: 'A' | 'E' | 'P' | 'R';
  included: number;
  received: number;
  accepted: number;
  codes: string[];
  errors: CheckError[];
  sets: SetReport[];
}

export interface Acknowledgement {
  type: '997' | '999' | 'TA1' | 'CONTRL' | 'APERAK' | '824';
  raw: string;
}

export interface InterchangeReport {
  sender: string;
  receiver: string;
  control: string;
  standard: 'X12' | 'EDIFACT';
  verdict: Verdict;
  ta1: { code: 'A' | 'E' | 'R'; note: string } | null;
  errors: CheckError[];
  groups: GroupReport[];
  acknowledgements: Acknowledgement[];
}

/** What a check answers about one file; `quayside edi check --json` prints exactly this. */
export interface FileReport {
  file: string;
  sha256: string;
  verdict: Verdict;
  errors: CheckError[];
  interchanges: InterchangeReport[];
}

/** AK901 from the sets of a group; a fault of the group itself rejects all of them. */
export function groupVerdict(group: Pick<GroupReport, 'sets' | 'errors' | 'codes'>): GroupReport['verdict'] {
  if (group.errors.length > 0 || group.codes.length > 0 || group.sets.length === 0) return 'R';
  const rejected = group.sets.filter((set) => set.verdict === 'R').length;
  if (rejected === group.sets.length) return 'R';
  if (rejected > 0) return 'P';
  return group.sets.some((set) => set.verdict === 'E') ? 'E' : 'A';
}

/** The verdict on an interchange whose TA1 code and groups are known. */
export function interchangeVerdict(ta1: 'A' | 'E' | 'R', groups: readonly GroupReport[]): Verdict {
  if (ta1 === 'R') return 'rejected';
  const verdicts = groups.map((group) => group.verdict);
  if (groups.length > 0 && verdicts.every((verdict) => verdict === 'R')) return 'rejected';
  if (verdicts.some((verdict) => verdict === 'R' || verdict === 'P')) return 'partly_accepted';
  return ta1 === 'E' || verdicts.includes('E') ? 'accepted_with_errors' : 'accepted';
}

/** The verdict on a file: bytes that belong to no interchange were not accepted, whatever the rest is. */
export function fileVerdict(errors: readonly CheckError[], interchanges: readonly InterchangeReport[]): Verdict {
  const verdicts = new Set(interchanges.map((interchange) => interchange.verdict));
  const good = verdicts.has('accepted') || verdicts.has('accepted_with_errors') || verdicts.has('partly_accepted');
  if (!good) return verdicts.has('quarantined') || verdicts.size === 0 ? 'quarantined' : 'rejected';
  if (errors.length > 0 || verdicts.has('partly_accepted') || verdicts.has('rejected') || verdicts.has('quarantined'))
    return 'partly_accepted';
  return verdicts.has('accepted_with_errors') ? 'accepted_with_errors' : 'accepted';
}
