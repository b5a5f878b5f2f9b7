import {
  type ContractTerms,
  type EntitlementReason,
  entitlement,
  type LogisticsService,
} from '@quayside/contract/events';
import { HOUR } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { type Attachment, textFault } from '../conversation/conversation.ts';
import type { ServiceItem } from '../item/item.ts';
import { type CatalogueEntry, catalogueEntry } from './catalogue.ts';
import { isFinal, mayBecome, type WorkOrderState } from './transitions.ts';

/** One value-added job, from the request to its proof. */
export interface WorkOrder extends ServiceItem {
  readonly state: WorkOrderState;
  readonly service: LogisticsService;
  readonly contractId: string;
  readonly quantity: number;
  readonly unit: string;
  readonly sku: string | null;
  readonly instructions: string;
  readonly proof: readonly Attachment[];
}

/** What is to be done, to how much of what. */
export interface WorkRequest {
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly instructions: string;
  readonly sku: string | null;
}

/** Hours within which a request is approved or refused. */
const ANSWER_HOURS = 8;
const LONGEST_SKU = 64;

/** Until when a request is approved or refused. */
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
    return refuse('SKU_LENGTH', `An item number has ${LONGEST_SKU} characters at most.`, { field: 'sku' });
  }
  return textFault(request.instructions, 'instructions') ?? ok(entry);
}

const WHY = {
  NO_CONTRACT: 'There is no active contract.',
  NOT_COVERED: 'No contract covers it.',
  NOT_YET_VALID: 'The contract that covers it has not begun.',
  EXPIRED: 'The contract that covered it has ended.',
} as const satisfies Record<EntitlementReason, string>;

/** The contract that a job may be done under on a day. @param date YYYY-MM-DD */
export function entitledBy(terms: readonly ContractTerms[], service: LogisticsService, date: string): Result<string> {
  const verdict = entitlement(terms, service, date);
  if (verdict.entitled) return ok(verdict.contractId);
  const fix = 'Ask your account manager to add it to the contract.';
  return refuse('NOT_ENTITLED', `${service}: ${WHY[verdict.reason]}`, { field: 'service', fix });
}

/** Moves a job on, if its state allows. */
export function move(order: WorkOrder, to: WorkOrderState, now: number): Result<WorkOrder> {
  if (!mayBecome(order.state, to)) {
    return refuse('WORK_ORDER_STATE', `Work order ${order.number} is ${order.state} and cannot become ${to}.`);
  }
  return ok({ ...order, state: to, closedAt: isFinal(to) ? now : null });
}

/** From the approval on the clock of the catalogue runs. */
export function approve(order: WorkOrder, now: number): Result<WorkOrder> {
  const moved = move(order, 'APPROVED', now);
  const leadHours = catalogueEntry(order.service)?.leadHours ?? 0;
  return moved.ok ? ok({ ...moved.value, dueAt: now + leadHours * HOUR }) : moved;
}

/** Done is what the photos show; without them the job stays open. */
export function finish(order: WorkOrder, proof: readonly Attachment[], now: number): Result<WorkOrder> {
  const moved = move(order, 'DONE', now);
  if (!moved.ok) return moved;
  const required = catalogueEntry(order.service)?.photosRequired ?? 0;
  // The same photo twice proves once.
  const photos = new Set(proof.filter((one) => one.mediaType.startsWith('image/')).map((one) => one.fileId)).size;
  if (photos < required) {
    const message = `${order.service} is proved by ${required} photos; there are ${photos}.`;
    return refuse('PHOTOS_MISSING', message, { field: 'proof' });
  }
  return ok({ ...moved.value, proof });
}

/** Ends a job before it is done. */
export function end(order: WorkOrder, to: 'CANCELLED' | 'REFUSED', reason: string, now: number): Result<WorkOrder> {
  const moved = move(order, to, now);
  if (!moved.ok) return moved;
  if (!reason.trim()) return refuse('REASON_MISSING', 'Say why.', { field: 'reason' });
  return textFault(reason, 'reason') ?? moved;
}
