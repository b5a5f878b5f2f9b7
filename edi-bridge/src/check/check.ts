import { createHash } from 'node:crypto';
import { type CheckPolicy, defaultPolicy } from '../dictionary/policy.ts';
import type { Answer, AnswerSource } from '../x12/acknowledge.ts';
import { readEnvelopes } from '../x12/envelope.ts';
import { type CheckError, fileStart, type Place } from '../x12/place.ts';
import { defaultLimits, type ScanLimits } from '../x12/scan-sink.ts';
import { EdifactCheck } from './edifact.ts';
import { type AcceptedSet, envelopeRules, Judge, type JudgeOptions } from './judge.ts';
import { type FileReport, fileVerdict } from './report.ts';

/** How a file is checked; everything has a default that needs no partner. */
export interface CheckOptions {
  /** The name that the report carries. */
  file?: string;
  /** One policy for all, or one per sender. */
  policy?: CheckPolicy;
  policyFor?: JudgeOptions['policyFor'];
  limits?: Partial<ScanLimits>;
  /**
   * Where acknowledgements get their numbers; numbered from 1 when absent, which is right only for showing them. Null
   * where nobody wants to see them.
   */
  answers?: JudgeOptions['answers'];
  now?: Date;
}

/** A report together with what the caller may act on. */
export interface ProcessedFile {
  report: FileReport;
  /** The sets that may take effect, in the order of the file. */
  accepted: AcceptedSet[];
  /** TA1 segments received, as elements. */
  receivedTa1: (readonly string[])[];
  /** The acknowledgements per interchange, each with the GS06 that it answers. */
  answers: Answer[][];
}

/** Checks a file without effect. The source may be a stream of any size; only the report grows with it. */
export async function checkFile(
  source: Buffer | AsyncIterable<Buffer | Uint8Array>,
  options: CheckOptions = {},
): Promise<FileReport> {
  const run = new Run(options, false);
  if (Buffer.isBuffer(source)) run.push(source);
  else for await (const chunk of source) run.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
  return run.end().report;
}

/** Checks a file that is in memory and keeps the accepted sets, for the inbound path. */
export function processFile(bytes: Buffer, options: CheckOptions = {}): ProcessedFile {
  const run = new Run(options, true);
  run.push(bytes);
  return run.end();
}

/** Numbers from 1 and the given time: good for a preview, never for sending. */
export function previewAnswers(
  now: Date,
  delimiters?: AnswerSource['delimiters'],
): NonNullable<JudgeOptions['answers']> {
  let interchange = 0;
  let group = 0;
  const stamp = now.toISOString();
  return (_header, policy) => ({
    nextInterchange: () => ++interchange,
    nextGroup: () => ++group,
    date: stamp.slice(0, 10).replaceAll('-', ''),
    time: stamp.slice(11, 16).replace(':', ''),
    form: policy.acknowledgeWith,
    ...(delimiters ? { delimiters } : {}),
  });
}

class Run {
  readonly #hash = createHash('sha256');
  readonly #judge: Judge;
  readonly #scanner: ReturnType<typeof readEnvelopes>;
  readonly #options: CheckOptions;
  readonly #limits: ScanLimits;
  #edifact: EdifactCheck | null = null;
  #head: Buffer | null = Buffer.alloc(0);
  #begin = '';
  #unreadable = false;

  constructor(options: CheckOptions, keepSets: boolean) {
    const policy = options.policy ?? defaultPolicy;
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    const { answers = previewAnswers(options.now ?? new Date()) } = options;
    this.#judge = new Judge({ policyFor: options.policyFor ?? (() => policy), answers, keepSets });
    this.#scanner = readEnvelopes(this.#judge, envelopeRules, this.#limits);
  }

  push(chunk: Buffer): void {
    this.#hash.update(chunk);
    if (!this.#head) {
      this.#pass(chunk);
      return;
    }
    this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    // Leading blanks may be longer than a chunk, but a file that never begins is not worth more than this.
    if (this.#head.length >= 4096) this.#decide();
  }

  end(): ProcessedFile {
    if (this.#head) this.#decide();
    if (this.#edifact) for (const one of this.#edifact.end()) this.#judge.interchanges.push(one);
    else this.#scanner.end();
    const { errors, interchanges, accepted, receivedTa1, answers } = this.#judge;
    if (this.#edifact) for (const error of this.#edifact.errors) errors.push(error);
    if (interchanges.length === 0 && errors[0]?.code === 'BYTES_OUTSIDE_INTERCHANGE' && !this.#edifact)
      errors[0] = notEdi(this.#begin, errors[0].at);
    if (interchanges.length === 0 && errors.length === 0)
      errors.push({ code: 'EMPTY', message: 'The file is empty.', fix: 'Send the file again.', at: { ...fileStart } });
    const verdict = fileVerdict(errors, interchanges);
    const report = { file: this.#options.file ?? '', sha256: this.#hash.digest('hex'), verdict, errors, interchanges };
    return { report, accepted, receivedTa1, answers };
  }

  /** Looks at the first bytes: X12, EDIFACT or something that no scanner should see. */
  #decide(): void {
    const head = this.#head!;
    this.#head = null;
    const text = head
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .trimStart();
    this.#begin = text.slice(0, 4);
    if (head.length >= 4 && isUtf16(head)) {
      this.#unreadable = true;
      this.#judge.stray({
        code: 'UTF16',
        message: 'The file is in UTF-16.',
        fix: 'Save it as plain text in ASCII or UTF-8.',
        at: { ...fileStart },
      });
    } else if (/^UN[AB]/.test(text)) this.#edifact = new EdifactCheck(this.#limits.fileBytes);
    this.#pass(head);
  }

  #pass(chunk: Buffer): void {
    if (this.#unreadable) return;
    if (this.#edifact) this.#edifact.push(chunk);
    else this.#scanner.push(chunk);
  }
}

/** A byte-order mark of UTF-16, or a zero in every second byte. */
function isUtf16(head: Buffer): boolean {
  const mark = head.readUInt16BE(0);
  return (
    mark === 0xfeff ||
    mark === 0xfffe ||
    (head[0] === 0 && head[2] === 0 && head[1] !== 0) ||
    (head[1] === 0 && head[3] === 0 && head[0] !== 0)
  );
}

function notEdi(begin: string, at: Place): CheckError {
  const fix = 'Send X12 that begins with a complete ISA segment.';
  if (/^ST[^A-Za-z0-9]/.test(begin))
    return { code: 'NO_ENVELOPE', message: 'The file begins with ST: its ISA and GS are missing.', fix, at };
  return { code: 'NOT_EDI', message: 'The file is not EDI: no interchange begins in it.', fix, at };
}
