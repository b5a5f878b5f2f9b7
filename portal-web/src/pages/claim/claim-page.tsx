import { useParams } from '@tanstack/react-router';
import { formatInstant } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import {
  AssignClaimDocument,
  ClaimDocument,
  type ClaimFactsFragment,
  ClaimUpdatedDocument,
  ReplyToClaimDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { EdiAboutPanel } from '../../status/edi-about-panel.tsx';
import { ClaimStateMark } from '../../status/work-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AboutPanel } from '../conversation/about-panel.tsx';
import { AssignSelect } from '../conversation/assign-select.tsx';
import { ConversationPanel } from '../conversation/conversation-panel.tsx';
import { DueTime } from '../conversation/due-time.tsx';
import { HistoryPanel } from '../conversation/history-panel.tsx';
import { RatePanel } from '../satisfaction/rate-panel.tsx';
import { ApprovalPanel } from './approval-panel.tsx';
import { ClaimActions } from './claim-actions.tsx';
import { ClaimLegsPanel, ClaimLinesPanel, ClaimOverlaps, ClaimPapersPanel } from './claim-panels.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { limitWords } from './limit-words.ts';
import { AddPaper } from './paper-dialogs.tsx';

/** One claim with its lines, its two legs and its clock, live. */
export function ClaimPage() {
  const { claimId } = useParams({ from: '/portal/claims/$claimId' });
  const read = useRecord(ClaimDocument, { id: claimId }, (data) => data.claim);
  useLive(ClaimUpdatedDocument, { variables: { id: claimId }, onGap: read.refresh });
  return <RecordView read={read}>{(record) => <LoadedClaim claim={record} />}</RecordView>;
}

function LoadedClaim({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  const reading = useReading();
  const { locale } = reading;
  const serves = mayServe(useViewer());
  const reply = useCommand(ReplyToClaimDocument);
  const assign = useCommand(AssignClaimDocument);
  const { id } = claim;
  // Nobody has received a draft: nothing is due, and nothing is over.
  const isDraft = claim.state === 'DRAFT';
  return (
    <PageFrame
      title={claim.number}
      back={<BackLink to="/service" search={{ tab: 'claims' }} />}
      marks={
        <span aria-live="polite">
          <ClaimStateMark state={claim.state} />
        </span>
      }
      under={
        <>
          {t('kind.CLAIM')} · {formatMoney(claim.amount, locale)}
          {!claim.closedAt && (
            <>
              {' · '}
              {t('work.due')} <DueTime dueAt={claim.dueAt} overdue={claim.overdue} />
            </>
          )}
        </>
      }
      actions={<ClaimActions claim={claim} />}
    >
      <div className="page-columns">
        <div>
          <ApprovalPanel claim={claim} />
          <ClaimLinesPanel claim={claim} />
          <ClaimPapersPanel claim={claim}>
            <AddPaper claim={claim} />
          </ClaimPapersPanel>
          {!isDraft && <EvidencePanel claim={claim} />}
          <ConversationPanel
            itemId={id}
            accountId={claim.account.id}
            messages={claim.messages}
            reply={(input) => reply.run({ input: { id, ...input } })}
            running={reply.running}
            objection={reply.objection}
            closed={['PAID', 'DECLINED', 'WITHDRAWN'].includes(claim.state)}
          />
        </div>
        <div>
          <AboutPanel
            record={isDraft ? { ...claim, dueAt: null, closedAt: null } : claim}
            assign={
              serves && <AssignSelect ownerId={claim.owner?.id} assign={(ownerId) => assign.run({ id, ownerId })} />
            }
            more={[
              [t('claim.reference'), claim.reference],
              [t('claim.offered'), claim.offered && formatMoney(claim.offered, locale)],
              [t('claim.counterOffer'), claim.counterOffer && formatMoney(claim.counterOffer, locale)],
              [t('claim.decisionCode'), claim.decisionCode && t(`claimCode.${claim.decisionCode}`)],
              [t('claim.limit'), claim.limit && limitWords(claim.limit, locale, t)],
              [t('claim.reserve'), claim.reserve && formatMoney(claim.reserve, locale)],
              [t('claim.payment'), claim.payment?.reference],
              [t('claim.noticeGivenOn'), claim.noticeGivenAt && formatInstant(claim.noticeGivenAt, reading)],
              [t('claim.lateReason'), claim.lateReason],
            ]}
          >
            <ObjectionNote objection={assign.objection} />
          </AboutPanel>
          <ClaimLegsPanel claim={claim} />
          <ClaimOverlaps claim={claim} />
          <EdiAboutPanel title={t('claim.ediMessages')} about={{ claimId: id }} />
          <RatePanel occasion="CLAIM" subjectId={claim.id} finished={Boolean(claim.closedAt) && !isDraft} />
          <HistoryPanel history={claim.history} />
        </div>
      </div>
    </PageFrame>
  );
}
