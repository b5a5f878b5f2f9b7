import {
  type CatalogueItem,
  type ContractTerms,
  type EntitlementReason,
  entitlement,
  type LogisticsService,
} from '@quayside/contract/events';
import { HOUR } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Attachment, textFault } from '../conversation/conversation.ts';
import type { ServiceItem } from '../item/item.ts';
import { wayOn } from '../item/way-on.ts';
import { type CatalogueEntry, catalogueEntry } from './catalogue.ts';
import { endOfDay, listQuote, type Quote } from './quote.ts';
import { allFinished, type WorkStep } from './steps.ts';
import { isFinal, mayBecome, nextOf, type WorkOrderState } from './transitions.ts';

/** One value-added job, from the request to its proof and its charge. */
export interface WorkOrder extends ServiceItem {
  readonly state: WorkOrderState;
  readonly service: LogisticsService;
  readonly contractId: string;
  readonly quantity: number;
  readonly unit: string;
  readonly sku: string | null;
  readonly instructions: string;
  readonly proof: readonly Attachment[];
  /** Price, photo standard and service level of the contract when the job was asked for; null where it had none. */
  readonly terms: CatalogueItem | null;
  readonly quote: Quote | null;
  /** Path of the branch whose hands are booked. */
  readonly branch: string | null;
  /** YYYY-MM-DD */
  readonly day: string | null;
  readonly plannedMinutes: number | null;
  readonly steps: readonly WorkStep[];
  /** Set once the contract's books have it. */
  readonly chargeId: string | null;
  /** The return whose goods are repaired. */
  readonly returnOrderId: string | null;
  readonly score: number | null;
  readonly scoreComment: string | null;
  readonly ratedAt: number | null;
}

/** What is to be done, to how much of what. */
export interface WorkRequest {
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly instructions: string;
  readonly sku: string | null;
}

/** Hours within which a request is quoted or refused. */
const ANSWER_HOURS = 8;
const LONGEST_SKU = 64;

/** Until when a request is quoted or refused. */
export const answerBy = (requestedAt: number): number => requestedAt + ANSWER_HOURS * HOUR;

/** The entry that a request is for; refuses what cannot be ordered. */
export function checkRequest(request: WorkRequest): Result<CatalogueEntry> {
  const entry = catalogueEntry(request.service);
  if (!entry) return refuse('NOT_IN_CATALOGUE', `${request.service} is not ordered as a job.`, { field: 'service' });
  if (!Number.isFinite(request.quantity) || request.quantity <= 0) {
    return refuse('QUANTITY_NOT_POSITIVE', 'How many?', { field: 'quantity' });
  }
  if (!request.instructions.trim()) {
    return refuse('INSTRUCTIONS_MISSING', 'Say what is to be done.', { field: 'instructions' });
  }
  if ((request.sku ?? '').length > LONGEST_SKU) {
    return refuse('SKU_LENGTH', `An item number has ${LONGEST_SKU} characters at most.`, {
      field: 'sku',
      figures: { most: LONGEST_SKU },
    });
  }
  return textFault(request.instructions, 'instructions') ?? ok(entry);
}

const WHY = {
  NO_CONTRACT: 'There is no active contract.',
  NOT_COVERED: 'No contract covers it.',
  NOT_YET_VALID: 'The contract that covers it has not begun.',
  EXPIRED: 'The contract that covered it has ended.',
} as const satisfies Record<EntitlementReason, string>;

/** The contract that something may be done under on a day. @param date YYYY-MM-DD */
export function entitledBy(terms: readonly ContractTerms[], service: LogisticsService, date: string): Result<string> {
  const verdict = entitlement(terms, service, date);
  if (verdict.entitled) return ok(verdict.contractId);
  const fix = 'Ask your account manager to add it to the contract.';
  return refuse('NOT_ENTITLED', `${service}: ${WHY[verdict.reason]}`, { field: 'service', fix });
}

/** What a contract asks for a service, or null where it names no price. */
export const itemOf = (
  terms: readonly ContractTerms[],
  contractId: string,
  service: LogisticsService,
): CatalogueItem | null =>
  terms.find((one) => one.contractId === contractId)?.catalogue?.find((item) => item.service === service) ?? null;

/** Moves a job on, if its state allows. */
export function move(order: WorkOrder, to: WorkOrderState, now: number): Result<WorkOrder> {
  if (!mayBecome(order.state, to)) {
    return refuse(
      'WORK_ORDER_STATE',
      `Work order ${order.number} is ${order.state} and cannot become ${to}.`,
      wayOn(nextOf(order.state), 'Ask for a new one.'),
    );
  }
  return ok({ ...order, state: to, closedAt: isFinal(to) ? now : null });
}

const unbooked = { branch: null, day: null, plannedMinutes: null } as const;

/** Says what the job costs; a day that was booked for it before is free again. */
export function quoteWith(order: WorkOrder, quote: Quote): Result<WorkOrder> {
  const moved = move(order, 'QUOTED', quote.at);
  return moved.ok ? ok({ ...moved.value, ...unbooked, quote, dueAt: answerBy(quote.at) }) : moved;
}

/** What is quoted by the list waits for the customer; what has no list price waits for the staff. */
export function quoteByList(order: WorkOrder, told: { at: number; by: string }): Result<WorkOrder> {
  if (order.terms === null) {
    const moved = move(order, 'REQUESTED', told.at);
    return moved.ok ? ok({ ...moved.value, ...unbooked, quote: null, dueAt: answerBy(told.at) }) : moved;
  }
  const quote = listQuote(order.terms, order.quantity, told);
  return quote.ok ? quoteWith(order, quote.value) : quote;
}

/** The customer takes the price; from now on the service level's clock runs. */
export function approve(order: WorkOrder, now: number): Result<WorkOrder> {
  const moved = move(order, 'APPROVED', now);
  const hours = order.terms?.serviceLevelHours ?? catalogueEntry(order.service)?.leadHours ?? 0;
  return moved.ok ? ok({ ...moved.value, dueAt: now + hours * HOUR }) : moved;
}

/** When, where and with how many hours of work. */
export interface Booking {
  readonly branch: string;
  readonly day: string;
  readonly plannedMinutes: number;
}

/** A day is over when it is over in the last time zone, twelve hours behind UTC: until then some branch may work it. */
const earliestDay = (now: number): string => new Date(now - 12 * HOUR).toISOString().slice(0, 10);

/** Gives the job its day; it is due then, or when the service level asks for it if that is later. */
export function schedule(order: WorkOrder, booking: Booking, now: number): Result<WorkOrder> {
  const moved = move(order, 'SCHEDULED', now);
  if (!moved.ok) return moved;
  if (booking.day < earliestDay(now)) {
    return refuse('DAY_PAST', `${booking.day} is over.`, { field: 'day' });
  }
  return ok({ ...moved.value, ...booking, dueAt: Math.max(order.dueAt, endOfDay(booking.day)) });
}

/** Done is what the photos show; without them the job stays open. */
export function finish(order: WorkOrder, proof: readonly Attachment[], now: number): Result<WorkOrder> {
  const moved = move(order, 'DONE', now);
  if (!moved.ok) return moved;
  if (!allFinished(order.steps)) {
    return refuse('STEPS_OPEN', 'Finish every step first.', { field: 'step' });
  }
  const shown = uniqueFiles([...order.steps.flatMap((step) => step.photos), ...proof]);
  const required = order.terms?.photosRequired ?? catalogueEntry(order.service)?.photosRequired ?? 0;
  const photos = shown.filter((one) => one.mediaType.startsWith('image/')).length;
  if (photos < required) {
    const message = `${order.service} is proved by ${required} photos; there are ${photos}.`;
    const standard = order.terms?.photoStandard;
    return refuse('PHOTOS_MISSING', message, { field: 'proof', ...(standard ? { fix: standard } : {}) });
  }
  return ok({ ...moved.value, proof: shown });
}

/** The same photo twice proves once. */
const uniqueFiles = (files: readonly Attachment[]): Attachment[] => [
  ...new Map(files.map((file) => [file.fileId, file])).values(),
];

/** Ends a job before it is done. */
export function end(order: WorkOrder, to: 'CANCELLED' | 'REFUSED', reason: string, now: number): Result<WorkOrder> {
  const moved = move(order, to, now);
  if (!moved.ok) return moved;
  if (!reason.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
  return textFault(reason, 'reason') ?? moved;
}
