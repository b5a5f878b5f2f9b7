/** An earlier shipment, as far as a repeat order copies it. */
export interface EarlierShipment {
  readonly createdAt: string;
  readonly promisedAt: string | null;
  readonly account: { readonly id: string };
  readonly consignee: { readonly id: string } | null;
  readonly carrierScac: string | null;
  readonly weightGrams: number | null;
  readonly lines: readonly {
    lineNumber: number;
    sku: string;
    description: string;
    unit: string;
    orderedQuantity: number;
  }[];
  readonly parties: readonly { role: string; name: string; address: object | null }[];
  readonly stops: readonly EarlierStop[];
}

interface EarlierStop {
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  readonly [fact: string]: unknown;
}

const ADDRESS = 'address { lines city region postalCode country }';

export const EARLIER = `{
  shipments(filter: { kind: WAREHOUSE_ORDER }, first: 100) { nodes {
    createdAt promisedAt account { id } consignee { id } carrierScac weightGrams
    lines { lineNumber sku description unit orderedQuantity }
    parties { role name ${ADDRESS} }
    stops { sequence kind name ${ADDRESS} timeZone latitude longitude windowFrom windowTo }
  } }
}`;

/** The same goods to the same place, ordered now: every time of the earlier order moves along. */
export function repeatOrder(earlier: EarlierShipment, orderNumber: string, now: number) {
  const delay = now - Date.parse(earlier.createdAt);
  const later = (iso: string | null): string | null => (iso ? new Date(Date.parse(iso) + delay).toISOString() : null);
  const { account, consignee, carrierScac, weightGrams, lines, parties } = earlier;
  return {
    accountId: account.id,
    consigneeId: consignee?.id ?? null,
    orderNumber,
    source: 'DEMO',
    mode: 'M',
    freightTerms: 'PP',
    carrierScac,
    weightGrams,
    lines,
    parties,
    promisedAt: later(earlier.promisedAt),
    stops: earlier.stops.map((stop) => ({
      ...stop,
      windowFrom: later(stop.windowFrom),
      windowTo: later(stop.windowTo),
    })),
  };
}
