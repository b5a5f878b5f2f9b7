interface Fault {
  readonly byte?: number | null;
  readonly line?: number | null;
}

export interface RawLine {
  readonly number: number;
  readonly text: string;
  readonly faulty: boolean;
}

const bytes = new TextEncoder();

/** The terminator of an interchange is the 106th character of its ISA; without one, line ends have to do. */
function terminatorOf(raw: string): string {
  const isa = raw.indexOf('ISA');
  const candidate = isa === -1 ? '' : raw.charAt(isa + 105);
  return candidate === '' || /[A-Za-z0-9 ]/.test(candidate) ? '\n' : candidate;
}

/** Segments one per line, the faulty ones marked by their byte, else by their number. */
export function markRaw(raw: string, faults: readonly Fault[]): readonly RawLine[] {
  const terminator = terminatorOf(raw);
  const lines: RawLine[] = [];
  let start = 0;
  let byte = 0;
  while (start < raw.length) {
    const end = raw.indexOf(terminator, start);
    const stop = end === -1 ? raw.length : end + terminator.length;
    const piece = raw.slice(start, stop);
    const size = bytes.encode(piece).length;
    const text = piece.replace(/[\r\n]+/g, '');
    if (text !== '') {
      const number = lines.length + 1;
      const [from, to] = [byte, byte + size];
      lines.push({
        number,
        text,
        faulty: faults.some((fault) =>
          typeof fault.byte === 'number' ? fault.byte >= from && fault.byte < to : fault.line === number,
        ),
      });
    }
    byte += size;
    start = stop;
  }
  return lines;
}
