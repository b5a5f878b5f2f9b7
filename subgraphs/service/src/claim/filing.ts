import { fitsInColumn } from '@quayside/shared/json-size';
import { type Money, money } from '@quayside/shared/money';
import { type Result, refuse } from '@quayside/shared/result';
import type { ShipmentEntry } from '../directory/directory.ts';
import type { ClaimLine, LossCause } from './claim.ts';

/** What is handed in. Only the first is a claim: 49 CFR 370.3(b) and (d) name the others, and a 925 only asks. */
export type FilingKind =
  | 'CLAIM'
  | 'DELIVERY_RECEIPT_REMARK'
  | 'BAD_ORDER_REPORT'
  | 'APPRAISAL_REPORT'
  | 'INSPECTION_REPORT'
  | 'TRACER';

/** A loss as the claimant states it: with its amount, or with the value of one piece from which it follows. */
export interface StatedLoss {
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly cause: LossCause;
  readonly amountMinor: number | null;
  readonly unitValueMinor: number | null;
  readonly salvageMinor: number | null;
  readonly weightGrams: number | null;
}

/** What the claimant hands in. */
export interface Filing {
  readonly kind: FilingKind;
  readonly shipmentId: string;
  readonly liabilityAsserted: boolean;
  readonly statement: string;
  readonly currency: string;
  readonly lines: readonly StatedLoss[];
  readonly reference: string | null;
  readonly noticeGivenAt: number | null;
  readonly expectedDeliveryAt: number | null;
  readonly lateReason: string | null;
  /** How it came, where not through the portal. */
  readonly source: string | null;
}

const MOST_LINES = 200;
const LONGEST_TEXT = 255;
const LONGEST_REFERENCE = 64;
const NOT_A_CLAIM = {
  DELIVERY_RECEIPT_REMARK: 'A remark on the delivery receipt',
  BAD_ORDER_REPORT: 'A bad order report',
  APPRAISAL_REPORT: 'An appraisal report',
  INSPECTION_REPORT: 'An inspection report',
  TRACER: 'A tracer',
} as const satisfies Record<Exclude<FilingKind, 'CLAIM'>, string>;

/** A claim identifies the shipment, asserts liability and states an amount (49 CFR 370.3): the first that is missing. */
export function filingFault(filing: Filing): Result<never> | null {
  if (filing.kind !== 'CLAIM') {
    const fix = 'File a claim that names the shipment, holds us liable and states an amount, and attach it as a paper.';
    return refuse('NOT_A_CLAIM', `${NOT_A_CLAIM[filing.kind]} alone is no claim (49 CFR 370.3).`, {
      field: 'kind',
      fix,
    });
  }
  if (!filing.shipmentId.trim()) {
    return refuse('CLAIM_SHIPMENT_MISSING', 'A claim names the shipment.', { field: 'shipmentId' });
  }
  if (!filing.liabilityAsserted || !filing.statement.trim()) {
    const field = filing.liabilityAsserted ? 'statement' : 'liabilityAsserted';
    const fix = 'Without it this is a complaint or an inquiry: open a case.';
    return refuse('CLAIM_LIABILITY_MISSING', 'A claim says that we are liable, and why.', { field, fix });
  }
  if (filing.lines.length === 0 || filing.lines.some((line) => (amountOf(line) ?? 0) <= 0)) {
    const fix = 'State an amount, or the value of one piece and how many there are; salvage is less than that.';
    return refuse('CLAIM_AMOUNT_MISSING', 'A claim states an amount for each line.', { field: 'lines', fix });
  }
  return draftFault(filing);
}

/** What is asked for: the stated amount, or pieces by value, less the salvage; null when it cannot be determined. */
export function amountOf({ amountMinor, unitValueMinor, quantity, salvageMinor }: StatedLoss): number | null {
  const value = amountMinor ?? (unitValueMinor === null ? null : Math.round(unitValueMinor * quantity));
  return value === null ? null : value - (salvageMinor ?? 0);
}

/** The first thing that cannot even be kept as a draft. */
export function draftFault({ lines, currency, reference, source }: Filing): Result<never> | null {
  if (!/^[A-Z]{3}$/.test(currency)) {
    return refuse('CURRENCY_UNKNOWN', `${currency} is no ISO 4217 code.`, { field: 'currency' });
  }
  for (const [field, text] of Object.entries({ reference, source })) {
    if ((text ?? '').length <= LONGEST_REFERENCE) continue;
    return refuse('REFERENCE_LENGTH', `A reference has ${LONGEST_REFERENCE} characters at most.`, { field });
  }
  if (lines.length > MOST_LINES)
    return refuse('CLAIM_LINES', `A claim has ${MOST_LINES} lines at most.`, {
      field: 'lines',
      figures: { most: MOST_LINES },
    });
  const wrong = lines.find(
    (line) =>
      !(line.quantity > 0) ||
      !line.description.trim() ||
      (line.salvageMinor ?? 0) < 0 ||
      (line.weightGrams ?? 0) < 0 ||
      [line.description, line.sku ?? '', line.unit].some((text) => text.length > LONGEST_TEXT),
  );
  if (wrong) return refuse('CLAIM_LINE', `The line "${wrong.description}" is not usable.`, { field: 'lines' });
  const amounts = lines.map((line) => amountOf(line) ?? 0);
  if (![...amounts, amounts.reduce((total, one) => total + one, 0)].every(Number.isSafeInteger)) {
    return refuse('AMOUNT_TOO_LARGE', 'The amount is too large to be exact.', { field: 'lines' });
  }
  const fix = 'File the rest as a second claim.';
  return fitsInColumn(lines)
    ? null
    : refuse('CLAIM_LINES', 'The lines are too long together.', { field: 'lines', fix });
}

/** Goods that nobody has taken over cannot have been lost or damaged. */
export const neverTakenOver = (shipment: ShipmentEntry): boolean =>
  shipment.state === 'TENDERED' || shipment.state === 'DECLINED';

/** The lines as they are kept. */
export const linesOf = ({ lines, currency }: Filing, newId: () => string): ClaimLine[] =>
  lines.map((line) => ({
    ...{ sku: line.sku, description: line.description, quantity: line.quantity, unit: line.unit, cause: line.cause },
    id: newId(),
    amount: money(amountOf(line) ?? 0, currency),
    salvage: line.salvageMinor === null ? null : money(line.salvageMinor, currency),
    weightGrams: line.weightGrams,
  }));

/** The amount of the claim: the sum of its lines. */
export const totalOf = ({ lines, currency }: Filing): Money =>
  money(
    lines.reduce((total, line) => total + (amountOf(line) ?? 0), 0),
    currency,
  );
