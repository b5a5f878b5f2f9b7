import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { InboundFacts, InboundKind, InboundState } from '../events.ts';
import { partyFacts, referenceFacts } from '../shipment/draft-parts.ts';
import type { PartyFacts, ProductId, ReferenceFacts } from '../shipment/parts.ts';
import type {
  AnnounceInboundInput,
  ChangeInboundInput,
  ConfirmedLineInput,
  InboundLineInput,
  InboundUnitInput,
} from './inbound-input.ts';

/** Our answer to a purchase order as it stands. */
export interface Confirmation {
  readonly state: 'PENDING' | 'CONFIRMED' | 'REJECTED';
  readonly at: number | null;
  readonly by: string | null;
  readonly reason: string | null;
}

/** Goods that are on their way to us. */
export interface InboundNotice {
  readonly id: string;
  readonly number: string;
  readonly kind: InboundKind;
  readonly state: InboundState;
  readonly accountId: string;
  readonly source: string;
  /** With the shipment reference unique per account and kind. */
  readonly orderNumber: string;
  readonly shipmentReference: string | null;
  readonly warehouse: string;
  readonly carrierScac: string | null;
  readonly trailer: string | null;
  readonly seal: string | null;
  readonly expectedAt: number | null;
  readonly arrivedAt: number | null;
  readonly shippedAt: number | null;
  readonly parties: PartyFacts[];
  readonly references: ReferenceFacts[];
  readonly note: string | null;
  /** Null for a stock transfer: the depositor's own goods need no answer. */
  readonly confirmation: Confirmation | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
}

/** What every part of a notice has: its own id, and the tenant, so that a read of parts alone is scoped as well. */
export interface InboundPart {
  readonly id: string;
  readonly accountId: string;
  readonly noticeId: string;
}

/** One item that is expected, and what came of it. */
export interface InboundLine extends InboundPart {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly expectedQuantity: number;
  /** Damaged goods too; null until a receipt. */
  readonly receivedQuantity: number | null;
  readonly damagedQuantity: number | null;
  readonly confirmedQuantity: number | null;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly productIds: ProductId[];
}

/** A pallet or carton of goods that come in. */
export interface InboundUnit extends InboundPart {
  readonly kind: string;
  readonly sscc: string | null;
  readonly weightGrams: number | null;
  readonly trackingNumber: string | null;
  readonly contents: { readonly lineNumber: number; readonly quantity: number }[];
}

/** What every event of a notice carries. */
export const inboundFactsOf = (notice: InboundNotice): InboundFacts => ({
  noticeId: notice.id,
  number: notice.number,
  kind: notice.kind,
  state: notice.state,
  accountId: notice.accountId,
  orderNumber: notice.orderNumber,
  source: notice.source,
});

const UNANSWERED: Confirmation = { state: 'PENDING', at: null, by: null, reason: null };

/** A new notice, as a depositor or a buyer announces it. */
export function draftInbound(
  input: AnnounceInboundInput,
  frame: { readonly number: string; readonly now: number },
): InboundNotice {
  const kind = input.kind ?? 'STOCK_TRANSFER';
  const bare: InboundNotice = {
    id: newId(),
    number: frame.number,
    kind,
    state: 'EXPECTED',
    accountId: input.accountId,
    source: 'API',
    orderNumber: input.orderNumber.trim(),
    shipmentReference: input.shipmentReference?.trim() || null,
    warehouse: input.warehouse.trim(),
    ...{ carrierScac: null, trailer: null, seal: null },
    ...{ expectedAt: null, arrivedAt: null, shippedAt: null },
    parties: [],
    references: [],
    note: null,
    confirmation: kind === 'PURCHASE_ORDER' ? UNANSWERED : null,
    createdAt: frame.now,
    updatedAt: frame.now,
    version: 1,
  };
  return withWords(bare, input);
}

const withWords = (notice: InboundNotice, input: ChangeInboundInput): InboundNotice => ({
  ...notice,
  source: input.source ?? notice.source,
  warehouse: input.warehouse?.trim() || notice.warehouse,
  carrierScac: input.carrierScac ?? notice.carrierScac,
  trailer: input.trailer ?? notice.trailer,
  seal: input.seal ?? notice.seal,
  expectedAt: input.expectedAt ?? notice.expectedAt,
  parties: input.parties?.map(partyFacts) ?? notice.parties,
  references: input.references?.map(referenceFacts) ?? notice.references,
  note: input.note ?? notice.note,
});

/** Other words for goods that have not arrived. What we have answered to the purchase order before counts no more. */
export function changeNotice(notice: InboundNotice, input: ChangeInboundInput): Result<InboundNotice> {
  if (notice.state !== 'EXPECTED') {
    return refuse('INBOUND_STATE_FORBIDS', `${notice.number} is ${notice.state}: it cannot be changed any more.`, {
      fix:
        notice.state === 'ARRIVED'
          ? 'The goods are here: what differs will show when they are counted.'
          : 'Announce other goods under a new number.',
    });
  }
  return ok({ ...withWords(notice, input), confirmation: notice.confirmation && UNANSWERED });
}

/** Lines as parts of a notice. */
export const toInboundLines = (
  lines: readonly InboundLineInput[],
  owner: Pick<InboundPart, 'noticeId' | 'accountId'>,
): InboundLine[] =>
  lines.map((line) => ({
    ...owner,
    id: newId(),
    lineNumber: line.lineNumber,
    sku: line.sku.trim(),
    description: line.description ?? null,
    lot: line.lot || null,
    unit: line.unit.trim(),
    expectedQuantity: line.expectedQuantity,
    receivedQuantity: null,
    damagedQuantity: null,
    confirmedQuantity: null,
    priceMinor: line.priceMinor ?? null,
    currency: line.currency ?? null,
    productIds: [...(line.productIds ?? [])],
  }));

/** Handling units as parts of a notice. */
export const toInboundUnits = (
  units: readonly InboundUnitInput[],
  owner: Pick<InboundPart, 'noticeId' | 'accountId'>,
): InboundUnit[] =>
  units.map((unit) => ({
    ...owner,
    id: newId(),
    kind: unit.kind,
    sscc: unit.sscc ?? null,
    weightGrams: unit.weightGrams ?? null,
    trackingNumber: unit.trackingNumber ?? null,
    contents: [...(unit.contents ?? [])],
  }));

/** Our one answer to a purchase order as it stands. */
export function answerOrder(
  notice: InboundNotice,
  given: {
    readonly state: 'CONFIRMED' | 'REJECTED';
    readonly at: number;
    readonly by: string;
    readonly reason: string | null;
  },
): Result<InboundNotice> {
  const { confirmation, number, state } = notice;
  if (!confirmation) {
    return refuse(
      'INBOUND_NEEDS_NO_ANSWER',
      `${number} is a transfer of the depositor's own goods: nothing is confirmed.`,
    );
  }
  if (confirmation.state !== 'PENDING') {
    return refuse('INBOUND_ALREADY_ANSWERED', `${number} was ${confirmation.state} already. It is answered once.`);
  }
  if (state === 'RECEIVED' || state === 'CANCELLED') {
    return refuse('INBOUND_STATE_FORBIDS', `${number} is ${state}: it cannot be answered any more.`);
  }
  return ok({ ...notice, confirmation: given });
}

/** How much of each line we confirm: what is left out, as it was ordered. */
export function confirmLines(
  lines: readonly InboundLine[],
  confirmed: readonly ConfirmedLineInput[],
): Result<InboundLine[]> {
  const stranger = confirmed.find((one) => !lines.some((line) => line.lineNumber === one.lineNumber));
  if (stranger) {
    return refuse('LINE_UNKNOWN', `The order has no line ${stranger.lineNumber}.`, {
      field: 'lines.lineNumber',
      figures: { line: stranger.lineNumber },
    });
  }
  const negative = confirmed.find((one) => !(one.quantity >= 0));
  if (negative) {
    return refuse('NUMBER_NEGATIVE', `Line ${negative.lineNumber} cannot be confirmed with ${negative.quantity}.`, {
      field: 'lines.quantity',
    });
  }
  const quantityOf = (line: InboundLine) => confirmed.find((one) => one.lineNumber === line.lineNumber)?.quantity;
  return ok(lines.map((line) => ({ ...line, confirmedQuantity: quantityOf(line) ?? line.expectedQuantity })));
}

/** The goods have left for our warehouse; told once, while they are on their way. */
export function departed(notice: InboundNotice, at: number): Result<InboundNotice> {
  if (notice.shippedAt !== null) {
    return refuse('INBOUND_ALREADY_SHIPPED', `${notice.number} has been shipped already.`);
  }
  if (notice.state !== 'EXPECTED') {
    return refuse('INBOUND_STATE_FORBIDS', `${notice.number} is ${notice.state}: it cannot leave any more.`);
  }
  return ok({ ...notice, shippedAt: at });
}
