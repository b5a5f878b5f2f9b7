import type { CheckError, Place } from '../x12/place.ts';
import type { GroupReport, InterchangeReport, SetReport } from './report.ts';

interface EdifactSegment {
  tag: string;
  elements: string[];
  at: Place;
}

interface Service {
  element: string;
  component: string;
  release: string;
  terminator: string;
}

const usual: Service = { element: '+', component: ':', release: '?', terminator: "'" };
const mostBytes = 20 * 2 ** 20;

/**
 * Checks the envelope of an EDIFACT file (UNB … UNZ, UNH … UNT, references and counts). Its content has no tables here yet,
 * so a sound file is held for a person and a broken one is rejected with the syntax error codes of CONTRL.
 */
export class EdifactCheck {
  readonly errors: CheckError[] = [];
  readonly #chunks: Buffer[] = [];
  readonly #most: number;
  #size = 0;

  constructor(most: number) {
    this.#most = Math.min(most, mostBytes);
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= this.#most) this.#chunks.push(chunk);
  }

  end(): InterchangeReport[] {
    const text = Buffer.concat(this.#chunks)
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '\0\0\0');
    if (this.#size > this.#most)
      this.errors.push({
        code: 'TOO_LARGE',
        message: `The EDIFACT file is larger than ${this.#most} bytes.`,
        fix: 'Split it.',
        at: { byte: this.#most, line: 1, segment: 1 },
      });
    return judge(readSegments(text, this.errors), this.errors);
  }
}

/** Splits at terminators that no release character covers. */
function readSegments(text: string, errors: CheckError[]): EdifactSegment[] {
  const start = /[^\0\s]/.exec(text)?.index ?? text.length;
  const una: string = text.startsWith('UNA', start) ? text.slice(start + 3, start + 9) : '';
  const service =
    una.length === 6
      ? { component: una.charAt(0), element: una.charAt(1), release: una.charAt(3), terminator: una.charAt(5) }
      : usual;
  const segments: EdifactSegment[] = [];
  let line = 1;
  let from = start + (una.length === 6 ? 9 : 0);
  let startLine = 1;
  let begun = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i]!;
    if (!begun && /\s/.test(character)) from = i + 1;
    else if (!begun) {
      begun = true;
      startLine = line;
    }
    if (character === '\n') line++;
    if (character === service.release && service.release !== ' ') i++;
    else if (character === service.terminator) {
      const at = { byte: from, line: startLine, segment: segments.length + 1 };
      const elements = splitReleased(text.slice(from, i), service);
      segments.push({ tag: elements[0] ?? '', elements, at });
      from = i + 1;
      begun = false;
    }
  }
  if (begun) {
    const at = { byte: from, line: startLine, segment: segments.length + 1 };
    errors.push({
      code: 'BYTES_OUTSIDE_INTERCHANGE',
      message: 'The file ends inside a segment.',
      fix: 'Send the whole file again.',
      at,
    });
  }
  return segments;
}

function splitReleased(text: string, service: Service): string[] {
  const elements: string[] = [];
  let current = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === service.release && service.release !== ' ') current += text[++i] ?? '';
    else if (text[i] === service.element) {
      elements.push(current);
      current = '';
    } else current += text[i];
  }
  return [...elements, current];
}

interface Open {
  report: InterchangeReport;
  reference: string;
  group: GroupReport;
  set: SetReport | null;
  setReference: string;
  segments: number;
  references: Set<string>;
  broken: boolean;
}

function judge(segments: readonly EdifactSegment[], errors: CheckError[]): InterchangeReport[] {
  const reports: InterchangeReport[] = [];
  let open: Open | null = null;
  const last = segments.at(-1)?.at ?? { byte: 0, line: 1, segment: 1 };
  for (const segment of segments) {
    if (segment.tag === 'UNB') {
      if (open) reports.push(close(open, '13', 'The interchange has no UNZ.', segment.at));
      open = begin(segment);
    } else if (!open)
      errors.push({
        code: 'BYTES_OUTSIDE_INTERCHANGE',
        message: `Segment "${segment.tag.slice(0, 10)}" stands outside an interchange (UNB … UNZ).`,
        fix: 'Begin each interchange with UNB.',
        at: segment.at,
      });
    else if (segment.tag === 'UNZ') {
      reports.push(end(open, segment));
      open = null;
    } else inside(open, segment);
  }
  if (open) reports.push(close(open, '13', 'The interchange has no UNZ: the file was probably cut.', last));
  return reports;
}

function begin(unb: EdifactSegment): Open {
  const party = (text: string | undefined): string => {
    const [id = '', qualifier = ''] = (text ?? '').split(':');
    return `${qualifier}:${id}`;
  };
  const reference = unb.elements[5] ?? '';
  const group = {
    functionalId: '',
    control: reference,
    verdict: 'R',
    included: 0,
    received: 0,
    accepted: 0,
    codes: [],
    errors: [],
    sets: [],
  } satisfies GroupReport;
  const report: InterchangeReport = {
    sender: party(unb.elements[2]),
    receiver: party(unb.elements[3]),
    control: reference,
    standard: 'EDIFACT',
    verdict: 'quarantined',
    ta1: null,
    errors: [],
    groups: [group],
    acknowledgements: [],
  };
  const open = {
    report,
    reference,
    group,
    set: null,
    setReference: '',
    segments: 0,
    references: new Set<string>(),
    broken: false,
  };
  if (reference === '') wrong(open, '13', 'UNB has no control reference (0020).', unb.at);
  return open;
}

function inside(open: Open, segment: EdifactSegment): void {
  const { tag, elements, at } = segment;
  if (tag === 'UNH') {
    if (open.set) setWrong(open, '13', 'The message has no UNT.', segment);
    const [type = ''] = (elements[2] ?? '').split(':');
    const control = elements[1] ?? '';
    open.set = { type, control, verdict: 'R', codes: [], errors: [] };
    open.setReference = control;
    open.segments = 1;
    open.group.sets.push(open.set);
    open.group.functionalId ||= type;
    if (open.references.has(control)) setWrong(open, '26', `The message reference ${control} was used twice.`, segment);
    open.references.add(control);
  } else if (tag === 'UNT') {
    if (!open.set) {
      wrong(open, '13', 'UNT without UNH.', at);
      return;
    }
    open.segments++;
    if (Number(elements[1]) !== open.segments)
      setWrong(open, '29', `UNT says "${elements[1] ?? ''}" segments, ${open.segments} were received.`, segment);
    if (elements[2] !== open.setReference)
      setWrong(open, '28', `UNT names message "${elements[2] ?? ''}", UNH "${open.setReference}".`, segment);
    open.set = null;
  } else if (open.set) open.segments++;
  else if (tag !== 'UNG' && tag !== 'UNE')
    wrong(open, '13', `Segment "${tag.slice(0, 10)}" stands outside a message (UNH … UNT).`, at);
  else if (tag === 'UNG') open.group.included++;
}

function end(open: Open, unz: EdifactSegment): InterchangeReport {
  if (open.set) setWrong(open, '13', 'The message has no UNT.', unz);
  const counted = open.group.included || open.group.sets.length;
  if (Number(unz.elements[1]) !== counted)
    wrong(open, '29', `UNZ says "${unz.elements[1] ?? ''}", ${counted} were received.`, unz.at);
  if (unz.elements[2] !== open.reference)
    wrong(open, '28', `UNZ names "${unz.elements[2] ?? ''}", UNB "${open.reference}".`, unz.at);
  return finish(open, unz.at);
}

function close(open: Open, code: string, message: string, at: Place): InterchangeReport {
  wrong(open, code, message, at);
  return finish(open, at);
}

function finish(open: Open, at: Place): InterchangeReport {
  const { report, group } = open;
  group.included = group.sets.length;
  group.received = group.sets.length;
  for (const set of group.sets) set.codes = ['4', ...set.codes];
  group.codes = ['4'];
  report.verdict = open.broken ? 'rejected' : 'quarantined';
  if (!open.broken)
    report.errors.push({
      code: 'EDIFACT_HELD',
      message: 'EDIFACT is held for a person: its content is not read yet.',
      fix: 'Send X12, or ask us to take the message over by hand.',
      at,
    });
  return report;
}

function wrong(open: Open, code: string, message: string, at: Place): void {
  open.broken = true;
  open.report.errors.push({ code, message, fix: 'Write the file again from your system.', at });
}

function setWrong(open: Open, code: string, message: string, segment: EdifactSegment): void {
  open.broken = true;
  open.set!.codes.push(code);
  open.set!.errors.push({
    segment: segment.tag,
    position: open.segments,
    loop: null,
    segmentCode: null,
    element: null,
    component: null,
    elementNumber: null,
    elementCode: null,
    value: null,
    code: `CONTRL-${code}`,
    message,
    fix: 'Write the message again from your system.',
    at: segment.at,
  });
}
