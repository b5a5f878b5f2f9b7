import type { ContractTerms, LiabilityRegime } from '@quayside/contract/events';
import { DAY } from '@quayside/shared/instant';
import { fitsInColumn } from '@quayside/shared/json-size';
import { type Money, money } from '@quayside/shared/money';
import { type Result, refuse } from '@quayside/shared/result';
import type { ShipmentEntry } from '../directory/directory.ts';
import type { ClaimLeg, LossCause } from './claim.ts';
import { deadlinesOf, REGIMES, toRegime } from './regimes.ts';

/** A loss as the claimant states it. */
export interface StatedLoss {
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly cause: LossCause;
  readonly amountMinor: number;
}

/** What the claimant hands in. */
export interface Filing {
  readonly shipmentId: string;
  readonly liabilityAsserted: boolean;
  readonly statement: string;
  readonly currency: string;
  readonly lines: readonly StatedLoss[];
}

const MOST_LINES = 200;
const LONGEST_TEXT = 255;

/** A claim identifies the shipment, asserts liability and states an amount (49 CFR 370.3): the first that is missing. */
export function filingFault(filing: Filing): Result<never> | null {
  if (!filing.shipmentId.trim()) {
    return refuse('CLAIM_SHIPMENT_MISSING', 'A claim names the shipment.', { field: 'shipmentId' });
  }
  if (!filing.liabilityAsserted || !filing.statement.trim()) {
    const field = filing.liabilityAsserted ? 'statement' : 'liabilityAsserted';
    const fix = 'Without it this is a complaint or an inquiry: open a case.';
    return refuse('CLAIM_LIABILITY_MISSING', 'A claim says that we are liable, and why.', { field, fix });
  }
  if (filing.lines.length === 0 || filing.lines.some((line) => line.amountMinor <= 0)) {
    return refuse('CLAIM_AMOUNT_MISSING', 'A claim states an amount for each line.', { field: 'lines' });
  }
  return linesFault(filing);
}

function linesFault({ lines, currency }: Filing): Result<never> | null {
  if (!/^[A-Z]{3}$/.test(currency)) {
    return refuse('CURRENCY_UNKNOWN', `${currency} is no ISO 4217 code.`, { field: 'currency' });
  }
  if (lines.length > MOST_LINES)
    return refuse('CLAIM_LINES', `A claim has ${MOST_LINES} lines at most.`, { field: 'lines' });
  const wrong = lines.find(
    (line) =>
      !(line.quantity > 0) ||
      !line.description.trim() ||
      [line.description, line.sku ?? '', line.unit].some((text) => text.length > LONGEST_TEXT),
  );
  if (wrong) return refuse('CLAIM_LINE', `The line "${wrong.description}" is not usable.`, { field: 'lines' });
  const fix = 'File the rest as a second claim.';
  return fitsInColumn(lines)
    ? null
    : refuse('CLAIM_LINES', 'The lines are too long together.', { field: 'lines', fix });
}

/** Goods that nobody has taken over cannot have been lost or damaged. */
export const neverTakenOver = (shipment: ShipmentEntry): boolean =>
  shipment.state === 'TENDERED' || shipment.state === 'DECLINED';

/** The amount of the claim: the sum of its lines. */
export const totalOf = ({ lines, currency }: Filing): Money =>
  money(
    lines.reduce((total, line) => total + line.amountMinor, 0),
    currency,
  );

/** What decides the legs of a claim. */
export interface LegFacts {
  readonly shipment: ShipmentEntry;
  /** The contract that the shipment ran under, where one is known. */
  readonly terms: ContractTerms | null;
  readonly claimant: string;
  readonly filedAt: number;
  readonly newId: () => string;
}

/** The customer's leg under the contract's regime, and ours against the carrier where there is one. */
export function legsOf({ shipment, terms, claimant, filedAt, newId }: LegFacts): ClaimLeg[] {
  const byCarriage: LiabilityRegime = shipment.carrierScac ? 'us-motor' : 'warehouse';
  const own = toRegime(terms?.regime ?? byCarriage);
  const leg = (kind: ClaimLeg['kind'], counterpart: string, regime: LiabilityRegime): ClaimLeg => ({
    ...{ id: newId(), kind, counterpart, regime, state: 'FILED', decidedAmount: null },
    ...deadlinesOf(regime, filedAt),
  });
  const customer = leg('CUSTOMER_TO_3PL', claimant, own);
  // A carrier with a SCAC is a US motor carrier, unless the contract places the carriage under another regime.
  const carriage = own === 'warehouse' ? byCarriage : own;
  return shipment.carrierScac ? [customer, leg('THREE_PL_TO_CARRIER', shipment.carrierScac, carriage)] : [customer];
}

/** The terms that decide: the shipment's contract, or the active one that reaches furthest. */
export const termsFor = (shipment: ShipmentEntry, all: readonly ContractTerms[]): ContractTerms | null =>
  all.find((terms) => terms.contractId === shipment.contractId) ??
  [...all].filter((terms) => terms.state === 'ACTIVE').sort((a, b) => (a.validTo < b.validTo ? 1 : -1))[0] ??
  null;

/** A late claim is received all the same, and then usually declined: the history says so from the start. */
export function lateNotes(shipment: ShipmentEntry, terms: ContractTerms | null, filedAt: number): string[] {
  const days = terms?.fileWithinDays ?? (shipment.carrierScac ? REGIMES['us-motor'].fileDays : null);
  if (shipment.deliveredAt === null || days === null) return [];
  const past = Math.floor((filedAt - shipment.deliveredAt) / DAY);
  return past > days ? [`Filed ${past} days after delivery; ${days} were agreed.`] : [];
}
