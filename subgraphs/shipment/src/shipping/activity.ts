import type { ActivityDone, ActivityPlace } from '@quayside/contract/activity-events';
import { localDate } from '@quayside/shared/instant';
import type { PostalAddress } from '../place/place.ts';
import { firstPickup, lastDelivery, type Reference, type ShipmentLine, type Stop } from '../shipment/parts.ts';
import type { Shipment } from '../shipment/shipment.ts';

/** What charging needs to know beside the shipment itself. */
export interface Surroundings {
  readonly stops: readonly Stop[];
  readonly references: readonly Pick<Reference, 'kind' | 'value'>[];
  /** Pieces by unit; or hours, of waiting. */
  readonly quantities: ActivityDone['quantities'];
}

const HOUR = 3_600_000;

/** Facts that may cost something by their code: attempts, refusals, returns, reconsignments, dropped trailers, waiting. */
export const CHARGEABLE: readonly string[] = ['AH', 'AP', 'A3', 'A7', 'AI', 'S1', 'CD'];

/** Pieces of a unit added up over the lines. */
export function piecesByUnit(
  lines: readonly { readonly unit: string; readonly quantity: number | null }[],
): ActivityDone['quantities'] {
  const sums = new Map<string, number>();
  for (const { unit, quantity } of lines) sums.set(unit, (sums.get(unit) ?? 0) + (quantity ?? 0));
  return [...sums].map(([unit, quantity]) => ({ unit, quantity: Math.round(quantity * 1000) / 1000 }));
}

/** What went out, or was ordered where nobody has said yet. */
export const shippedPieces = (lines: readonly ShipmentLine[]): ActivityDone['quantities'] =>
  piecesByUnit(
    lines.map(({ unit, shippedQuantity, orderedQuantity }) => ({ unit, quantity: shippedQuantity ?? orderedQuantity })),
  );

/** How long somebody waited at the place that a departure is from; nothing where the arrival is not known. */
export function waiting(stops: readonly Stop[], departedAt: number): ActivityDone['quantities'] {
  const arrivedAt = lastDelivery(stops)?.arrivedAt ?? null;
  if (arrivedAt === null || departedAt <= arrivedAt) return [];
  return [{ unit: 'HOUR', quantity: Math.round(((departedAt - arrivedAt) / HOUR) * 1000) / 1000 }];
}

/** What was done with a shipment, in the words of charging. */
export function shipmentActivity(
  shipment: Shipment,
  what: Pick<ActivityDone, 'activityId' | 'kind' | 'code' | 'at'>,
  { stops, references, quantities }: Surroundings,
): ActivityDone {
  const [from, to] = [firstPickup(stops), lastDelivery(stops)];
  const place = what.kind === 'SHIPPED' ? from : to;
  return {
    ...what,
    accountId: shipment.accountId,
    contractId: shipment.contractId,
    subjectKind: 'SHIPMENT',
    subjectId: shipment.id,
    subjectNumber: shipment.number,
    orderNumber: shipment.orderNumber,
    poNumber: references.find(({ kind }) => kind === 'PO')?.value ?? null,
    date: localDate(what.at, place?.timeZone),
    weightGrams: shipment.weightGrams,
    guaranteed: shipment.guaranteed,
    carrierScac: shipment.carrierScac,
    mode: shipment.mode,
    quantities,
    origin: toPlace(from?.address),
    destination: toPlace(to?.address),
  };
}

function toPlace(address: PostalAddress | undefined): ActivityPlace | null {
  if (!address) return null;
  const country = address.country.trim().toUpperCase();
  // EDI addresses leave the country of the partner out; as everywhere else it is the United States then.
  return {
    country: { USA: 'US', '': 'US' }[country] ?? country,
    region: address.region?.trim().toUpperCase() || null,
    postalCode: address.postalCode?.trim().toUpperCase() || null,
  };
}
