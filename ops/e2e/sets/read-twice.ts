import { Readable } from 'node:stream';
import nodeX12 from 'node-x12';
import { X12parser } from 'x12-parser';

/** A segment as another reader sees it. */
export interface ReadSegment {
  readonly tag: string;
  /** Element 1 stands at 0. */
  readonly elements: readonly string[];
}

/** One set as another reader sees it, from ST to SE. */
export interface ReadSet {
  readonly type: string;
  readonly control: string;
  readonly segments: readonly ReadSegment[];
  /** Values of an element over all segments with the tag. */
  elements(tag: string, position: number): string[];
}

/** A file of ours as two readers have read it that share no code with the one who wrote it, and whose sums hold. */
export interface ReadFile {
  /** GS08 of the first group; the ISA12 of a file without one. */
  readonly version: string;
  readonly isa: ReadSegment;
  readonly groups: readonly ReadSegment[];
  readonly sets: readonly ReadSet[];
  readonly segments: readonly ReadSegment[];
}

/**
 * Reads a file with x12-parser and, where it holds sets, with node-x12's strict parser.
 * @throws Error when one of them objects, when they disagree, or when a count or a control number of the envelope is wrong.
 */
export async function readTwice(text: string): Promise<ReadFile> {
  if (/^ISA.{102}/s.exec(text)?.[0].length !== 105) throw new Error('ISA has not its width of 106');
  const segments = await byStream(text);
  const [isa] = segments;
  if (isa?.tag !== 'ISA') throw new Error('the file does not begin with ISA');
  const groups = segments.filter(({ tag }) => tag === 'GS');
  const sets = checkEnvelope(segments);
  // node-x12 objects to every TA1 (its issue 46): a file without sets has the one reader only.
  if (sets.length > 0) agree(text, sets);
  return { version: groups[0]?.elements[7] ?? isa.elements[11] ?? '', isa, groups, sets, segments };
}

async function byStream(text: string): Promise<ReadSegment[]> {
  const segments: ReadSegment[] = [];
  const parser = new X12parser();
  for await (const read of Readable.from([Buffer.from(text, 'latin1')]).pipe(parser)) {
    const { name, ...values } = read as Record<string, string>;
    // The line end behind the last terminator comes as a segment without a name.
    if (!name?.trim()) continue;
    const last = Math.max(0, ...Object.keys(values).map(Number.parseFloat));
    const elements = Array.from({ length: last }, (_, index) => values[String(index + 1)] ?? '');
    segments.push({ tag: name, elements });
  }
  return segments;
}

/** GE01, GE02, IEA01, IEA02, SE01 and SE02 against what is there. */
function checkEnvelope(segments: readonly ReadSegment[]): ReadSet[] {
  const sets: ReadSet[] = [];
  let opened: { [tag in 'ISA' | 'GS' | 'ST']?: { segment: ReadSegment; at: number; count: number } } = {};
  const must = (what: string, is: string | undefined, wanted: string | undefined): void => {
    if (is !== wanted) throw new Error(`${what} is ${is} and not ${wanted}`);
  };
  segments.forEach((segment, at) => {
    const { tag, elements } = segment;
    if (tag === 'ISA') opened = { ISA: { segment, at, count: 0 } };
    if (tag === 'GS') opened = { ...opened, GS: { segment, at, count: 0 } };
    if (tag === 'ST') opened = { ...opened, ST: { segment, at, count: 0 } };
    const { ISA, GS, ST } = opened;
    if (tag === 'SE' && ST && GS) {
      must('SE01', elements[0], String(at - ST.at + 1));
      must('SE02', elements[1], ST.segment.elements[1]);
      GS.count++;
      sets.push(setOf(segments.slice(ST.at, at + 1)));
    }
    if (tag === 'GE' && GS && ISA) {
      must('GE01', elements[0], String(GS.count));
      must('GE02', elements[1], GS.segment.elements[5]);
      ISA.count++;
    }
    if (tag === 'IEA' && ISA) {
      must('IEA01', elements[0], String(ISA.count));
      must('IEA02', elements[1], ISA.segment.elements[12]);
    }
  });
  if (segments.at(-1)?.tag !== 'IEA') throw new Error('the file does not end with IEA');
  const controls = sets.map(({ control }) => control);
  if (new Set(controls).size !== controls.length) throw new Error('ST02 is there twice');
  return sets;
}

const setOf = (segments: readonly ReadSegment[]): ReadSet => ({
  type: segments[0]?.elements[0] ?? '',
  control: segments[0]?.elements[1] ?? '',
  segments,
  elements: (tag, position) =>
    segments.filter((one) => one.tag === tag).map(({ elements }) => elements[position - 1] ?? ''),
});

/** The strict parser sees the same sets with the same segments. */
function agree(text: string, sets: readonly ReadSet[]): void {
  const parsed = new nodeX12.X12Parser(true).parse(text);
  if (!('functionalGroups' in parsed)) throw new Error('node-x12 found several interchanges');
  const theirs = parsed.functionalGroups.flatMap((group) => group.transactions);
  const tags = theirs.map((one) => [one.header.valueOf(1), ...one.segments.map(({ tag }) => tag)].join(' '));
  const ours = sets.map((one) => [one.type, ...one.segments.slice(1, -1).map(({ tag }) => tag)].join(' '));
  if (tags.join('\n') !== ours.join('\n')) throw new Error(`the readers disagree:\n${tags}\n${ours}`);
}
