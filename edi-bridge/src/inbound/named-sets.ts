import { envelopeRules } from '../check/judge.ts';
import { readEnvelopes } from '../x12/envelope.ts';

/** One transaction set of a file, by its numbers. */
export interface NamedSet {
  readonly type: string;
  /** GS06. */
  readonly groupControl: string;
  readonly control: string;
}

/** The control numbers of a file: those of its interchanges, and its sets in their order, good and bad ones. */
export function namesIn(bytes: Buffer): { interchanges: string[]; sets: NamedSet[] } {
  const interchanges: string[] = [];
  const sets: NamedSet[] = [];
  let groupControl = '';
  const nobody = (): void => undefined;
  const scanner = readEnvelopes(
    {
      interchange: ({ control }) => {
        interchanges.push(control);
      },
      brokenInterchange: nobody,
      group: ({ control }) => {
        groupControl = control;
      },
      groupEnd: nobody,
      interchangeEnd: nobody,
      acknowledgement: nobody,
      stray: nobody,
      set: ({ type, control }) => {
        sets.push({ type, groupControl, control });
      },
    },
    envelopeRules,
  );
  scanner.push(bytes);
  scanner.end();
  return { interchanges, sets };
}
