import { dictionaryFor, groupOf } from '../dictionary/dictionary.ts';
import type { CheckPolicy } from '../dictionary/policy.ts';
import { validateSet } from '../dictionary/validate.ts';
import { type Answer, type AnsweredInterchange, type AnswerSource, acknowledge } from '../x12/acknowledge.ts';
import type { EnvelopeRules, EnvelopeVisitor, GroupEnd, GroupHeader, InterchangeEnd } from '../x12/envelope.ts';
import { type HeaderFault, type InterchangeHeader, namedFields } from '../x12/header.ts';
import type { CheckError, Place, SetError } from '../x12/place.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { type GroupReport, groupVerdict, type InterchangeReport, interchangeVerdict } from './report.ts';

/** A set that may take effect: its group and its interchange passed too. */
export interface AcceptedSet {
  set: ScannedSet;
  verdict: 'A' | 'E';
  /** Index into `interchanges` of the report, into its `groups` and into their `sets`. */
  interchange: number;
  group: number;
  index: number;
}

/** Errors of sets that a report lists. */
const MOST_ERRORS = 10_000;

/** How a file is judged. */
export interface JudgeOptions {
  policyFor(header: InterchangeHeader): CheckPolicy;
  /** Null where nobody wants to see the acknowledgements. */
  answers: ((header: { sender: string; receiver: string }, policy: CheckPolicy) => AnswerSource) | null;
  /** Keep the accepted sets, for the caller that will act on them. Without it memory stays bounded by the report. */
  keepSets: boolean;
}

/** The versions and groups that our tables know. */
export const envelopeRules: EnvelopeRules = { groupOf, knowsVersion: (version) => dictionaryFor(version) !== null };

interface OpenInterchange {
  header: InterchangeHeader;
  policy: CheckPolicy;
  groups: (GroupReport & Pick<GroupHeader, 'version' | 'sender' | 'receiver'>)[];
  sets: AcceptedSet[];
  answersSeen: number;
  /** Errors of sets that are not listed any more. */
  unlisted: number;
}

/** Turns what the envelope checks tell into the report of a file. */
export class Judge implements EnvelopeVisitor {
  readonly errors: CheckError[] = [];
  readonly interchanges: InterchangeReport[] = [];
  readonly accepted: AcceptedSet[] = [];
  /** TA1 segments that answer interchanges of ours. */
  readonly receivedTa1: (readonly string[])[] = [];
  /** The acknowledgements with the group that each answers, per interchange. */
  readonly answers: Answer[][] = [];
  readonly #options: JudgeOptions;
  #open: OpenInterchange | null = null;
  #listedErrors = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  interchange(header: InterchangeHeader): void {
    this.#open = { header, policy: this.#options.policyFor(header), groups: [], sets: [], answersSeen: 0, unlisted: 0 };
  }

  brokenInterchange(fault: HeaderFault, at: Place): void {
    const error = { code: fault.code, message: fault.message, fix: fault.fix, at };
    if (!fault.loose) {
      // Nobody can be told about it when not even the sender is known.
      const unknown = { sender: '', receiver: '', control: '' };
      this.interchanges.push({
        ...unknown,
        standard: 'X12',
        verdict: 'quarantined',
        ta1: null,
        errors: [error],
        groups: [],
        acknowledgements: [],
      });
      this.answers.push([]);
      return;
    }
    const { sender, receiver, control } = namedFields(fault.loose);
    const report: InterchangeReport = {
      sender,
      receiver,
      control,
      standard: 'X12',
      verdict: 'rejected',
      ta1: { code: 'R', note: fault.code },
      errors: [error],
      groups: [],
      acknowledgements: [],
    };
    this.#tell(
      report,
      {
        elements: fault.loose,
        sender,
        receiver,
        control,
        ta1: { code: 'R', note: fault.code },
        onlyAnswers: false,
        groups: [],
      },
      null,
    );
  }

  group(group: GroupHeader): void {
    const { functionalId, control, version, sender, receiver } = group;
    this.#open!.groups.push({
      functionalId,
      control,
      verdict: 'A',
      included: 0,
      received: 0,
      accepted: 0,
      codes: [],
      errors: [],
      sets: [],
      version,
      sender,
      receiver,
    });
  }

  set(set: ScannedSet): void {
    const open = this.#open!;
    const group = open.groups.at(-1)!;
    const { verdict, codes, errors: found } = validateSet(set, open.policy);
    const errors = this.#listed(open, found);
    group.sets.push({ type: set.type, control: set.control, verdict, codes: codes.slice(0, 5), errors });
    if (this.#options.keepSets && verdict !== 'R')
      open.sets.push({
        set,
        verdict,
        interchange: this.interchanges.length,
        group: open.groups.length - 1,
        index: group.sets.length - 1,
      });
  }

  /** A file of millions of faults would otherwise fill the memory with words that nobody reads. */
  #listed(open: OpenInterchange, found: SetError[]): SetError[] {
    this.#listedErrors += found.length;
    if (this.#listedErrors <= MOST_ERRORS) return found;
    open.unlisted += found.length;
    return [];
  }

  groupEnd(end: GroupEnd): void {
    const group = this.#open!.groups.at(-1)!;
    Object.assign(group, end);
    group.verdict = groupVerdict(group);
    if (group.verdict === 'R') for (const set of group.sets) set.verdict = 'R';
    group.accepted = group.sets.filter((set) => set.verdict !== 'R').length;
  }

  interchangeEnd(end: InterchangeEnd): void {
    const open = this.#open!;
    this.#open = null;
    const { sender, receiver, control, elements } = open.header;
    if (end.ta1.code === 'R') for (const group of open.groups) rejectAll(group);
    for (const one of open.sets) if (open.groups[one.group]?.sets[one.index]?.verdict !== 'R') this.accepted.push(one);
    const report: InterchangeReport = {
      sender,
      receiver,
      control,
      standard: 'X12',
      verdict: interchangeVerdict(end.ta1.code, open.groups),
      ta1: end.ta1,
      errors: open.unlisted > 0 ? [...end.errors, moreErrors(open)] : end.errors,
      groups: open.groups.map(({ version: _v, sender: _s, receiver: _r, ...group }) => group),
      acknowledgements: [],
    };
    const onlyAnswers = open.groups.length === 0 && open.answersSeen > 0;
    this.#tell(
      report,
      { elements, sender, receiver, control, ta1: end.ta1, onlyAnswers, groups: open.groups },
      open.policy,
    );
  }

  acknowledgement(elements: readonly string[]): void {
    this.#open!.answersSeen++;
    this.receivedTa1.push(elements);
  }

  stray(error: CheckError): void {
    this.errors.push(error);
  }

  #tell(report: InterchangeReport, answered: AnsweredInterchange, policy: CheckPolicy | null): void {
    this.interchanges.push(report);
    if (!this.#options.answers) {
      this.answers.push([]);
      return;
    }
    const header = { sender: report.sender, receiver: report.receiver };
    const known =
      policy ??
      this.#options.policyFor({
        ...namedFields(answered.elements),
        delimiters: noDelimiters,
        at: report.errors[0]!.at,
      });
    const answers = acknowledge(answered, this.#options.answers(header, known));
    report.acknowledgements = answers.map(({ type, raw }) => ({ type, raw }));
    this.answers.push(answers);
  }
}

const moreErrors = ({ unlisted, header }: OpenInterchange): CheckError => ({
  code: 'MORE_ERRORS',
  message: `The sets of this interchange have ${unlisted} more errors, which are not listed.`,
  fix: 'Mend those that are listed, then check the file again.',
  at: header.at,
});

const noDelimiters = { element: 0, component: 0, repetition: null, terminator: 0 };

function rejectAll(group: GroupReport): void {
  group.verdict = 'R';
  group.accepted = 0;
  for (const set of group.sets) set.verdict = 'R';
}
