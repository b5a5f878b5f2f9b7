import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type TierFactsFragment,
  TiersDocument,
  type TiersQuery,
  UntieredContractsDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff, mayShapeTiers } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { ContractStateMark } from '../../status/work-state.tsx';
import { EmptyState, PanelSkeleton } from '../../ui/empty-state.tsx';
import { TrendIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ContractTabs } from '../contracts/contract-tabs.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { TierDialog } from './tier-dialog.tsx';

type Tier = TiersQuery['serviceTiers'][number];

/** What classes of customers are granted in process, resources, staff and content, and who has it. */
export function TiersPage() {
  return isStaff(useViewer()) ? <Tiers /> : <LostPage />;
}

function Tiers() {
  const t = useRatesText();
  const shapes = mayShapeTiers(useViewer());
  const read = useRecord(TiersDocument, {}, (data) => data.serviceTiers);
  const [changed, setChanged] = useState<Tier | 'NEW' | null>(null);
  return (
    <PageFrame
      title={t('rates.tiers')}
      under={t('rates.tiersHint')}
      actions={shapes && <Button onClick={() => setChanged('NEW')}>{t('rates.addTier')}</Button>}
    >
      <ContractTabs />
      <RecordView read={read}>
        {(tiers) => (
          <div className="stack">
            {tiers.length === 0 && (
              <div className="panel">
                <EmptyState icon={<TrendIcon size={28} />} title={t('rates.noTiers')} hint={t('rates.noTiersHint')} />
              </div>
            )}
            {tiers.map((tier) => (
              <TierOffer key={tier.code} tier={tier} change={shapes ? () => setChanged(tier) : null} />
            ))}
            {tiers.length > 0 && <UntieredPanel />}
          </div>
        )}
      </RecordView>
      {changed && (
        <TierDialog before={changed === 'NEW' ? null : changed} close={() => setChanged(null)} done={read.refresh} />
      )}
    </PageFrame>
  );
}

/** What was granted, as one text: two that differ were agreed at different times. */
const grantsOf = (tier: TierFactsFragment): string =>
  JSON.stringify([
    ...[tier.name, tier.priority, tier.responseHours, tier.resolveHours],
    ...[tier.namedManager, tier.resources, tier.content],
  ]);

function TierOffer({ tier, change }: { tier: Tier; change: (() => void) | null }) {
  const t = useRatesText();
  const hours = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : `${amount} ${t('contract.hours')}`;
  return (
    <Panel
      title={`${tier.name} · ${tier.code}`}
      actions={
        change && (
          <button
            type="button"
            className="quiet-button"
            aria-label={t('rates.changeTierOf', { name: tier.name })}
            onClick={change}
          >
            {t('rates.changeTier')}
          </button>
        )
      }
    >
      <Facts
        of={[
          [t('tier.priority'), t(`priority.${tier.priority}`)],
          [t('tier.response'), hours(tier.responseHours)],
          [t('tier.resolve'), hours(tier.resolveHours)],
          [t('tier.staff'), tier.namedManager && t('tier.namedManager')],
          [t('tier.resources'), tier.resources],
          [t('tier.content'), tier.content.join(' · ')],
        ]}
      />
      <h3 className="soft small">{t('rates.holders', { count: tier.contracts.length })}</h3>
      <ul className="rows">
        {tier.contracts.map((contract) => (
          <li key={contract.id}>
            <span className="grow">
              <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                {contract.account.name}
              </Link>
              <span className="record-sub">
                {contract.name} · {contract.number} · {t('rates.grade', { grade: contract.account.grade })}
              </span>
            </span>
            {contract.tier && grantsOf(contract.tier) !== grantsOf(tier) && (
              <StateMark tone="waiting">{t('rates.agreedBefore')}</StateMark>
            )}
            <ContractStateMark state={contract.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Who has no tier, the best customers first: a grade that deserves one and has none is seen. */
function UntieredPanel() {
  const t = useRatesText();
  const read = useRecord(UntieredContractsDocument, {}, (data) => data.contracts.nodes);
  return (
    <Panel title={t('rates.untiered')} flush>
      <RecordView read={read} loading={<PanelSkeleton />}>
        {(contracts) => {
          const bare = contracts
            .filter(({ tier }) => !tier)
            .sort((a, b) => a.account.grade.localeCompare(b.account.grade));
          return (
            <>
              <p className="panel-empty small">{t(bare.length > 0 ? 'rates.untieredHint' : 'rates.allTiered')}</p>
              <ul className="rows">
                {bare.map((contract) => (
                  <li key={contract.id}>
                    <span className="grow">
                      <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                        {contract.account.name}
                      </Link>
                      <span className="record-sub">
                        {contract.name} · {contract.number}
                      </span>
                    </span>
                    <StateMark tone="waiting">{t('rates.grade', { grade: contract.account.grade })}</StateMark>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </RecordView>
    </Panel>
  );
}
