import type { Contract } from '../contract/contract.ts';
import { type EntitlementReason, type EntitlementVerdict, entitlement, type LogisticsService } from '../events.ts';

/** The verdict with the contract that gives it. */
export interface Entitlement {
  readonly entitled: boolean;
  readonly reason: EntitlementReason | null;
  readonly contract: Contract | null;
  readonly guaranteed: boolean;
}

/** The same rule that other subgraphs ask of the terms they hold, asked of the contracts themselves. */
export function entitlementBy(contracts: readonly Contract[], service: LogisticsService, date: string): Entitlement {
  const verdict: EntitlementVerdict = entitlement(
    contracts.map((contract) => ({ ...contract, contractId: contract.id })),
    service,
    date,
  );
  if (!verdict.entitled) return { entitled: false, reason: verdict.reason, contract: null, guaranteed: false };
  const contract = contracts.find((one) => one.id === verdict.contractId) ?? null;
  return { entitled: true, reason: null, contract, guaranteed: verdict.guaranteed };
}
