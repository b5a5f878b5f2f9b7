import type { Address } from './parties.ts';

/** What the documents that we send need to know of a shipment, as the graph tells it. */
export interface ShipmentView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly mode: string | null;
  readonly carrierScac: string | null;
  readonly freightTerms: string | null;
  readonly weightGrams: number | null;
  readonly references: readonly { readonly kind: string; readonly value: string; readonly qualifier: string | null }[];
  readonly parties: readonly {
    readonly role: string;
    readonly name: string;
    readonly code: string | null;
    readonly codeQualifier: string | null;
    readonly address: Address | null;
  }[];
  readonly lines: readonly ShippedLine[];
  readonly handlingUnits: readonly {
    readonly kind: string;
    readonly sscc: string | null;
    readonly trackingNumber: string | null;
  }[];
  readonly stops: readonly {
    readonly kind: string;
    readonly name: string;
    readonly address: Address;
    readonly timeZone: string;
    readonly departedAt: string | null;
  }[];
  readonly tender: {
    readonly version: number;
    readonly answer: string | null;
    readonly answeredAt: string | null;
    readonly reason: string | null;
  } | null;
  readonly milestones: readonly MilestoneView[];
}

export interface ShippedLine {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly orderedQuantity: number;
  readonly shippedQuantity: number | null;
  readonly substituteSku: string | null;
  readonly productIds: readonly { readonly qualifier: string; readonly value: string }[];
  readonly weightGrams: number | null;
}

export interface MilestoneView {
  readonly id: string;
  readonly code: string;
  readonly reasonCode: string | null;
  readonly at: string;
  readonly timeZone: string;
  /** Wall clock at the place, such as 2026-03-01T09:05. */
  readonly localTime: string;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The shipment in the words of ShipmentView. */
export const SHIPMENT_FIELDS = `
  id number state mode carrierScac freightTerms weightGrams
  references { kind value qualifier }
  parties { role name code codeQualifier address { lines city region postalCode country } }
  lines { lineNumber sku description lot unit orderedQuantity shippedQuantity substituteSku productIds { qualifier value } weightGrams }
  handlingUnits { kind sscc trackingNumber }
  stops { kind name address { lines city region postalCode country } timeZone departedAt }
  tender { version answer answeredAt reason }
  milestones { id code reasonCode at timeZone localTime place latitude longitude }`;

/** The trailer that the goods left in. */
export const trailerOf = ({ references }: ShipmentView): string | null =>
  references.find(({ qualifier }) => qualifier === 'TRAILER')?.value ?? null;

/** The routing that the depositor asked for. */
export const routingOf = ({ references }: ShipmentView): string | null =>
  references.find(({ qualifier }) => qualifier === 'ROUTING')?.value ?? null;

/** The value of the first reference of a kind. */
export const referenceOf = (shipment: ShipmentView, kind: string): string | null =>
  shipment.references.find((one) => one.kind === kind)?.value ?? null;
