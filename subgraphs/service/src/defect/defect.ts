import { ok, type Result, refuse } from '@quayside/shared/result';
import type { CaseCategory } from '../case/case.ts';
import { textFault } from '../conversation/conversation.ts';

/** OPEN looks for the cause, ANALYSED for a measure, CORRECTED for the proof. */
export type DefectState = 'OPEN' | 'ANALYSED' | 'CORRECTED' | 'VERIFIED';

/** A failure that comes again and again. */
export interface Defect {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly pattern: string;
  readonly category: CaseCategory;
  readonly state: DefectState;
  readonly rootCause: string | null;
  readonly measure: string | null;
  readonly correctedAt: number | null;
  readonly effect: string | null;
  readonly verifiedAt: number | null;
  readonly ownerId: string | null;
  /** YYYY-MM-DD */
  readonly dueOn: string | null;
  /** Organization unit that keeps it; units above see it too. */
  readonly unitPath: string;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly version: number;
}

/** Which step a defect may take in which state. */
const FROM = {
  ANALYSED: ['OPEN', 'ANALYSED'],
  CORRECTED: ['ANALYSED', 'CORRECTED'],
  VERIFIED: ['CORRECTED'],
  OPEN: ['ANALYSED', 'CORRECTED', 'VERIFIED'],
} as const satisfies Record<DefectState, readonly DefectState[]>;

const LONGEST_TITLE = 200;

/** The first thing that is wrong with a new defect, or the defect. */
export function checkDefect(defect: Defect): Result<Defect> {
  const title = defect.title.trim();
  if (!title || title.length > LONGEST_TITLE) {
    return refuse('DEFECT_TITLE', `A title has 1 to ${LONGEST_TITLE} characters.`, { field: 'title' });
  }
  if (!defect.pattern.trim()) {
    return refuse('DEFECT_PATTERN', 'Say what happens, and when.', { field: 'pattern' });
  }
  return textFault(defect.pattern, 'pattern') ?? ok({ ...defect, title });
}

function step(defect: Defect, to: DefectState, text: string, field: string): Result<string> {
  if (!(FROM[to] as readonly DefectState[]).includes(defect.state)) {
    const fix = `It can from ${FROM[to].join(' or ')}.`;
    return refuse('DEFECT_STATE', `A defect that is ${defect.state} cannot become ${to}.`, { fix });
  }
  const said = text.trim();
  if (!said) return refuse('REASON_MISSING', 'Say it in words.', { field });
  return textFault(said, field) ?? ok(said);
}

/** Names the cause, or a better one. */
export function analyse(defect: Defect, rootCause: string): Result<Defect> {
  const said = step(defect, 'ANALYSED', rootCause, 'rootCause');
  return said.ok ? ok({ ...defect, state: 'ANALYSED', rootCause: said.value }) : said;
}

/** Names what was done; cases that come from now on are recurrences. */
export function correct(defect: Defect, measure: string, now: number): Result<Defect> {
  const said = step(defect, 'CORRECTED', measure, 'measure');
  return said.ok ? ok({ ...defect, state: 'CORRECTED', measure: said.value, correctedAt: now }) : said;
}

/** Ends it. What came after the correction speaks against it. */
export function verify(
  defect: Defect,
  { effect, recurrences, now }: { effect: string; recurrences: number; now: number },
): Result<Defect> {
  const said = step(defect, 'VERIFIED', effect, 'effect');
  if (!said.ok) return said;
  if (recurrences > 0) {
    return refuse('DEFECT_RECURS', `${recurrences} of its cases were opened after it was corrected.`, {
      fix: 'Reopen it and look for the cause again.',
    });
  }
  return ok({ ...defect, state: 'VERIFIED', effect: said.value, verifiedAt: now });
}

/** It is there again: cause, measure and proof stay in the pattern, and are looked for anew. */
export function reopen(defect: Defect, reason: string): Result<Defect> {
  const said = step(defect, 'OPEN', reason, 'reason');
  if (!said.ok) return said;
  const earlier = [said.value, defect.rootCause, defect.measure, defect.effect].filter(Boolean).join('\n— ');
  const pattern = `${defect.pattern}\n\n${earlier}`;
  const open = {
    state: 'OPEN',
    rootCause: null,
    measure: null,
    correctedAt: null,
    effect: null,
    verifiedAt: null,
  } as const;
  return textFault(pattern, 'reason') ?? ok({ ...defect, ...open, pattern });
}
