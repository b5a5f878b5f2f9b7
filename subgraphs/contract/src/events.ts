/** What the contract subgraph tells the others. The only file of it that other workspaces import. */
export const CONTRACT_SOURCE = 'contract';

/** What the company sells; the same words as in the schema. */
export type LogisticsService =
  | 'WAREHOUSING'
  | 'TRANSPORT'
  | 'GUARANTEED_DELIVERY'
  | 'SHELVING'
  | 'TALLYING'
  | 'REPACKING'
  | 'LABELLING'
  | 'KITTING'
  | 'PHOTO'
  | 'QUALITY_CHECK'
  | 'RETURNS_HANDLING'
  | 'FINANCING_REFERRAL';

/** Rules of law or trade that decide what is owed for loss or damage, and by when it must be asked for. */
export const LIABILITY_REGIMES = ['us-motor', 'cmr', 'hague-visby', 'montreal', 'cim', 'warehouse'] as const;
/** Id of a regime. */
export type LiabilityRegime = (typeof LIABILITY_REGIMES)[number];

/** `contract.activated.v1`, `contract.amended.v1` and `contract.terminated.v1`: the terms from now on. */
export interface ContractTerms {
  readonly contractId: string;
  readonly accountId: string;
  readonly number: string;
  readonly name: string;
  readonly state: 'DRAFT' | 'ACTIVE' | 'EXPIRED' | 'TERMINATED';
  readonly services: readonly { readonly service: LogisticsService; readonly guaranteed: boolean }[];
  /** YYYY-MM-DD, both ends included. */
  readonly validFrom: string;
  readonly validTo: string;
  /** One of LIABILITY_REGIMES. */
  readonly regime: string;
  readonly fileWithinDays: number;
  /** What is owed at most; null or left out (in events from before it was told) where nothing was agreed. */
  readonly limitPerKilogram?: ContractLimit | null;
  readonly limitPerShipment?: ContractLimit | null;
  /** Promises by the hour; left out where nothing was agreed. */
  readonly responseHours?: number | null;
  readonly resolveHours?: number | null;
  /** What value-added services cost under this contract. Missing in events from before there were such prices. */
  readonly catalogue?: readonly CatalogueItem[];
  /** What the customer is granted beyond the usual; null or left out where nothing was. */
  readonly tier?: ServiceTier | null;
}

/** How urgent work is taken that nobody has called urgent. */
export type TierPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';

/** What a class of customers is granted in process, resources, staff and content, as it was agreed. */
export interface ServiceTier {
  /** `GOLD` */
  readonly code: string;
  readonly name: string;
  /** Process: work of this customer is never less urgent than this. */
  readonly priority: TierPriority;
  /** Process: promises by the hour; null leaves what the contract or the house says. */
  readonly responseHours: number | null;
  readonly resolveHours: number | null;
  /** Staff: one person who answers for everything. */
  readonly namedManager: boolean;
  /** Resources, in words: a dock door, a reserved zone. */
  readonly resources: string | null;
  /** Content, in words: reports, reviews, training. */
  readonly content: readonly string[];
}
/** An amount in minor units of an ISO 4217 currency. */
export interface ContractLimit {
  readonly amountMinor: number;
  readonly currency: string;
}

/** What is owed for a job that is called off, as a share of its agreed price. */
export interface CancellationRule {
  /** Hours before the scheduled day (00:00 UTC) until which calling off costs nothing. */
  readonly freeHours: number;
  /** Percent of the price from then on, 0 to 100. */
  readonly percent: number;
  /** Percent of the price once hands are on the goods, 0 to 100. */
  readonly startedPercent: number;
}

/** One value-added service (VAS) as a version of a contract sells it. */
export interface CatalogueItem {
  readonly service: LogisticsService;
  /** Per what the price is: EA, CA, PL, HOUR. */
  readonly unit: string;
  /** Per unit, in minor units of the currency. */
  readonly priceMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  /** The least that a job costs. */
  readonly minimumMinor: number | null;
  /** Photos that the finished work must show. */
  readonly photosRequired: number;
  /** What the photos must show, for a person. */
  readonly photoStandard: string | null;
  /** Hours from approval to done. */
  readonly serviceLevelHours: number;
  readonly cancellation: CancellationRule;
}

/**
 * The price of so many units by a catalogue item, rounded to the nearest minor unit; null when no number can hold it.
 * Quantities count to the thousandth, as whole numbers: 1.005 × 100 is half a unit more than the 100 that decimals make.
 */
export function listPrice(
  item: Pick<CatalogueItem, 'priceMinor' | 'minimumMinor' | 'currency'>,
  quantity: number,
): { readonly amountMinor: number; readonly currency: string } | null {
  const thousandths = item.priceMinor * Math.round(quantity * 1_000);
  const amountMinor = Math.max(Math.round(thousandths / 1_000), item.minimumMinor ?? 0);
  return Number.isSafeInteger(thousandths) ? { amountMinor, currency: item.currency } : null;
}

/** What a charge is for. */
export type ChargeKind =
  | 'FREIGHT'
  | 'FUEL'
  | 'HANDLING_IN'
  | 'HANDLING_OUT'
  | 'STORAGE'
  | 'ACCESSORIAL'
  | 'VALUE_ADDED';
/** Where a charge comes from. */
export type ChargeSource = 'WORK_ORDER' | 'RETURN_ORDER' | 'SHIPMENT' | 'INBOUND' | 'STOCK' | 'OTIF';

/** Who tells of what is to be charged. */
export const CHARGING_SOURCE = 'service';
/** Something has been done, called off or credited that a contract has a price for. Data: ChargeDue. */
export const CHARGE_DUE = 'charge.due.v1';
/** The words in which it is told: one of a subject, however often it is told. */
export interface ChargeDue {
  readonly source: 'WORK_ORDER' | 'RETURN_ORDER' | 'OTIF';
  readonly reason: 'DONE' | 'CANCELLED' | 'CREDIT';
  /** The work order, the return, or the period that was not delivered on time and in full. */
  readonly subjectId: string;
  /** Its number, for a person. */
  readonly subjectNumber: string;
  readonly accountId: string;
  readonly contractId: string;
  readonly service: LogisticsService;
  readonly quantity: number;
  readonly unit: string;
  /** Negative for a credit. */
  readonly amountMinor: number;
  readonly currency: string;
}
/** A charge or credit stands in the books; subject is the charge. Data: ChargeMade. */
export const CHARGE_MADE = 'charge.made.v1';
/** What was charged. */
export interface ChargeMade extends Omit<ChargeDue, 'source'> {
  readonly chargeId: string;
  readonly source: ChargeSource;
  /** Missing in events from before shipments were charged: VALUE_ADDED. */
  readonly kind?: ChargeKind;
  /** When it was done, epoch milliseconds; the month of a charge. Missing in older events. */
  readonly doneAt?: number;
  /** `CH-000042` */
  readonly number: string;
}

/** The terms bind from now on. */
export const CONTRACT_ACTIVATED = 'contract.activated.v1';
/** The terms are others from now on; also told when a rate card was added. */
export const CONTRACT_AMENDED = 'contract.amended.v1';
/** The terms bind no longer. */
export const CONTRACT_TERMINATED = 'contract.terminated.v1';

/** The terms end soon, and nothing follows them yet; told once for each end. Data: ContractTerms. */
export const CONTRACT_EXPIRING = 'contract.expiring.v1';

/** A quote was asked for, offered, countered, accepted or ended; subject is the quote. Data: QuoteFacts. */
export const QUOTE_CHANGED = 'quote.changed.v1';
/** Where a negotiation stands: REQUESTED and COUNTERED wait for us, OFFERED waits for the customer. */
export type QuoteState = 'REQUESTED' | 'OFFERED' | 'COUNTERED' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';
/** A quote as it is now. */
export interface QuoteFacts {
  readonly quoteId: string;
  /** `QT-000042` */
  readonly number: string;
  readonly accountId: string;
  readonly name: string;
  readonly state: QuoteState;
  /** YYYY-MM-DD: the offer binds until then. */
  readonly validUntil: string;
  /** The contract that it became or changed; or that it is to change. */
  readonly contractId: string | null;
  /** Who did it, to be told of nothing. */
  readonly actorId: string;
  readonly actor: string;
}

/** A period was closed with its score; subject is the period. Data: OtifScored. */
export const OTIF_SCORED = 'otif.scored.v1';
/** How a period of a contract went, and what it costs us. */
export interface OtifScored {
  readonly periodId: string;
  readonly contractId: string;
  readonly accountId: string;
  /** Of the contract. */
  readonly number: string;
  readonly name: string;
  /** `2026-11` or `2026-Q4` */
  readonly period: string;
  /** Of order lines; null where nothing counted. */
  readonly percent: number | null;
  readonly met: boolean | null;
  readonly targetPercent: number;
  readonly creditMinor: number;
  readonly currency: string | null;
}
/** A verdict was disputed, or the dispute was decided; subject is the shipment. Data: OtifDisputed. */
export const OTIF_DISPUTED = 'otif.disputed.v1';
/** Who doubts which verdict. */
export interface OtifDisputed {
  readonly accountId: string;
  readonly contractId: string;
  readonly shipmentId: string;
  readonly period: string;
  /** Of the contract. */
  readonly number: string;
  /** Null while it is open. */
  readonly decision: string | null;
  readonly actorId: string;
  readonly actor: string;
}

/** Why a service may not start; the nearest miss. */
export type EntitlementReason = 'NO_CONTRACT' | 'NOT_COVERED' | 'NOT_YET_VALID' | 'EXPIRED';
/** The answer, with the contract that allows it. */
export type EntitlementVerdict =
  | { readonly entitled: true; readonly contractId: string; readonly guaranteed: boolean }
  | { readonly entitled: false; readonly reason: EntitlementReason };

/**
 * May a service start on this day? Asked before every paid or guaranteed service, with the terms that the asking
 * subgraph holds from the events above. The nearest miss gives the reason.
 * @param date YYYY-MM-DD
 */
export function entitlement(
  contracts: readonly Pick<ContractTerms, 'contractId' | 'state' | 'services' | 'validFrom' | 'validTo'>[],
  service: LogisticsService,
  date: string,
): EntitlementVerdict {
  const live = contracts.filter((one) => one.state === 'ACTIVE');
  const covering = live.filter((one) => one.services.some((covered) => covered.service === service));
  const valid = covering.find((one) => one.validFrom <= date && date <= one.validTo);
  if (valid) {
    const guaranteed = valid.services.some((covered) => covered.service === service && covered.guaranteed);
    return { entitled: true, contractId: valid.contractId, guaranteed };
  }
  if (covering.some((one) => date < one.validFrom)) return { entitled: false, reason: 'NOT_YET_VALID' };
  if (covering.length > 0) return { entitled: false, reason: 'EXPIRED' };
  return { entitled: false, reason: live.length > 0 ? 'NOT_COVERED' : 'NO_CONTRACT' };
}
