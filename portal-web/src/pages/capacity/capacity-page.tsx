import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { toWallClock } from '../../format/instant.ts';
import { WorkBranchesDocument, WorkCalendarDocument, WorkCalendarUpdatedDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState, Skeleton } from '../../ui/empty-state.tsx';
import { ClockIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { CalendarDays } from './calendar-days.tsx';
import './capacity.css';

/** How busy each branch is, day by day. Live. */
export function CapacityPage(): ReactNode {
  const viewer = useViewer();
  return isStaff(viewer) ? <Calendar /> : <LostPage />;
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const PAGE_DAYS = 14;

function Calendar() {
  const t = useText();
  const { timeZone } = useReading();
  const search = useSearch({ from: '/portal/capacity' });
  const navigate = useNavigate({ from: '/capacity' });
  const [{ data, error }, readAgain] = useQuery({ query: WorkBranchesDocument });
  const branches = data?.workBranches ?? [];
  const branch = branches.find((path) => path === search.branch) ?? branches[0];
  const from = search.from ?? toWallClock(new Date(), timeZone).slice(0, 10);
  const nameOf = (path: string) => data?.orgUnits.find((unit) => unit.path === path)?.name ?? path;
  return (
    <PageFrame
      title={t('capacity.title')}
      under={t('capacity.hint')}
      back={<BackLink to="/service" search={{ tab: 'work-orders' }} />}
    >
      {error && !data && <QueryFailure error={error} retry={readAgain} />}
      {!data && !error && <Skeleton lines={6} height={40} />}
      {data && !branch && (
        <EmptyState icon={<ClockIcon size={28} />} title={t('capacity.noBranch')} hint={t('capacity.noBranchHint')} />
      )}
      {branch && (
        <>
          <div className="calendar-bar">
            <NativeSelect
              label={t('capacity.branch')}
              value={branch}
              onChange={({ currentTarget }) => navigate({ search: { ...search, branch: currentTarget.value } })}
              data={branches.map((path) => ({ value: path, label: nameOf(path) }))}
            />
            <nav className="line" aria-label={t('capacity.title')}>
              <Link className="quiet-button" to="/capacity" search={{ ...search, from: shifted(from, -PAGE_DAYS) }}>
                {t('capacity.earlier')}
              </Link>
              <Link className="quiet-button" to="/capacity" search={{ ...search, from: undefined }}>
                {t('capacity.today')}
              </Link>
              <Link className="quiet-button" to="/capacity" search={{ ...search, from: shifted(from, PAGE_DAYS) }}>
                {t('capacity.later')}
              </Link>
            </nav>
          </div>
          <Days key={branch} branch={branch} from={from} />
        </>
      )}
    </PageFrame>
  );
}

function Days({ branch, from }: { branch: string; from: string }) {
  const read = useRecord(WorkCalendarDocument, { branch, from }, (data) => data.workCalendar);
  useLive(WorkCalendarUpdatedDocument, { variables: { branch }, onUpdate: read.refresh, onGap: read.refresh });
  return (
    <RecordView read={read}>{(calendar) => <CalendarDays calendar={calendar} changed={read.refresh} />}</RecordView>
  );
}
