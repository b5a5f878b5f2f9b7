import { Link, useSearch } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { formatDate, toWallClock } from '../../format/instant.ts';
import { useNow } from '../../format/moment.tsx';
import { FloorJobsDocument, type FloorJobsQuery, QueueUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { WorkOrderStateMark } from '../../status/work-state.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { FloorJob } from './floor-job.tsx';
import './floor.css';

type Job = FloorJobsQuery['workOrders']['nodes'][number];

/** The jobs of the day for those who do them, on a phone in one hand; one of them at a time. Live. */
export function FloorPage(): ReactNode {
  const { job } = useSearch({ from: '/portal/floor' });
  const viewer = useViewer();
  if (!isStaff(viewer)) return <LostPage />;
  return job ? <FloorJob id={job} /> : <FloorList />;
}

const QUIET_MS = 500;

function FloorList() {
  const t = useText();
  const { timeZone } = useReading();
  const day = toWallClock(new Date(useNow()), timeZone).slice(0, 10);
  const read = useRecord(FloorJobsDocument, { day }, (data) => data.workOrders);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      read.refresh();
    }, QUIET_MS);
  };
  useLive(QueueUpdatedDocument, { variables: {}, onUpdate: readSoon, onGap: readSoon });
  return (
    <PageFrame title={t('floor.title')} under={t('floor.hint')}>
      <RecordView read={read}>{({ nodes }) => <Jobs jobs={nodes} day={day} />}</RecordView>
    </PageFrame>
  );
}

/** What has begun stands first, then what is longest due. */
function Jobs({ jobs, day }: { jobs: readonly Job[]; day: string }) {
  const t = useText();
  const { locale } = useReading();
  if (jobs.length === 0) {
    return <EmptyState icon={<CheckIcon size={28} />} title={t('floor.none')} hint={t('floor.noneHint')} />;
  }
  const rank = (job: Job) => `${job.state === 'IN_PROGRESS' ? 0 : 1}${job.day}${job.number}`;
  return (
    <ul className="floor-jobs">
      {[...jobs]
        .sort((a, b) => rank(a).localeCompare(rank(b)))
        .map((job) => (
          <li key={job.id}>
            <Link to="/floor" search={{ job: job.id }} className="floor-card">
              <strong>{t(`logisticsService.${job.service}`)}</strong>
              <span className="floor-quantity tabular">{quantityWords(job.quantity, job.unit, locale, t)}</span>
              <span className="soft">
                {job.sku && <>{job.sku} · </>}
                {job.account.name} · {job.number}
              </span>
              <span className="card-line">
                <WorkOrderStateMark state={job.state} />
                <span className="soft">
                  {t('floor.stepsDone', {
                    done: job.steps.filter(({ finishedAt }) => finishedAt).length,
                    all: job.steps.length,
                  })}
                  {job.day && job.day < day && ` · ${formatDate(job.day, locale)}`}
                </span>
              </span>
            </Link>
          </li>
        ))}
    </ul>
  );
}
