import { ContractsUpdatedDocument, CreditUpdatedDocument } from '../../generated/operations.ts';
import { useLiveList } from '../../graph/use-live-list.ts';
import { HEARD_MS } from './block-words.ts';

/** Reads again what waits for money, a contract or a release, a moment after news of one: of one account, or of all. */
export function useCoverNews(read: { readonly refresh: () => void }, accountId?: string): void {
  useLiveList(CreditUpdatedDocument, read, { variables: accountId ? { accountId } : {}, quietMs: HEARD_MS });
  useLiveList(ContractsUpdatedDocument, read, {
    variables: {},
    quietMs: HEARD_MS,
    concerns: ({ contractsUpdated: { contract } }) => !accountId || contract.account.id === accountId,
  });
}
