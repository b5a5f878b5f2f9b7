import { fitsInColumn } from '@quayside/shared/json-size';
import type { Refusal } from '@quayside/shared/result';
import {
  CODE,
  goodsFault,
  handlingUnitFault,
  LINE,
  NAME,
  requiredTextFault,
  textFault,
} from '../shipment/order-checks.ts';
import type {
  AnnounceInboundInput,
  ChangeInboundInput,
  InboundLineInput,
  ReceiveInboundInput,
  ShipInboundInput,
} from './inbound-input.ts';

/** What is wrong with an announcement; null when it can be stored. */
export const announceFault = (input: AnnounceInboundInput): Refusal | null =>
  requiredTextFault('orderNumber', input.orderNumber, CODE) ??
  requiredTextFault('warehouse', input.warehouse, CODE) ??
  textFault([['shipmentReference', input.shipmentReference, CODE]]) ??
  (input.lines.length === 0 ? fault('LINES_MISSING', 'Nothing is announced: there are no lines.', 'lines') : null) ??
  changeFault(input);

/** What is wrong with what is said of goods on their way. */
export function changeFault(input: ChangeInboundInput): Refusal | null {
  const { source, carrierScac, references, parties, note } = input;
  const lines = input.lines ?? [];
  const ordered = lines.map((line) => ({ ...line, orderedQuantity: line.expectedQuantity }));
  const worst = lines.find((line) => !(line.expectedQuantity > 0));
  return (
    (worst
      ? fault('QUANTITY_NOT_POSITIVE', `Line ${worst.lineNumber} expects nothing.`, 'lines.expectedQuantity')
      : null) ??
    goodsFault({ accountId: '', source, carrierScac, references, parties, note, lines: ordered }) ??
    textFault([
      ['warehouse', input.warehouse, CODE],
      ['trailer', input.trailer, CODE],
      ['seal', input.seal, CODE],
      ...lines.map((line) => ['lines.currency', line.currency, 3] as const),
    ]) ??
    priceFault(lines) ??
    (fitsInColumn([references]) && fitsInColumn([parties])
      ? null
      : fault('TOO_MANY_PARTS', 'There are more parties and references than can be kept.', 'parties'))
  );
}

function priceFault(lines: readonly InboundLineInput[]): Refusal | null {
  const bare = lines.find((line) => (line.priceMinor ?? null) !== null && !line.currency);
  return bare
    ? fault('CURRENCY_MISSING', `Line ${bare.lineNumber} has a price without a currency.`, 'lines.currency')
    : null;
}

const MOST_COUNTED = 5_000;

/** What is wrong with a count, before it is held against the notice. */
export const receiveFault = (input: ReceiveInboundInput): Refusal | null =>
  ((input.lines?.length ?? 0) > MOST_COUNTED
    ? fault('TOO_MANY_PARTS', `At most ${MOST_COUNTED} lines in one count.`, 'lines')
    : null) ??
  textFault([
    ['idempotencyKey', input.idempotencyKey, CODE],
    ...(input.lines ?? []).flatMap((line) => [
      ['lines.sku', line.sku, CODE] as const,
      ['lines.lot', line.lot, CODE] as const,
      ['lines.unit', line.unit, 32] as const,
      ['lines.location', line.location, CODE] as const,
      ['lines.note', line.note, LINE] as const,
    ]),
  ]);

/** What is wrong with a departure. */
export const shipFault = (input: ShipInboundInput): Refusal | null =>
  handlingUnitFault(input.handlingUnits ?? []) ??
  textFault([
    ['carrierScac', input.carrierScac, 32],
    ['bol', input.bol, NAME],
    ['pro', input.pro, NAME],
  ]) ??
  ((input.handlingUnits ?? []).every((unit) => fitsInColumn(unit.contents ?? []))
    ? null
    : fault('TOO_MANY_PARTS', 'A handling unit holds more lines than can be kept.', 'handlingUnits.contents'));

const fault = (code: string, message: string, field: string): Refusal => ({ code, message, field });
