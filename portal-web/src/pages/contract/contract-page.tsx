import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { ContractDocument, type ContractQuery, ContractsUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayEditRates, mayOrder, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { ContractStateMark } from '../../status/work-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DaysLeft } from '../contracts/contract-line.tsx';
import { PromisePanels } from '../quote/promise-panels.tsx';
import { ClausePanel, PapersPanel, TierPanel, VolumesPanel } from '../quote/terms-panels.tsx';
import { RaiseButton } from '../raise/raise-button.tsx';
import { AgreedPanels } from './agreed-panels.tsx';
import { ContractActions } from './contract-actions.tsx';
import { RateCardsPanel } from './contract-papers.tsx';
import { CataloguePanel, ChargesPanel } from './contract-prices.tsx';
import { VersionsPanel } from './versions-panel.tsx';

export type Contract = NonNullable<ContractQuery['contract']>;

/** One contract: what is covered, how well, what is owed when it fails, and what it costs. */
export function ContractPage() {
  const { contractId } = useParams({ from: '/portal/contracts/$contractId' });
  const read = useRecord(ContractDocument, { id: contractId }, (data) => data.contract);
  useLive(ContractsUpdatedDocument, { variables: { id: contractId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(contract) => <LoadedContract contract={contract} />}</RecordView>;
}

function LoadedContract({ contract }: { contract: Contract }) {
  const t = useText();
  const viewer = useViewer();
  const { locale } = useReading();
  const editable = mayEditRates(viewer) && contract.state !== 'TERMINATED';
  return (
    <PageFrame
      title={contract.name}
      back={<BackLink to="/contracts" />}
      marks={
        <span className="line">
          <ContractStateMark state={contract.state} />
          <DaysLeft contract={contract} />
        </span>
      }
      under={
        <>
          <Link to="/accounts/$accountId" params={{ accountId: contract.account.id }}>
            {contract.account.name}
          </Link>
          {` · ${contract.number} · ${formatDate(contract.validFrom, locale)} – ${formatDate(contract.validTo, locale)}`}
        </>
      }
      actions={
        <>
          {mayWrite(viewer) && <RaiseButton quiet contract={contract} accountId={contract.account.id} />}
          {mayOrder(viewer) && contract.state === 'ACTIVE' && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/order" search={{ account: contract.account.id }} {...props} />}
            >
              {t('order.title')}
            </Button>
          )}
          <ContractActions contract={contract} />
        </>
      }
    >
      <div className="page-columns">
        <div>
          <AgreedPanels contract={contract} />
          <ServicesPanel contract={contract} />
          <CataloguePanel contract={contract} actions={editable && <EditPrices contractId={contract.id} />} />
          <RateCardsPanel contract={contract} />
          <ChargesPanel contract={contract} />
        </div>
        <div>
          {contract.tier && <TierPanel tier={contract.tier} />}
          <VolumesPanel volumes={contract.volumes} />
          {contract.otif && (
            <ClausePanel
              clause={contract.otif}
              actions={
                <Link to="/contracts/$contractId/otif" params={{ contractId: contract.id }}>
                  {t('otif.toScores')}
                </Link>
              }
            />
          )}
          <PromisePanels terms={contract} />
          <PapersPanel papers={contract.papers} />
          <VersionsPanel contract={contract} />
        </div>
      </div>
    </PageFrame>
  );
}

const EditPrices = ({ contractId }: { contractId: string }) => (
  <Link className="quiet-button no-print" to="/contracts/$contractId/catalogue" params={{ contractId }}>
    {useText()('contract.editPrices')}
  </Link>
);

function ServicesPanel({ contract }: { contract: Contract }) {
  const t = useText();
  return (
    <Panel title={t('contract.services')} count={contract.services.length} flush>
      <ul className="rows">
        {contract.services.map((covered) => (
          <li key={covered.service}>
            <span className="grow">
              <strong>{t(`logisticsService.${covered.service}`)}</strong>
              {covered.note && <span className="record-sub">{covered.note}</span>}
            </span>
            {covered.guaranteed && <StateMark tone="good">{t('contract.guaranteed')}</StateMark>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
