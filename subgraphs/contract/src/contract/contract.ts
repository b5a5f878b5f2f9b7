import { localDate } from '@quayside/shared/instant';
import type { Money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { CatalogueItem, ContractTerms, LogisticsService, ServiceTier } from '../events.ts';
import type { OtifClause } from '../otif/clause.ts';
import { termsFault } from './terms.ts';
import { type ContractState, mayBecome, type StoredState } from './transitions.ts';

/** What a service level measures. */
export type ServiceMetric =
  | 'ON_TIME_PERCENT'
  | 'IN_FULL_PERCENT'
  | 'RESPONSE_HOURS'
  | 'RESOLVE_HOURS'
  | 'DAMAGE_FREE_PERCENT';

/** Who agreed, in which role; one of our accounts, or somebody we only know by name. */
export interface ContractParty {
  readonly role: string;
  readonly name: string;
  readonly accountId: string | null;
}
/** A service that the customer may use; `guaranteed` promises a remedy when it is missed. */
export interface CoveredService {
  readonly service: LogisticsService;
  readonly guaranteed: boolean;
  readonly note: string | null;
}
/** A promise in numbers: percent, or hours. */
export interface ServiceLevel {
  readonly metric: ServiceMetric;
  readonly target: number;
  readonly note: string | null;
}
/** What is owed for loss or damage, and how long it may be asked for. */
export interface LiabilityTerms {
  readonly regime: string;
  readonly limitPerKilogram: Money | null;
  readonly limitPerShipment: Money | null;
  readonly fileWithinDays: number;
}

/** What the customer brings at least in each period. */
export interface CommittedVolume {
  readonly service: LogisticsService;
  readonly quantity: number;
  /** EA, CA, PL, CWT, SHIPMENT, HOUR. */
  readonly unit: string;
  readonly per: 'MONTH' | 'QUARTER' | 'YEAR';
}
/** A signed paper or an annex; the door of files looks at the rights of whoever opens it. */
export interface ContractPaper {
  readonly fileId: string;
  readonly fileName: string;
}

/** What the parties agreed; an amendment changes it and makes a new version. */
export interface Terms {
  readonly name: string;
  readonly parties: readonly ContractParty[];
  readonly services: readonly CoveredService[];
  readonly serviceLevels: readonly ServiceLevel[];
  readonly liability: LiabilityTerms;
  /** Prices of value-added services. */
  readonly catalogue: readonly CatalogueItem[];
  readonly volumes: readonly CommittedVolume[];
  /** As it was when it was agreed: a tier that changes later does not change the contract. */
  readonly tier: ServiceTier | null;
  /** Deliveries on time and in full, and what a bad period costs us; null where nothing was promised. */
  readonly otif: OtifClause | null;
  readonly papers: readonly ContractPaper[];
  /** YYYY-MM-DD, both ends included. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** The contract as it is now; earlier versions are kept beside it. */
export interface Contract extends Terms {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly state: StoredState;
  readonly version: number;
  readonly createdAt: number;
}

/** One version as it was, kept for ever. */
export interface ContractVersion extends Terms {
  readonly contractId: string;
  readonly version: number;
  readonly state: StoredState;
  /** When it was written; the start of its first day where it had been agreed for that day. */
  readonly amendedAt: number;
  readonly reason: string | null;
}

/** A stub of the customer subgraph's account. */
export interface AccountReference {
  readonly id: string;
}

/** The state on a day: nobody has to act for a contract to expire. */
export const stateOn = (contract: Pick<Contract, 'state' | 'validTo'>, today: string): ContractState =>
  contract.state === 'ACTIVE' && contract.validTo < today ? 'EXPIRED' : contract.state;

/** Whole days until the last valid day; negative when it has passed. */
export const daysLeft = (contract: Pick<Contract, 'validTo'>, today: string): number =>
  Math.round((Date.parse(contract.validTo) - Date.parse(today)) / 86_400_000);

/** The day on which a version was agreed, or on which it began where it had been agreed for that day. */
export const agreedOn = ({ amendedAt }: Pick<ContractVersion, 'amendedAt'>): string => localDate(amendedAt);

/**
 * The first day on which a version holds: the one on which it was agreed, or its own first day where that is later. The
 * first that binds holds for all of its days, though it was written down after they had begun.
 */
export function holdsFrom(version: ContractVersion, versions: readonly ContractVersion[]): string {
  const { validFrom } = version;
  const first = versions.find(({ state }) => state === 'ACTIVE');
  const day = agreedOn(version);
  return first?.version === version.version || day < validFrom ? validFrom : day;
}

/** A first version, if its terms can hold. */
export function draft(contract: Omit<Contract, 'state' | 'version'>): Result<Contract> {
  const fault = termsFault(contract);
  return fault ?? ok({ ...contract, state: 'DRAFT', version: 1 });
}

/** Makes a draft binding, unless its time is over already. @param today YYYY-MM-DD */
export function activate(contract: Contract, today: string): Result<Contract> {
  if (!mayBecome(contract.state, 'ACTIVE')) return wrongState(contract);
  if (contract.validTo < today) {
    return refuse('CONTRACT_PERIOD_PAST', `The contract ended on ${contract.validTo}, before it began.`, {
      fix: 'Amend validTo first.',
    });
  }
  return ok({ ...contract, state: 'ACTIVE' });
}

/** The first version of what was negotiated: both sides have said yes, so it binds at once. @param today YYYY-MM-DD */
export function agreed(contract: Omit<Contract, 'state' | 'version'>, today: string): Result<Contract> {
  const drafted = draft(contract);
  if (!drafted.ok) return drafted;
  const active = activate(drafted.value, today);
  return active.ok ? ok({ ...active.value, version: 1 }) : active;
}

/** A contract that ended by date can be amended: that is how it is extended. A terminated one is over. */
export function amend(contract: Contract, change: Partial<Terms>, reason: string): Result<Contract> {
  if (contract.state === 'TERMINATED') return wrongState(contract);
  if (!reason.trim()) return reasonMissing();
  const amended = { ...contract, ...change };
  return termsFault(amended) ?? ok(amended);
}

/** Ends what has not ended, with a reason. */
export function terminate(contract: Contract, reason: string): Result<Contract> {
  if (!mayBecome(contract.state, 'TERMINATED')) return wrongState(contract);
  if (!reason.trim()) return reasonMissing();
  return ok({ ...contract, state: 'TERMINATED' });
}

const reasonMissing = () => refuse('REASON_MISSING', 'Say why.', { field: 'reason' });

const wrongState = (contract: Contract) =>
  refuse('CONTRACT_STATE', `Contract ${contract.number} is ${contract.state.toLowerCase()}.`);

const hoursOf = ({ serviceLevels }: Contract, metric: ServiceMetric): number | null =>
  serviceLevels.find((level) => level.metric === metric)?.target ?? null;

/** What other subgraphs are told. */
export const toTerms = (contract: Contract): ContractTerms => ({
  contractId: contract.id,
  accountId: contract.accountId,
  number: contract.number,
  name: contract.name,
  state: contract.state,
  services: contract.services.map(({ service, guaranteed }) => ({ service, guaranteed })),
  validFrom: contract.validFrom,
  validTo: contract.validTo,
  regime: contract.liability.regime,
  fileWithinDays: contract.liability.fileWithinDays,
  limitPerKilogram: contract.liability.limitPerKilogram,
  limitPerShipment: contract.liability.limitPerShipment,
  responseHours: hoursOf(contract, 'RESPONSE_HOURS') ?? contract.tier?.responseHours ?? null,
  resolveHours: hoursOf(contract, 'RESOLVE_HOURS') ?? contract.tier?.resolveHours ?? null,
  catalogue: contract.catalogue,
  tier: contract.tier,
});
