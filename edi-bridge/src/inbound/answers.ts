import type { EntityManager } from 'typeorm';
import type { InterchangeReport } from '../check/report.ts';
import { nextControl } from '../outbound/outgoing.ts';
import type { Partner } from '../partner/partner.ts';
import { delimitersOf, stampOf } from '../partner/terms.ts';
import { type Answer, type AnsweredInterchange, type AnswerSource, acknowledge } from '../x12/acknowledge.ts';
import type { InterchangeFacts } from './inventory.ts';

/** An acknowledgement with the numbers that it went out under. */
export interface NumberedAnswer extends Answer {
  readonly interchangeControl: number;
  readonly groupControl: number | null;
}

/** The acknowledgements that one interchange gets from us, numbered in the caller's transaction. */
export async function numberAnswers(
  em: EntityManager,
  partner: Partner,
  answered: AnsweredInterchange,
  at: number,
): Promise<NumberedAnswer[]> {
  const base = { ...stampOf(at, partner), delimiters: delimitersOf(partner), form: partner.acknowledgement };
  // The writer numbers while it writes, so a first run only counts how many numbers it will want.
  const wanted = { interchanges: 0, groups: 0 };
  const counting: AnswerSource = {
    ...base,
    nextInterchange: () => ++wanted.interchanges,
    nextGroup: () => ++wanted.groups,
  };
  const count = acknowledge(answered, counting).length;
  if (count === 0 || count !== wanted.interchanges) return [];
  const interchanges = await take(wanted.interchanges, () => nextControl(em, partner, 'interchange'));
  const groups = await take(wanted.groups, () => nextControl(em, partner, 'group'));
  const used = { interchanges: [...interchanges], groups: [...groups] };
  const answers = acknowledge(answered, {
    ...base,
    nextInterchange: () => used.interchanges.shift() ?? 0,
    nextGroup: () => used.groups.shift() ?? 0,
  });
  return answers.map((answer, index) => ({
    ...answer,
    interchangeControl: interchanges[index] ?? 0,
    groupControl: answer.type === 'TA1' ? null : (groups.shift() ?? null),
  }));
}

async function take(count: number, next: () => Promise<number>): Promise<number[]> {
  const numbers: number[] = [];
  for (let i = 0; i < count; i++) numbers.push(await next());
  return numbers;
}

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
