import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import type { ShipmentCourseFragment } from '../../generated/operations.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { isMilestoneCode, isReasonCode } from './milestone-codes.ts';
import type { ShipmentProps } from './shipment-props.ts';
import { type Happened, happened, type Planned, planned } from './timeline.ts';
import './timeline-panel.css';

const FOLD = 5;

/** Planned and actual in one line of time, newest first. */
export function TimelinePanel({ shipment }: ShipmentProps) {
  const t = useText();
  const [unfolded, setUnfolded] = useState(false);
  const past = happened(shipment.milestones);
  const done = ['DELIVERED', 'CANCELLED', 'DECLINED', 'RETURNED'].includes(shipment.state);
  const future = done ? [] : planned(shipment.stops);
  const shown = unfolded ? past : past.slice(0, FOLD);
  return (
    <Panel title={t('shipment.timeline')} count={past.length}>
      {past.length + future.length === 0 ? (
        <p className="panel-empty">{t('shipment.noMilestones')}</p>
      ) : (
        <ol className="timeline">
          {future.map((entry) => (
            <PlannedEntry key={entry.stop.id} entry={entry} />
          ))}
          {shown.map((entry, index) => (
            <HappenedEntry key={entry.milestone.id} entry={entry} latest={index === 0} />
          ))}
        </ol>
      )}
      {past.length > FOLD && (
        <button type="button" className="quiet-button" onClick={() => setUnfolded(!unfolded)} aria-expanded={unfolded}>
          {unfolded ? t('ui.fold') : t('shipment.earlier', { count: past.length - FOLD })}
        </button>
      )}
    </Panel>
  );
}

function PlannedEntry({ entry }: { entry: Planned }) {
  const t = useText();
  const { stop } = entry;
  return (
    <li data-planned="">
      <p className="timeline-what">
        {t(stop.kind === 'PICKUP' ? 'timeline.plannedPickup' : 'timeline.plannedDelivery')}
      </p>
      <p className="soft small">
        <Moment at={entry.at} zone={stop.timeZone} />
        {entry.until && (
          <>
            {' – '}
            <Moment at={entry.until} zone={stop.timeZone} />
          </>
        )}
        {` · ${stop.address.city}`}
      </p>
    </li>
  );
}

function HappenedEntry({ entry, latest }: { entry: Happened; latest: boolean }) {
  const t = useText();
  const { milestone } = entry;
  const reason = milestone.reasonCode;
  return (
    <li data-latest={latest || undefined}>
      <p className="timeline-what">
        {isMilestoneCode(milestone.code) ? t(`milestone.${milestone.code}`) : milestone.code}
      </p>
      <p className="soft small">
        <Moment at={milestone.at} zone={milestone.timeZone} />
        {milestone.place && ` · ${milestone.place}`}
      </p>
      {reason && isReasonCode(reason) && <p className="small">{t(`reason.${reason}`)}</p>}
      {milestone.note && <p className="small">{milestone.note}</p>}
      <p className="timeline-source">
        {t('timeline.source', { source: t(sourceOf(milestone)) })} · <span className="mono">{milestone.code}</span>
        {entry.repeats > 0 && ` · ${t('timeline.repeats', { count: entry.repeats })}`}
        {isLateNews(milestone) && ` · ${t('timeline.late')}`}
      </p>
    </li>
  );
}

const HOUR = 3_600_000;

// Most facts move no state. Only one that was told long after it happened is called late.
const isLateNews = ({ movedState, at, recordedAt }: Happened['milestone']): boolean =>
  !movedState && Date.parse(recordedAt) - Date.parse(at) > HOUR;

const SOURCES: Record<string, MessageId> = {
  carrier: 'source.carrier',
  warehouse: 'source.warehouse',
  edi: 'source.edi',
  demo: 'source.demo',
  member: 'source.member',
};

const sourceOf = ({ source }: ShipmentCourseFragment['milestones'][number]): MessageId =>
  SOURCES[source] ?? 'source.other';
