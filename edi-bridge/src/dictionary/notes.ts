import type { SyntaxNote } from './dictionary.ts';

/** A syntax note that does not hold, at the element that should change. */
export interface BrokenNote {
  element: number;
  kind: 'element_conditional' | 'element_conditional_carried' | 'element_exclusion';
  code: '2' | '10';
  rule: string;
}

const none: readonly BrokenNote[] = [];

/** Checks the syntax notes of a segment or composite; `present` tells whether a position holds a value. */
export function brokenNotes(
  notes: readonly SyntaxNote[],
  present: (position: number) => boolean,
): readonly BrokenNote[] {
  let broken: readonly BrokenNote[] = none;
  // Nearly all notes of nearly all segments hold: only for the others is anything made.
  for (const note of notes) if (!holds(note, present)) broken = [...broken, ...brokenBy(note, present)];
  return broken;
}

function holds({ kind, positions }: SyntaxNote, present: (position: number) => boolean): boolean {
  let there = 0;
  for (const position of positions) if (present(position)) there++;
  switch (kind) {
    case 'P':
      return there === 0 || there === positions.length;
    case 'R':
      return there > 0;
    case 'E':
      return there <= 1;
    case 'C':
      return there === positions.length || !present(positions[0] ?? 0);
    case 'L':
      return there > 1 || !present(positions[0] ?? 0);
  }
}

/** What to say of a note that does not hold. */
function brokenBy(note: SyntaxNote, present: (position: number) => boolean): BrokenNote[] {
  const [first = 0, ...others] = note.positions;
  const there = note.positions.filter(present);
  const gone = note.positions.filter((position) => !present(position));
  const list = note.positions.map(twoDigits).join(', ');
  const rest = others.map(twoDigits).join(', ');
  const kind = note.carried ? 'element_conditional_carried' : 'element_conditional';
  const lacking = (positions: readonly number[], rule: string): BrokenNote[] =>
    positions.map((element) => ({ element, kind, code: '2', rule }));
  switch (note.kind) {
    case 'P':
      return lacking(gone, `elements ${list} come together or not at all`);
    case 'R':
      return lacking([first], `at least one of the elements ${list} is needed`);
    case 'C':
      return lacking(gone, `element ${twoDigits(first)} needs ${rest}`);
    case 'L':
      return lacking([others[0] ?? first], `element ${twoDigits(first)} needs at least one of ${rest}`);
    case 'E':
      return there.slice(1).map((element) => ({
        element,
        kind: 'element_exclusion',
        code: '10',
        rule: `only one of the elements ${list} may be used`,
      }));
  }
}

const twoDigits = (position: number): string => String(position).padStart(2, '0');
