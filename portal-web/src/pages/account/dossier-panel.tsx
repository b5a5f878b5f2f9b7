import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatNumber } from '../../format/quantity.ts';
import { AccountDossierDocument, type DossierFactsFragment } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { DossierDialog } from './dossier-dialog.tsx';

interface DossierPanelProps {
  readonly accountId: string;
  /** Whether the viewer may change it. */
  readonly keeps: boolean;
}

/** Sites, docks and how the goods are handled: what everybody who works for a customer should know. */
export function DossierPanel({ accountId, keeps }: DossierPanelProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const read = useRecord(AccountDossierDocument, { id: accountId }, (data) => data.account);
  const [changing, setChanging] = useState(false);
  const dossier = read.record?.dossier ?? null;
  return (
    <Panel
      title={t('dossier.title')}
      actions={
        keeps &&
        read.record && (
          <button
            type="button"
            className="quiet-button"
            aria-label={`${t('account.change')}: ${t('dossier.title')}`}
            onClick={() => setChanging(true)}
          >
            {t('account.change')}
          </button>
        )
      }
    >
      <RecordView read={read} loading={<Skeleton />} absent={null}>
        {() => (dossier ? <Written dossier={dossier} /> : <p className="soft">{t('dossier.none')}</p>)}
      </RecordView>
      {staff && (
        <Link to="/stock" search={{ account: accountId }} className="small">
          {t('dossier.skus')}
        </Link>
      )}
      {changing && (
        <DossierDialog accountId={accountId} dossier={dossier} saved={read.refresh} close={() => setChanging(false)} />
      )}
    </Panel>
  );
}

function Written({ dossier }: { dossier: DossierFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const { sites, handling, changedBy, changedAt } = dossier;
  const degrees = [handling.temperatureFrom, handling.temperatureTo].map((value) =>
    value === null || value === undefined ? '…' : `${formatNumber(value, locale)} °C`,
  );
  const yesNo = (value: boolean | null | undefined) =>
    value === null || value === undefined ? null : t(value ? 'dossier.yes' : 'dossier.no');
  return (
    <>
      {sites.map((site) => (
        <div key={site.name}>
          <strong>{site.name}</strong>
          <Facts
            of={[
              [t('account.address'), site.address],
              [t('dossier.docks'), site.docks === null || site.docks === undefined ? null : String(site.docks)],
              [t('dossier.hours'), site.openingHours],
              [t('dossier.instructions'), site.instructions],
            ]}
          />
        </div>
      ))}
      <strong>{t('dossier.handling')}</strong>
      <Facts
        of={[
          [t('dossier.temperature'), degrees.some((value) => value !== '…') && degrees.join(' – ')],
          [t('dossier.stackable'), yesNo(handling.stackable)],
          [t('dossier.fragile'), yesNo(handling.fragile)],
          [t('dossier.hazardous'), handling.hazardous],
          [t('dossier.equipment'), handling.equipment.join(', ')],
          [t('dossier.notes'), handling.notes],
        ]}
      />
      <p className="soft small">
        {changedBy} · <Moment at={changedAt} />
      </p>
    </>
  );
}
