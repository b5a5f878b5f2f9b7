import { useParams } from '@tanstack/react-router';
import {
  AssignCaseDocument,
  CaseDocument,
  type CaseFactsFragment,
  CaseUpdatedDocument,
  PauseCaseClockDocument,
  ReplyToCaseDocument,
  ResumeCaseClockDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { CaseStateMark, PriorityMark } from '../../status/work-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ClockCourse } from '../clock/clock-course.tsx';
import { AboutPanel } from '../conversation/about-panel.tsx';
import { AssignSelect } from '../conversation/assign-select.tsx';
import { ConversationPanel } from '../conversation/conversation-panel.tsx';
import { DueTime } from '../conversation/due-time.tsx';
import { HistoryPanel } from '../conversation/history-panel.tsx';
import { RatePanel } from '../satisfaction/rate-panel.tsx';
import { CaseActions } from './case-actions.tsx';
import { profileOf } from './case-profile.tsx';
import { CaseReport } from './case-report.tsx';
import { SolvedBeforePanel } from './solved-before-panel.tsx';

/** One complaint, inquiry or suggestion, live. */
export function CasePage() {
  const { caseId } = useParams({ from: '/portal/cases/$caseId' });
  const read = useRecord(CaseDocument, { id: caseId }, (data) => data.case);
  useLive(CaseUpdatedDocument, { variables: { id: caseId }, onGap: read.refresh });
  return <RecordView read={read}>{(record) => <LoadedCase record={record} />}</RecordView>;
}

function LoadedCase({ record }: { record: CaseFactsFragment }) {
  const t = useText();
  const serves = mayServe(useViewer());
  const reply = useCommand(ReplyToCaseDocument);
  const assign = useCommand(AssignCaseDocument);
  const pause = useCommand(PauseCaseClockDocument);
  const resume = useCommand(ResumeCaseClockDocument);
  const { id } = record;
  return (
    <PageFrame
      title={record.subject}
      back={<BackLink to="/service" />}
      marks={
        <span className="line" aria-live="polite">
          <CaseStateMark state={record.state} />
          <PriorityMark priority={record.priority} />
        </span>
      }
      under={
        <>
          {t(`caseKind.${record.kind}`)} {record.number} · {t(`caseCategory.${record.category}`)}
          {!record.closedAt && (
            <>
              {' · '}
              {t('work.due')} <DueTime dueAt={record.dueAt} overdue={record.overdue} />
            </>
          )}
        </>
      }
      actions={<CaseActions record={record} />}
    >
      <div className="page-columns">
        <div>
          <CaseReport record={record} />
          <ConversationPanel
            itemId={id}
            accountId={record.account.id}
            messages={record.messages}
            reply={(input) => reply.run({ input: { id, ...input } })}
            running={reply.running}
            objection={reply.objection}
            closed={record.state === 'CLOSED'}
            consigneeReads={record.consigneeReads}
          />
        </div>
        <div>
          <AboutPanel
            record={record}
            more={profileOf(record, t)}
            assign={
              serves && <AssignSelect ownerId={record.owner?.id} assign={(ownerId) => assign.run({ id, ownerId })} />
            }
          >
            <ObjectionNote objection={assign.objection} />
          </AboutPanel>
          {record.clocks.length > 0 && (
            <Panel title={t('clock.title')}>
              <ClockCourse clocks={record.clocks} turns={{ id, pause, resume }} />
            </Panel>
          )}
          {serves && <SolvedBeforePanel record={record} />}
          <RatePanel occasion="CASE" subjectId={id} finished={Boolean(record.closedAt)} />
          <HistoryPanel history={record.history} />
        </div>
      </div>
    </PageFrame>
  );
}
