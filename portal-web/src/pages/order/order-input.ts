import { fromWallClock } from '../../format/instant.ts';
import type { CreateShipmentInput, LookUpPriceInput, OrderChoicesQuery } from '../../generated/operations.ts';

type Stop = OrderChoicesQuery['shipments']['nodes'][number]['stops'][number];
export type Consignee = NonNullable<OrderChoicesQuery['account']>['consignees'][number];

/** Where an order may leave from: a place that this account's goods have left from before. */
export type ShipFrom = Omit<Stop, 'id' | 'kind'>;

/** An order as it is filled in. */
export interface OrderFields {
  orderNumber: string;
  poNumber: string;
  /** Place among the known ones. */
  shipFrom: string;
  /** Empty for somebody new. */
  consigneeId: string;
  name: string;
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  lines: { sku: string; unit: string; quantity: string }[];
  /** Kilograms. */
  weight: string;
  /** YYYY-MM-DD at the consignee's. */
  deliverBy: string;
  guaranteed: boolean;
  note: string;
}

export const emptyLine = { sku: '', unit: 'EA', quantity: '' };

export const emptyOrder: OrderFields = {
  ...{ orderNumber: '', poNumber: '', shipFrom: '0', consigneeId: '', name: '', street: '', city: '', region: '' },
  ...{ postalCode: '', country: 'US', lines: [emptyLine], weight: '', deliverBy: '', guaranteed: false, note: '' },
};

/** An address without what the cache notes at it. */
const plain = ({ lines, city, region, postalCode, country }: ShipFrom['address']): ShipFrom['address'] => ({
  ...{ lines: [...lines], city, region, postalCode, country },
});

/** The places that goods of the account have left from, each once, the latest first. */
export function shipFroms({ shipments }: OrderChoicesQuery): ShipFrom[] {
  const places = new Map<string, ShipFrom>();
  for (const { kind, name, timeZone, latitude, longitude, address } of shipments.nodes.flatMap(({ stops }) => stops)) {
    const stop = { name, timeZone, latitude, longitude, address: plain(address) };
    const key = `${stop.name} ${stop.address.postalCode}`;
    if (kind === 'PICKUP' && !places.has(key)) places.set(key, stop);
  }
  return [...places.values()];
}

/** The address that the order goes to; null while it is not complete. */
export function destinationOf(fields: OrderFields, consignee: Consignee | undefined): ShipFrom['address'] | null {
  if (consignee) return consignee.address ? plain(consignee.address) : null;
  const { street, city, region, postalCode, country } = fields;
  if (!city.trim() || !country.trim()) return null;
  const blank = (text: string) => text.trim() || null;
  return {
    lines: street.trim() ? [street.trim()] : [],
    ...{
      city: city.trim(),
      region: blank(region),
      postalCode: blank(postalCode),
      country: country.trim().toUpperCase(),
    },
  };
}

const counted = ({ lines }: OrderFields) =>
  lines
    .map(({ sku, unit, quantity }) => ({ sku: sku.trim(), unit, quantity: Number(quantity) || 0 }))
    .filter(({ sku, quantity }) => sku && quantity > 0);

const gramsOf = ({ weight }: OrderFields): number | null => (weight ? Math.round(Number(weight) * 1000) : null);

/** Everything of an order beside what was typed. */
interface Around {
  readonly accountId: string;
  readonly from: ShipFrom | undefined;
  readonly consignee: Consignee | undefined;
}

/** What is asked of the price look-up; null until there is a line. */
export function priceInput(fields: OrderFields, { accountId, from, consignee }: Around): LookUpPriceInput | null {
  const lines = counted(fields);
  if (!accountId || lines.length === 0) return null;
  const units = [...new Set(lines.map(({ unit }) => unit))];
  const place = (address: ShipFrom['address'] | null | undefined) =>
    address ? { country: address.country, region: address.region, postalCode: address.postalCode } : null;
  return {
    ...{ accountId, guaranteed: fields.guaranteed, weightGrams: gramsOf(fields) },
    origin: place(from?.address),
    destination: place(destinationOf(fields, consignee)),
    quantities: units.map((unit) => ({
      unit,
      quantity: lines.reduce((sum, line) => (line.unit === unit ? sum + line.quantity : sum), 0),
    })),
  };
}

const CLOSING = '17:00';

/** The order as the warehouse gets it. The promise is the close of business of the day, where the goods go to. */
export function shipmentInput(
  fields: OrderFields,
  { accountId, from, consignee }: Around,
  to: { readonly consigneeId: string | null; readonly timeZone: string },
): CreateShipmentInput {
  const address = destinationOf(fields, consignee);
  const name = consignee?.name ?? fields.name.trim();
  const promisedAt = fields.deliverBy
    ? fromWallClock(`${fields.deliverBy}T${CLOSING}`, consignee?.timeZone ?? to.timeZone).toISOString()
    : null;
  return {
    ...{ accountId, kind: 'WAREHOUSE_ORDER', source: 'PORTAL', orderNumber: fields.orderNumber.trim() },
    ...{ consigneeId: to.consigneeId, guaranteed: fields.guaranteed, weightGrams: gramsOf(fields), promisedAt },
    note: fields.note.trim() || null,
    references: fields.poNumber.trim() ? [{ kind: 'PO', value: fields.poNumber.trim() }] : [],
    parties: [
      ...(from ? [{ role: 'SHIP_FROM' as const, name: from.name, address: from.address }] : []),
      { role: 'SHIP_TO', name, address },
    ],
    lines: counted(fields).map(({ quantity, ...line }, index) => ({
      ...line,
      ...{ lineNumber: index + 1, orderedQuantity: quantity },
    })),
    stops: [
      ...(from ? [{ ...from, sequence: 1, kind: 'PICKUP' as const }] : []),
      ...(address
        ? [
            {
              sequence: 2,
              kind: 'DELIVERY' as const,
              name,
              address,
              windowTo: promisedAt,
              timeZone: consignee?.timeZone ?? null,
            },
          ]
        : []),
    ],
  };
}
