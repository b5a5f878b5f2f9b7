import { envelopeRules } from '../check/judge.ts';
import { readEnvelopes } from '../x12/envelope.ts';
import type { ScannedSet } from '../x12/segment.ts';

/** The sets of a file in its order, each with its running number; the next chunk is read only when the last one is dealt with. */
export async function* streamSets(bytes: AsyncIterable<Buffer>): AsyncGenerator<{ place: number; set: ScannedSet }> {
  let place = 0;
  let queue: { place: number; set: ScannedSet }[] = [];
  const nobody = (): void => undefined;
  const scanner = readEnvelopes(
    {
      interchange: nobody,
      brokenInterchange: nobody,
      group: nobody,
      groupEnd: nobody,
      interchangeEnd: nobody,
      acknowledgement: nobody,
      stray: nobody,
      set: (set) => void queue.push({ place: ++place, set }),
    },
    envelopeRules,
  );
  for await (const chunk of bytes) {
    scanner.push(chunk);
    yield* queue;
    queue = [];
  }
  scanner.end();
  yield* queue;
}
