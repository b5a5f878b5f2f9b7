import type { SyntaxNote } from './dictionary.ts';

/** A syntax note that does not hold, at the element that should change. */
export interface BrokenNote {
  element: number;
  kind: 'element_conditional' | 'element_conditional_carried' | 'element_exclusion';
  code: '2' | '10';
  rule: string;
}

/** Checks the syntax notes of a segment or composite; `present` tells whether a position holds a value. */
export function brokenNotes(notes: readonly SyntaxNote[], present: (position: number) => boolean): BrokenNote[] {
  return notes.flatMap((note) => brokenBy(note, present));
}

function brokenBy(note: SyntaxNote, present: (position: number) => boolean): BrokenNote[] {
  const [first = 0, ...others] = note.positions;
  const there = note.positions.filter(present);
  const gone = note.positions.filter((position) => !present(position));
  const list = note.positions.map((p) => String(p).padStart(2, '0')).join(', ');
  const rest = others.map((p) => String(p).padStart(2, '0')).join(', ');
  const lead = String(first).padStart(2, '0');
  const kind = note.carried ? 'element_conditional_carried' : 'element_conditional';
  const lacking = (positions: readonly number[], rule: string): BrokenNote[] =>
    positions.map((element) => ({ element, kind, code: '2', rule }));
  switch (note.kind) {
    case 'P':
      return there.length > 0 && gone.length > 0 ? lacking(gone, `elements ${list} come together or not at all`) : [];
    case 'R':
      return there.length === 0 ? lacking([first], `at least one of the elements ${list} is needed`) : [];
    case 'C':
      return present(first)
        ? lacking(
            others.filter((p) => !present(p)),
            `element ${lead} needs ${rest}`,
          )
        : [];
    case 'L':
      return present(first) && !others.some(present)
        ? lacking([others[0] ?? first], `element ${lead} needs at least one of ${rest}`)
        : [];
    case 'E':
      return there.slice(1).map((element) => ({
        element,
        kind: 'element_exclusion',
        code: '10',
        rule: `only one of the elements ${list} may be used`,
      }));
  }
}
