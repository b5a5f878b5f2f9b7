import type { ContractFilter, ContractState } from '../../generated/operations.ts';
import { WARN_DAYS } from './warn-days.ts';

/** In the order in which somebody has to look at them. */
export const CONTRACT_STATES: readonly ContractState[] = ['ACTIVE', 'DRAFT', 'EXPIRED', 'TERMINATED'];

export interface ContractSearch {
  /** ENDING: in force, and its end is near. */
  readonly state?: ContractState | 'ENDING' | undefined;
  readonly account?: string | undefined;
}

/** What the address asks for; a state that is none asks for all. */
export function readContractSearch(search: Record<string, unknown>): ContractSearch {
  const state = ([...CONTRACT_STATES, 'ENDING'] as const).find((one) => one === search['state']);
  const { account } = search;
  return { ...(state ? { state } : {}), ...(typeof account === 'string' && account ? { account } : {}) };
}

/** The same in the words of the graph. */
export const contractFilter = ({ state, account }: ContractSearch): ContractFilter => ({
  ...(state === 'ENDING' ? { expiringWithinDays: WARN_DAYS } : state ? { state } : {}),
  ...(account ? { accountId: account } : {}),
});
