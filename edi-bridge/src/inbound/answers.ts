import type { EntityManager } from 'typeorm';
import type { InterchangeReport } from '../check/report.ts';
import { lastControl, takeControls, wrapped } from '../outbound/outgoing.ts';
import type { Partner } from '../partner/partner.ts';
import { delimitersOf, stampOf } from '../partner/terms.ts';
import { type Answer, type AnsweredInterchange, acknowledge } from '../x12/acknowledge.ts';
import type { InterchangeFacts } from './inventory.ts';

/** An acknowledgement with the numbers that it goes out under. */
export interface NumberedAnswer extends Answer {
  readonly interchangeControl: number;
  readonly groupControl: number | null;
}

/** The last numbers taken of a partner, on both levels. */
export interface Numbers {
  readonly interchange: number;
  readonly group: number;
}

/** Acknowledgements of several interchanges, each list for one of them, and the last numbers that they use. */
export interface Composed {
  readonly answers: readonly (readonly NumberedAnswer[])[];
  readonly until: Numbers;
}

/** Writes the acknowledgements of several interchanges of one partner under the numbers that follow on `from`. */
export function composeAnswers(
  partner: Partner,
  answered: readonly AnsweredInterchange[],
  at: number,
  from: Numbers,
): Composed {
  const base = { ...stampOf(at, partner), delimiters: delimitersOf(partner), form: partner.acknowledgement };
  let until = from;
  const answers = answered.map((one): NumberedAnswer[] => {
    let { interchange, group } = until;
    const source = {
      ...base,
      nextInterchange: () => wrapped(++interchange),
      nextGroup: () => wrapped(++group),
    };
    const written = acknowledge(one, source);
    // A number that no answer carries would be a gap: then none of them goes out.
    if (written.length !== interchange - until.interchange) return [];
    const first = until;
    until = { interchange, group };
    return numbered(written, first);
  });
  return { answers, until };
}

function numbered(written: readonly Answer[], { interchange, group }: Numbers): NumberedAnswer[] {
  let groups = group;
  return written.map((answer, index) => ({
    ...answer,
    interchangeControl: wrapped(interchange + index + 1),
    groupControl: answer.type === 'TA1' ? null : wrapped(++groups),
  }));
}

/** Where the numbers of a partner stand. Somebody else may take some before the caller's transaction does. */
export const numbersOf = async (em: EntityManager, partner: Partner): Promise<Numbers> => ({
  interchange: await lastControl(em, partner, 'interchange'),
  group: await lastControl(em, partner, 'group'),
});

/** Takes as many numbers as lie between the two, in the caller's transaction; gives where they really begin. */
export const takeNumbers = async (em: EntityManager, partner: Partner, from: Numbers, until: Numbers) => ({
  interchange: await takeControls(em, partner, 'interchange', until.interchange - from.interchange),
  group: await takeControls(em, partner, 'group', until.group - from.group),
});

/** What the acknowledgement of an interchange is made from. */
export const answeredInterchange = (report: InterchangeReport, facts: InterchangeFacts): AnsweredInterchange => ({
  elements: facts.elements,
  sender: facts.sender,
  receiver: facts.receiver,
  control: facts.control,
  ta1: report.ta1 ?? { code: 'A', note: '000' },
  onlyAnswers: facts.groups.length === 0 && facts.answers.length > 0,
  groups: report.groups.map((group, index) => ({
    ...group,
    version: facts.groups[index]?.version ?? '',
    sender: facts.groups[index]?.sender ?? '',
    receiver: facts.groups[index]?.receiver ?? '',
  })),
});
