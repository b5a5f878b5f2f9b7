import { ContractsUpdatedDocument, ShipmentsUpdatedDocument } from '../../generated/operations.ts';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';

export interface OtifContract {
  readonly id: string;
  readonly account: { readonly id: string };
}

/** What may judge a delivery anew: a word against a verdict, its decision, a closed period, and the shipments themselves. */
export function useOtifNews(contract: OtifContract | null | undefined, refresh: () => void): void {
  useLiveList(
    ContractsUpdatedDocument,
    { refresh },
    {
      variables: contract ? {} : null,
      quietMs: SOON_MS,
      concerns: ({ contractsUpdated }) => contractsUpdated.contract.id === contract?.id,
    },
  );
  useLiveList(
    ShipmentsUpdatedDocument,
    { refresh },
    { variables: contract ? { accountId: contract.account.id } : null },
  );
}
