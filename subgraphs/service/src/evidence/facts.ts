/*
 * What the assembler asks of the graph, as the account itself would: what it may not read is not in its pack. Shipment
 * and contract belong to other services; this is the one place that knows how to ask for them.
 */

/** Contract terms as they were agreed. */
export interface ContractFacts {
  readonly id: string;
  readonly number: string;
  readonly versions: readonly (Readonly<Record<string, unknown>> & {
    readonly version: number;
    readonly amendedAt: string;
  })[];
}

/** A tracking fact. Instants are ISO 8601. */
export interface MilestoneFacts {
  readonly id: string;
  readonly code: string;
  readonly reasonCode: string | null;
  readonly at: string;
  readonly localTime: string;
  readonly timeZone: string;
  readonly source: string;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly note: string | null;
  readonly recordedAt: string;
  readonly temperatureCelsius: number | null;
  readonly sealNumbers: readonly string[];
  readonly scannedUnits: readonly string[];
}

/** A deviation. */
export interface ExceptionFacts {
  readonly id: string;
  readonly kind: string;
  readonly description: string;
  readonly raisedAt: string;
  readonly resolvedAt: string | null;
  readonly resolution: string | null;
}

/** A stored file. */
export interface FileFacts {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A paper or photo of the shipment. */
export interface DocumentFacts extends FileFacts {
  readonly kind: 'BOL' | 'POD' | 'PHOTO' | 'OTHER';
  readonly createdAt: string;
}

/** The shipment of the claim. */
export interface ShipmentFacts {
  readonly id: string;
  readonly number: string;
  readonly createdAt: string;
  readonly milestones: readonly MilestoneFacts[];
  readonly exceptions: readonly ExceptionFacts[];
  readonly documents: readonly DocumentFacts[];
  readonly instructions: readonly {
    readonly id: string;
    readonly text: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly handlingUnits: readonly Readonly<Record<string, unknown>>[];
  /** Number, carrier, references, parties, stops. */
  readonly [field: string]: unknown;
}

const ADDRESS = 'address { lines city region postalCode country }';
const SHIPMENT = `shipment(id: $shipment) {
  id number kind carrierScac mode freightTerms pieces weightGrams promisedAt source createdAt
  references { kind value qualifier }
  parties { role name code codeQualifier ${ADDRESS} }
  stops { sequence kind name ${ADDRESS} timeZone windowFrom windowTo }
  lines { lineNumber sku description lot unit orderedQuantity shippedQuantity weightGrams productIds { qualifier value } }
  handlingUnits { kind sscc weightGrams trackingNumber }
  milestones { id code reasonCode at localTime timeZone source place latitude longitude note recordedAt
    temperatureCelsius sealNumbers scannedUnits }
  exceptions { id kind description raisedAt resolvedAt resolution }
  instructions { id text by at }
  documents { id kind fileName mediaType sizeBytes sha256 createdAt }
}`;
const CONTRACT = `contract(id: $contract) { id number versions {
  version name state validFrom validTo amendedAt
  services { service guaranteed note } serviceLevels { metric target note }
  liability { regime fileWithinDays
    limitPerKilogram { amountMinor currency } limitPerShipment { amountMinor currency } } } }`;

/** The shipment alone, and with the contract that it ran under. */
export const SHIPMENT_FACTS = `query EvidenceOfShipment($shipment: ID!) { ${SHIPMENT} }`;
export const SHIPMENT_AND_CONTRACT_FACTS = `query EvidenceOfShipmentAndContract($shipment: ID!, $contract: ID!) {
  ${SHIPMENT} ${CONTRACT} }`;

/** Facts of files that messages show. */
export const FILE_FACTS = `query EvidenceOfFiles($ids: [ID!]!) { storedFiles(ids: $ids) {
  id fileName mediaType sizeBytes sha256 } }`;
