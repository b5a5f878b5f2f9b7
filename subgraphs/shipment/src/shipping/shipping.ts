import { ok, type Result, refuse } from '@quayside/shared/result';
import type { LinesTold } from '../events.ts';
import type { HandlingUnitInput, ReferenceInput } from '../shipment/order-input.ts';
import type { ShipmentLine } from '../shipment/parts.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { move } from '../shipment/transitions.ts';
import type { Trouble } from '../tracking/exception.ts';

/** What went out of an ordered line. */
export interface ShippedLineInput {
  readonly lineNumber: number;
  readonly shippedQuantity: number;
  readonly lot?: string | null | undefined;
  readonly substituteSku?: string | null | undefined;
}

/** How the goods left. */
export interface ShipInput {
  readonly id: string;
  readonly lines?: readonly ShippedLineInput[] | null | undefined;
  readonly carrierScac?: string | null | undefined;
  readonly bol?: string | null | undefined;
  readonly pro?: string | null | undefined;
  readonly trailer?: string | null | undefined;
  readonly handlingUnits?: readonly HandlingUnitInput[] | null | undefined;
  readonly shippedAt?: number | null | undefined;
}

/** A carrier may report the departure before the warehouse does; what went out is then still to be told, once. */
export function mayShip(shipment: Shipment, lines: readonly ShipmentLine[]): Result<Shipment> {
  const untold = lines.length > 0 && lines.every((line) => line.shippedQuantity === null);
  if (untold && (shipment.state === 'IN_TRANSIT' || shipment.state === 'OUT_FOR_DELIVERY')) return ok(shipment);
  if (shipment.state === 'OUT_FOR_DELIVERY') {
    return refuse('SHIPMENT_STATE_FORBIDS', `${shipment.number} has left already.`);
  }
  return move(shipment, 'IN_TRANSIT');
}

/**
 * What went out, per ordered line. Without a list everything went in full; with one, a line that it leaves out was
 * shorted to 0, because a 945 must name every line of its 940.
 */
export function shipLines(
  ordered: readonly ShipmentLine[],
  shipped: readonly ShippedLineInput[] | null | undefined,
): Result<ShipmentLine[]> {
  if (!shipped) return ok(ordered.map((line) => ({ ...line, shippedQuantity: line.orderedQuantity })));
  const stranger = shipped.find((one) => !ordered.some((line) => line.lineNumber === one.lineNumber));
  if (stranger) {
    return refuse('LINE_UNKNOWN', `The order has no line ${stranger.lineNumber}.`, {
      field: 'lines.lineNumber',
      figures: { line: stranger.lineNumber },
    });
  }
  const lines = ordered.map((line) =>
    shipLine(
      line,
      shipped.find((one) => one.lineNumber === line.lineNumber),
    ),
  );
  const wrong = lines.find((line) => !isPossible(line));
  if (wrong) {
    const message = `Line ${wrong.lineNumber} orders ${wrong.orderedQuantity} ${wrong.unit}; ${wrong.shippedQuantity} cannot have been shipped.`;
    return refuse('SHIPPED_MORE_THAN_ORDERED', message, {
      field: 'lines.shippedQuantity',
      figures: { line: wrong.lineNumber, ordered: `${wrong.orderedQuantity} ${wrong.unit}` },
    });
  }
  return ok(lines);
}

const shipLine = (line: ShipmentLine, shipped: ShippedLineInput | undefined): ShipmentLine => ({
  ...line,
  shippedQuantity: shipped?.shippedQuantity ?? 0,
  lot: shipped?.lot ?? line.lot,
  substituteSku: shipped?.substituteSku ?? null,
});

const isPossible = ({ shippedQuantity, orderedQuantity }: ShipmentLine): boolean =>
  shippedQuantity !== null && shippedQuantity >= 0 && shippedQuantity <= orderedQuantity;

const MOST_TOLD = 1_000;

/** How the lines went out, for those who measure it. */
export const linesTold = (lines: readonly ShipmentLine[]): LinesTold => ({
  lineCount: lines.length,
  short: shortLines(lines)
    .slice(0, MOST_TOLD)
    .map(({ lineNumber: line, orderedQuantity: ordered, shippedQuantity }) => ({
      line,
      ordered,
      shipped: shippedQuantity ?? 0,
    })),
});

/** Lines of which less went out than was ordered. */
export const shortLines = (lines: readonly ShipmentLine[]): ShipmentLine[] =>
  lines.filter((line) => line.shippedQuantity !== null && line.shippedQuantity < line.orderedQuantity);

const MOST_NAMED = 20;

const SHORT_WORDS = { SHORTAGE: 'Shipped short', SHORTAGE_EXPECTED: 'In stock' } as const;

/** Less than was ordered: `Shipped short: SKU-1 8 of 10 CA; SKU-2 0 of 5 EA`. */
export function shortTrouble(
  kind: 'SHORTAGE' | 'SHORTAGE_EXPECTED',
  lines: readonly ShipmentLine[],
  thereOf: (line: ShipmentLine) => number | null,
): Trouble {
  const shortLines = lines.slice(0, MOST_NAMED).map((line) => {
    const { sku, orderedQuantity: ordered, unit } = line;
    return { sku, there: thereOf(line) ?? 0, ordered, unit };
  });
  const named = shortLines.map(({ sku, there, ordered, unit }) => `${sku} ${there} of ${ordered} ${unit}`);
  const rest = lines.length - named.length;
  const all = rest > 0 ? [...named, `and ${rest} more`] : named;
  const cause = { milestoneCode: null, reasonCode: null, note: null, shortLines, furtherShortLines: rest };
  return { kind, description: `${SHORT_WORDS[kind]}: ${all.join('; ')}`, cause };
}

/** All that went out. */
export const piecesShipped = (lines: readonly ShipmentLine[]): number =>
  lines.reduce((sum, line) => sum + (line.shippedQuantity ?? 0), 0);

/** BOL, PRO and trailer as references. */
export function shippingReferences(input: Pick<ShipInput, 'bol' | 'pro' | 'trailer'>): ReferenceInput[] {
  const given: ReferenceInput[] = [
    { kind: 'BOL', value: input.bol?.trim() ?? '' },
    { kind: 'PRO', value: input.pro?.trim() ?? '' },
    { kind: 'OTHER', value: input.trailer?.trim() ?? '', qualifier: 'TRAILER' },
  ];
  return given.filter((one) => one.value !== '');
}
