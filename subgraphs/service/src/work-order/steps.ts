import type { LogisticsService } from '@quayside/contract/events';
import { fitsInColumn } from '@quayside/shared/json-size';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Attachment } from '../conversation/conversation.ts';

/** What is done on the floor, in this order. */
export type StepCode = 'FETCH' | 'WORK' | 'CHECK' | 'PUT_AWAY';
/** What a scanned code names: an item, or a licence plate (a GS1 SSCC, or a code that begins with LPN). */
export type ScanKind = 'SKU' | 'LPN';

/** One code that an operator scanned. */
export interface Scan {
  /** Made where it was scanned: the same scan, sent twice, counts once. */
  readonly id: string;
  readonly code: string;
  readonly kind: ScanKind;
  readonly quantity: number;
  readonly at: number;
  readonly by: string;
}

/** One step of a job, with what was scanned and photographed in it. */
export interface WorkStep {
  readonly code: StepCode;
  readonly startedAt: number | null;
  readonly startedBy: string | null;
  readonly finishedAt: number | null;
  readonly finishedBy: string | null;
  readonly scans: readonly Scan[];
  readonly photos: readonly Attachment[];
}

const HANDS_ON: readonly StepCode[] = ['FETCH', 'WORK', 'CHECK', 'PUT_AWAY'];
const PLAN = {
  SHELVING: ['FETCH', 'WORK', 'CHECK'],
  TALLYING: ['WORK', 'CHECK'],
  REPACKING: HANDS_ON,
  LABELLING: HANDS_ON,
  KITTING: HANDS_ON,
  PHOTO: ['FETCH', 'WORK'],
  QUALITY_CHECK: ['FETCH', 'WORK', 'PUT_AWAY'],
  RETURNS_HANDLING: HANDS_ON,
  // Paper only: nothing is fetched.
  FINANCING_REFERRAL: ['WORK'],
  WAREHOUSING: ['WORK'],
  TRANSPORT: ['WORK'],
  GUARANTEED_DELIVERY: ['WORK'],
} as const satisfies Record<LogisticsService, readonly StepCode[]>;

/** The steps of a service, none of them begun. */
export const planSteps = (service: LogisticsService): WorkStep[] =>
  PLAN[service].map((code) => ({
    code,
    startedAt: null,
    startedBy: null,
    finishedAt: null,
    finishedBy: null,
    scans: [],
    photos: [],
  }));

/** Who does something when. */
export interface Doing {
  readonly at: number;
  readonly by: string;
}

const stepState = (step: WorkStep): 'OPEN' | 'RUNNING' | 'FINISHED' =>
  step.finishedAt !== null ? 'FINISHED' : step.startedAt !== null ? 'RUNNING' : 'OPEN';

/** True when nothing is left to do. */
export const allFinished = (steps: readonly WorkStep[]): boolean =>
  steps.every((step) => stepState(step) === 'FINISHED');

/** Begins the next step; one follows on the other. */
export function startStep(steps: readonly WorkStep[], code: StepCode, { at, by }: Doing): Result<WorkStep[]> {
  const next = steps.find((step) => stepState(step) !== 'FINISHED');
  if (next?.code !== code || stepState(next) !== 'OPEN') return outOfTurn(code, next);
  return ok(steps.map((step) => (step === next ? { ...step, startedAt: at, startedBy: by } : step)));
}

/** Ends the step that is running, with the photos that were taken in it. */
export function finishStep(
  steps: readonly WorkStep[],
  code: StepCode,
  photos: readonly Attachment[],
  { at, by }: Doing,
): Result<WorkStep[]> {
  const running = steps.find((step) => stepState(step) === 'RUNNING');
  if (running?.code !== code) return outOfTurn(code, running);
  const done = { ...running, finishedAt: at, finishedBy: by, photos: [...running.photos, ...photos] };
  return fitting(steps.map((step) => (step === running ? done : step)));
}

const outOfTurn = (code: StepCode, turn: WorkStep | undefined) =>
  refuse('STEP_OUT_OF_TURN', turn ? `${turn.code} comes before ${code}.` : `There is no ${code} to do now.`, {
    field: 'step',
  });

/** A code as it comes from a scanner. */
export interface ScanInput {
  readonly id: string;
  readonly code: string;
  readonly quantity: number;
}

const LONGEST_CODE = 64;
const MOST_SCANS = 300;

/** Counts a code into the step that is running; a code of other goods is refused before they are touched. */
export function scan(
  steps: readonly WorkStep[],
  sku: string | null,
  input: ScanInput,
  { at, by }: Doing,
): Result<WorkStep[]> {
  if (steps.some((step) => step.scans.some(({ id }) => id === input.id))) return ok([...steps]);
  const running = steps.find((step) => stepState(step) === 'RUNNING');
  if (!running) return refuse('NO_STEP_RUNNING', 'Start a step, then scan.', { field: 'code' });
  const code = input.code.trim();
  if (!code || code.length > LONGEST_CODE || !input.id || input.id.length > LONGEST_CODE) {
    return refuse('SCAN_LENGTH', `A code has 1 to ${LONGEST_CODE} characters.`, { field: 'code' });
  }
  if (!Number.isFinite(input.quantity) || input.quantity <= 0) {
    return refuse('QUANTITY_NOT_POSITIVE', 'How many?', { field: 'quantity' });
  }
  const kind = kindOf(code);
  if (kind === 'SKU' && sku !== null && code.toUpperCase() !== sku.toUpperCase()) {
    return refuse('SCAN_OTHER_ITEM', `${code} is not ${sku}: put it back.`, { field: 'code' });
  }
  const count = steps.reduce((total, step) => total + step.scans.length, 0);
  if (count >= MOST_SCANS) {
    const fix = 'Scan licence plates, or enter the quantity of several pieces at once.';
    return refuse('SCANS_MANY', `A job keeps ${MOST_SCANS} scans.`, {
      ...{ field: 'code', fix },
      figures: { most: MOST_SCANS },
    });
  }
  const scanned: Scan = { id: input.id, code, kind, quantity: input.quantity, at, by };
  return fitting(steps.map((step) => (step === running ? { ...step, scans: [...step.scans, scanned] } : step)));
}

const fitting = (steps: WorkStep[]): Result<WorkStep[]> =>
  fitsInColumn(steps)
    ? ok(steps)
    : refuse('STEPS_LARGE', 'The job holds too many scans and photos.', { field: 'code' });

/** SSCC-18 with or without its application identifier 00, or a code of our own that says LPN. */
function kindOf(code: string): ScanKind {
  const sscc = /^(?:\(?00\)?)?(\d{18})$/.exec(code)?.[1];
  return (sscc !== undefined && hasCheckDigit(sscc)) || /^LPN/i.test(code) ? 'LPN' : 'SKU';
}

/** GS1 General Specifications 7.9: from the right, weights 3 and 1 in turn, filled up to the next ten. */
function hasCheckDigit(digits: string): boolean {
  const weighted = [...digits.slice(0, -1)].reverse().map((digit, place) => Number(digit) * (place % 2 === 0 ? 3 : 1));
  const total = weighted.reduce((a, b) => a + b, 0);
  return (10 - (total % 10)) % 10 === Number(digits.at(-1));
}
