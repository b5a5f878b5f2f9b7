import type { OutgoingSegment } from '../x12/write.ts';
import { type Text, x12Date, x12Time } from './output.ts';

/** A set that was right as EDI, and that a rule of the business refused. */
export interface RefusedSet {
  readonly type: string;
  readonly control: string;
  readonly groupControl: string;
  /** The order, load or notice that it was about; null when it named none. */
  readonly businessKey: string | null;
  readonly reason: string;
}

const LONGEST_LINE = 60;
const MOST_LINES = 5;

/** The refusal in words, with the group and the set that it answers. */
export function businessRejection(
  refused: RefusedSet,
  facts: { reference: string; at: string },
  text: Text,
): OutgoingSegment[] {
  const key = text(refused.businessKey, 30);
  return [
    // BGN01 11: a response.
    ['BGN', '11', text(facts.reference, 30), x12Date(facts.at), x12Time(facts.at)],
    [
      'OTI',
      'TR',
      key ? 'TN' : 'ZZ',
      key || 'UNKNOWN',
      '',
      '',
      '',
      '',
      refused.groupControl,
      refused.control,
      refused.type,
    ],
    // Element 647 code 024: a reason that has no code of its own; the text says which.
    ...linesOf(refused.reason).map((line) => ['TED', '024', text(line, LONGEST_LINE)]),
  ];
}

/** Cut between words: TED02 has room for sixty characters. */
function linesOf(reason: string): string[] {
  const lines: string[] = [];
  for (const word of reason.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LONGEST_LINE)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, MOST_LINES);
}
