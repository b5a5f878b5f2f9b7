import { AccountContractsDocument, ContractsUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ContractLine } from '../contracts/contract-line.tsx';

/** Asks by itself: contracts live in another service. Live. */
export function ContractsPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const read = useRecord(AccountContractsDocument, { id: accountId }, (data) => data.account?.contracts);
  useLiveList(ContractsUpdatedDocument, read, {
    variables: {},
    quietMs: SOON_MS,
    concerns: ({ contractsUpdated: { contract } }) => contract.account.id === accountId,
  });
  return (
    <Panel title={t('nav.contracts')} count={read.record?.length} flush>
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {(contracts) => (
          <ul className="rows">
            {contracts.map((contract) => (
              <ContractLine key={contract.id} contract={contract} />
            ))}
            {contracts.length === 0 && <li className="soft">{t('contracts.none')}</li>}
          </ul>
        )}
      </RecordView>
    </Panel>
  );
}
