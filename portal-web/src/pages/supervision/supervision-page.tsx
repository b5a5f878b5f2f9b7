import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { formatNumber } from '../../format/quantity.ts';
import { ReviewUpdatedDocument, SupervisionDocument, type SupervisionQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff, maySupervise } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { DrawDialog } from './draw-dialog.tsx';
import { FigureTable } from './figure-table.tsx';
import { ReviewList } from './review-list.tsx';
import { useSupervisionText } from './supervision-text.ts';

const DAY = 86_400_000;
const PERIODS = [30, 90, 365] as const;
const midnight = (): number => Math.floor(Date.now() / DAY) * DAY;

/** Supervision before, during and after the work: what presses, what runs, and what samples of closed work have found. */
export function SupervisionPage() {
  return isStaff(useViewer()) ? <Supervised /> : <LostPage />;
}

function Supervised() {
  const t = useSupervisionText();
  const supervises = maySupervise(useViewer());
  const [days, setDays] = useState<number>(PERIODS[0]);
  const [end] = useState(() => midnight() + DAY);
  const [drawing, setDrawing] = useState(false);
  const period = { closedFrom: new Date(end - days * DAY).toISOString(), closedTo: new Date(end).toISOString() };
  const read = useRecord(SupervisionDocument, period, (data) => data);
  useLive(ReviewUpdatedDocument, { variables: {}, onUpdate: read.refresh, onGap: read.refresh });
  return (
    <PageFrame
      title={t('supervision.title')}
      under={t('supervision.hint')}
      back={<BackLink to="/queue" />}
      actions={supervises && <Button onClick={() => setDrawing(true)}>{t('supervision.draw')}</Button>}
    >
      <NativeSelect
        maw={320}
        label={t('supervision.period')}
        value={String(days)}
        onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}
        data={PERIODS.map((value) => ({ value: String(value), label: t('supervision.days', { count: value }) }))}
      />
      <RecordView read={read}>{(found) => <Found found={found} />}</RecordView>
      {drawing && <DrawDialog end={end - DAY} drawn={read.refresh} close={() => setDrawing(false)} />}
    </PageFrame>
  );
}

function Found({ found }: { found: SupervisionQuery }) {
  const t = useSupervisionText();
  const { locale } = useReading();
  const { open, overdue, dueSoon, paused, after, scores, byKind, byOwner } = found.supervision;
  const count = (value: number) => formatNumber(value, locale);
  const counts = scores.map((times, index) => `${index + 1}: ${count(times)}`).join(' · ');
  return (
    <>
      <div className="page-columns">
        <Panel title={t('supervision.before')}>
          <Facts
            of={[
              [t('supervision.dueSoon'), count(dueSoon)],
              [t('supervision.overdue'), count(overdue)],
            ]}
          />
        </Panel>
        <Panel title={t('supervision.during')}>
          <Facts
            of={[
              [t('supervision.open'), count(open)],
              [t('supervision.paused'), count(paused)],
            ]}
          />
        </Panel>
      </div>
      <Panel title={t('supervision.after')} flush>
        <FigureTable
          rows={[
            { name: t('supervision.all'), figure: after },
            ...byKind.flatMap(({ kind, ...figure }) => (kind ? [{ name: t(`kind.${kind}`), figure }] : [])),
            ...byOwner.map(({ owner, ...figure }) => ({ name: owner?.name ?? t('supervision.nobody'), figure })),
          ]}
        />
        <p className="panel-body soft small">
          {t('supervision.scores')}: {counts}
        </p>
      </Panel>
      {found.reviewDraws.length === 0 && (
        <EmptyState icon={<CheckIcon size={28} />} title={t('supervision.none')} hint={t('supervision.noneHint')} />
      )}
      {found.reviewDraws.map((draw) => (
        <Panel key={draw.id} title={`${draw.number} · ${t(`kind.${draw.kind}`)}`} count={draw.reviews.length} flush>
          <details className="panel-body small">
            <summary>
              {t('supervision.lot', {
                chosen: count(draw.chosen),
                candidates: count(draw.candidates),
                percent: count(draw.percent),
                from: formatDate(draw.closedFrom.slice(0, 10), locale),
                to: formatDate(draw.closedTo.slice(0, 10), locale),
                actor: draw.drawnBy,
              })}
            </summary>
            <p className="soft">{t('supervision.explained')}</p>
            <p className="mono">{draw.seed}</p>
          </details>
          <ReviewList reviews={draw.reviews} />
        </Panel>
      ))}
    </>
  );
}
