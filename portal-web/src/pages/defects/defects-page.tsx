import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import {
  DefectsDocument,
  type DefectsQuery,
  DefectUpdatedDocument,
  QueueUpdatedDocument,
  type QueueUpdatedSubscription,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { isStaff, mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DefectDialog } from './defect-dialog.tsx';
import { DefectMark } from './defect-mark.tsx';

type Failure = DefectsQuery['recurringFailures'][number];

/** What fails again and again, why, and whether it has stopped. For the staff. */
export function DefectsPage() {
  return isStaff(useViewer()) ? <Register /> : <LostPage />;
}

function Register() {
  const t = useText();
  const read = useRecord(DefectsDocument, {}, (data) => data);
  useLiveList(DefectUpdatedDocument, read, { variables: {}, quietMs: SOON_MS });
  // Complaints as they come in may be the same failure once more.
  const concerns = ({ queueUpdated: { item } }: QueueUpdatedSubscription) => item.kind === 'CASE';
  useLiveList(QueueUpdatedDocument, read, { variables: {}, concerns });
  const [opening, setOpening] = useState<Failure | 'NEW' | null>(null);
  const works = mayServe(useViewer());
  const from = opening === 'NEW' ? null : opening;
  return (
    <PageFrame
      title={t('defects.title')}
      under={t('defects.hint')}
      back={<BackLink to="/service" />}
      actions={works && <Button onClick={() => setOpening('NEW')}>{t('defect.open')}</Button>}
    >
      <RecordView read={read}>
        {({ defects, recurringFailures }) => (
          <>
            <FailuresPanel failures={recurringFailures} open={works ? setOpening : null} />
            <DefectsPanel defects={defects} />
          </>
        )}
      </RecordView>
      {opening && (
        <DefectDialog
          category={from?.category ?? 'OTHER'}
          cases={from?.cases ?? []}
          {...(from ? { title: nameOf(from, t) } : {})}
          close={() => setOpening(null)}
        />
      )}
    </PageFrame>
  );
}

const nameOf = ({ category, carrierScac }: Failure, t: Text): string =>
  [t(`caseCategory.${category}`), carrierScac].filter(Boolean).join(' · ');

interface FailuresProps {
  readonly failures: readonly Failure[];
  readonly open: ((failure: Failure) => void) | null;
}

function FailuresPanel({ failures, open }: FailuresProps) {
  const t = useText();
  return (
    <Panel title={t('defects.failures')} count={failures.length} flush>
      {failures.length === 0 ? (
        <EmptyState icon={<CheckIcon size={28} />} title={t('defects.noFailures')} />
      ) : (
        <ul className="rows">
          {failures.map((failure) => (
            <li key={`${failure.category}-${failure.carrierScac}`}>
              <span className="grow">
                <strong>{nameOf(failure, t)}</strong>
                <span className="record-sub">
                  {t('defects.counted', { count: failure.count, accounts: failure.accountCount })} ·{' '}
                  <Moment at={failure.lastAt} />
                </span>
              </span>
              {open && (
                <button
                  type="button"
                  className="quiet-button"
                  aria-label={`${t('defect.open')}: ${nameOf(failure, t)}`}
                  onClick={() => open(failure)}
                >
                  {t('defect.open')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function DefectsPanel({ defects }: { defects: DefectsQuery['defects'] }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('defects.known')} count={defects.length} flush>
      {defects.length === 0 ? (
        <EmptyState title={t('defects.none')} hint={t('defects.noneHint')} />
      ) : (
        <ul className="rows">
          {defects.map((defect) => (
            <li key={defect.id}>
              <span className="grow">
                <Link to="/defects/$defectId" params={{ defectId: defect.id }} data-record="">
                  {defect.title}
                </Link>
                <span className="record-sub">
                  {[
                    defect.number,
                    t(`caseCategory.${defect.category}`),
                    defect.owner?.name,
                    defect.dueOn && t('defect.until', { day: formatDate(defect.dueOn, locale) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <DefectMark defect={defect} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
