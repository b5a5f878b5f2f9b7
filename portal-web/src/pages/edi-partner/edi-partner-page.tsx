import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatNumber } from '../../format/quantity.ts';
import {
  EdiPartnerDocument,
  type EdiPartnerFactsFragment,
  PauseEdiPartnerDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { EdiChannels } from './edi-channels.tsx';
import { EdiPartnerDialog } from './edi-partner-dialog.tsx';
import { usePartnerText } from './partner-text.ts';

/** A trading partner: who it is, what was agreed, and since when. */
export function EdiPartnerPage() {
  const { partnerId } = useParams({ from: '/portal/edi-partners/$partnerId' });
  const read = useRecord(EdiPartnerDocument, { id: partnerId }, (data) => data.ediPartner);
  return <RecordView read={read}>{(partner) => <LoadedPartner partner={partner} />}</RecordView>;
}

interface PartnerProps {
  readonly partner: EdiPartnerFactsFragment;
}

function LoadedPartner({ partner }: PartnerProps) {
  const t = usePartnerText();
  const viewer = useViewer();
  const [editing, setEditing] = useState(false);
  const pause = useCommand(PauseEdiPartnerDocument);
  const paused = partner.state === 'PAUSED';
  return (
    <PageFrame
      title={partner.name}
      back={<BackLink to="/edi" />}
      marks={
        <span className="line" aria-live="polite">
          <StateMark tone={paused ? 'warn' : 'good'}>{t(`partnerState.${partner.state}`)}</StateMark>
          {partner.test && <StateMark tone="waiting">{t('ediPartner.test')}</StateMark>}
        </span>
      }
      under={`${partner.id} · ${partner.account.name}`}
      actions={
        viewer.role === 'ADMINISTRATOR' && (
          <>
            <Button onClick={() => setEditing(true)}>{t('ediPartner.edit')}</Button>
            <Button
              variant="default"
              loading={pause.running}
              onClick={() => pause.run({ id: partner.id, paused: !paused })}
            >
              {t(paused ? 'ediPartner.resume' : 'ediPartner.pause')}
            </Button>
          </>
        )
      }
    >
      <ObjectionNote objection={pause.objection} />
      <div className="page-columns">
        <div>
          <FormatPanel partner={partner} />
          <RulesPanel partner={partner} />
        </div>
        <div>
          <WayPanel partner={partner} />
          {viewer.role === 'ADMINISTRATOR' && <EdiChannels partnerId={partner.id} />}
          <VersionsPanel partner={partner} />
        </div>
      </div>
      {editing && <EdiPartnerDialog partner={partner} close={() => setEditing(false)} />}
    </PageFrame>
  );
}

const mono = (text: string) => <span className="mono">{text}</span>;

function FormatPanel({ partner }: PartnerProps) {
  const t = usePartnerText();
  return (
    <Panel title={t('ediPartner.format')}>
      <Facts
        of={[
          [t('ediPartner.senderId'), mono(partner.senderId)],
          [t('ediPartner.receiverId'), mono(partner.receiverId)],
          [t('ediPartner.version'), `X12 ${partner.version}`],
          [t('ediPartner.acknowledgement'), partner.acknowledgement],
          [t('ediPartner.outSets'), partner.outSets.join(', ')],
          [t('ediPartner.delimiters'), mono(partner.delimiters)],
          [t('ediPartner.charset'), partner.charset],
          [t('ediPartner.timeZone'), partner.timeZone],
        ]}
      />
    </Panel>
  );
}

function RulesPanel({ partner }: PartnerProps) {
  const t = usePartnerText();
  const { locale } = useReading();
  const checks = partner.checks.map(({ place, treatment }) => `${place}: ${t(`treatment.${treatment}`)}`);
  const status = partner.orderStatus.map(({ code, meaning }) => `${code}: ${t(`orderStatus.${meaning}`)}`);
  return (
    <Panel title={t('ediPartner.rules')}>
      <Facts
        of={[
          [t('ediPartner.within'), formatNumber(partner.acknowledgeWithinMinutes, locale)],
          [t('ediPartner.escalate'), formatNumber(partner.escalateAfterMinutes, locale)],
          [t('ediPartner.dailyFiles'), formatNumber(partner.dailyFiles, locale)],
          [t('ediPartner.dailyMegabytes'), formatNumber(partner.dailyMegabytes, locale)],
          [t('ediPartner.triesWithoutKey'), formatNumber(partner.triesWithoutKey, locale)],
          [t('ediPartner.tenderRule'), t(`tenderRule.${partner.tenderRule}`)],
          [t('ediPartner.confirmRule'), t(`confirmRule.${partner.confirmRule}`)],
          [t('ediPartner.statusCodes'), partner.statusCodes?.join(', ') ?? t('ediPartner.allCodes')],
          [t('ediPartner.stockReportAt'), partner.stockReportAt],
          [t('ediPartner.itemIds'), partner.itemIdPriority.join(', ')],
          [t('ediPartner.orderStatus'), status.join(', ')],
          [t('ediPartner.checks'), checks.join(', ')],
          [t('ediPartner.carrier'), partner.carrierScac],
          [t('ediPartner.billingScac'), partner.billingScac],
        ]}
      />
    </Panel>
  );
}

function WayPanel({ partner }: PartnerProps) {
  const t = usePartnerText();
  return (
    <Panel
      title={t('ediPartner.way')}
      actions={
        <Link className="quiet-button" to="/edi" search={{ partner: partner.id }}>
          {t('ediPartner.messages')}
        </Link>
      }
    >
      <Facts
        of={[
          [t('edi.channel'), mono(partner.mailbox)],
          ['HTTPS', mono(`POST /edi/${partner.id}`)],
        ]}
      />
    </Panel>
  );
}

function VersionsPanel({ partner }: PartnerProps) {
  const t = usePartnerText();
  return (
    <Panel title={t('ediPartner.versions')} count={partner.versions.length} flush>
      <ul className="rows">
        {partner.versions.map((version) => (
          <li key={version.number}>
            <span className="grow">
              <strong>{t('ediPartner.versionNumber', { number: version.number })}</strong>{' '}
              {version.number === partner.mapVersion && <StateMark tone="good">{t('ediPartner.holds')}</StateMark>}
              <span className="record-sub">
                {[version.by, version.note, ...version.changes].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="small soft">
              <Moment at={version.at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
