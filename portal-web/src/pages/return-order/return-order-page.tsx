import { Link, useParams } from '@tanstack/react-router';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import {
  AssignReturnDocument,
  ReplyToReturnDocument,
  ReturnOrderDocument,
  type ReturnOrderFactsFragment,
  ReturnOrderUpdatedDocument,
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
import { ReturnStateMark } from '../../status/work-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProgressSteps } from '../../ui/progress-steps.tsx';
import { AboutPanel } from '../conversation/about-panel.tsx';
import { AssignSelect } from '../conversation/assign-select.tsx';
import { ConversationPanel } from '../conversation/conversation-panel.tsx';
import { DueTime } from '../conversation/due-time.tsx';
import { HistoryPanel } from '../conversation/history-panel.tsx';
import { ReturnActions } from './return-actions.tsx';
import { ReturnLinesPanel } from './return-lines-panel.tsx';

/** One return, from the question to the credit, live. */
export function ReturnOrderPage() {
  const { returnId } = useParams({ from: '/portal/returns/$returnId' });
  const read = useRecord(ReturnOrderDocument, { id: returnId }, (data) => data.returnOrder);
  useLive(ReturnOrderUpdatedDocument, { variables: { id: returnId }, onGap: read.refresh });
  return <RecordView read={read}>{(record) => <LoadedReturn order={record} />}</RecordView>;
}

const WAY = ['REQUESTED', 'AUTHORISED', 'RECEIVED', 'INSPECTED', 'CREDITED', 'CLOSED'] as const;

function LoadedReturn({ order }: { order: ReturnOrderFactsFragment }) {
  const t = useText();
  const reply = useCommand(ReplyToReturnDocument);
  const { id, number, rmaNumber, state } = order;
  const at = (WAY as readonly string[]).indexOf(state);
  return (
    <PageFrame
      title={rmaNumber ?? number}
      back={<BackLink to="/service" search={{ tab: 'returns' }} />}
      marks={
        <span aria-live="polite">
          <ReturnStateMark state={state} />
        </span>
      }
      under={
        <>
          {t('kind.RETURN_ORDER')} {number} · {t(`returnReason.${order.reason}`)}
          {!order.closedAt && (
            <>
              {' · '}
              {t('work.due')} <DueTime dueAt={order.dueAt} overdue={order.overdue} />
            </>
          )}
        </>
      }
      actions={<ReturnActions order={order} />}
    >
      <div className="page-columns">
        <div>
          {at >= 0 && (
            <Panel title={t('workOrder.way')}>
              <ProgressSteps
                label={t('workOrder.way')}
                steps={WAY.map((each) => t(`returnState.${each}`))}
                current={state === 'CLOSED' ? WAY.length : at}
              />
            </Panel>
          )}
          <ReturnLinesPanel order={order} />
          {order.explanation && (
            <Panel title={t('return.explanation')}>
              <p className="message-body">{order.explanation}</p>
            </Panel>
          )}
          <ConversationPanel
            itemId={id}
            accountId={order.account.id}
            messages={order.messages}
            reply={(input) => reply.run({ input: { id, ...input } })}
            running={reply.running}
            objection={reply.objection}
            closed={['CANCELLED', 'DECLINED', 'CLOSED'].includes(state)}
          />
        </div>
        <div>
          <AboutReturn order={order} />
          <HistoryPanel history={order.history} />
        </div>
      </div>
    </PageFrame>
  );
}

function AboutReturn({ order }: { order: ReturnOrderFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const serves = mayServe(useViewer());
  const assign = useCommand(AssignReturnDocument);
  const { id, contract, credit, creditAmount, rmaNumber, warehouse } = order;
  return (
    <AboutPanel
      record={order}
      assign={serves && <AssignSelect ownerId={order.owner?.id} assign={(ownerId) => assign.run({ id, ownerId })} />}
      more={[
        [t('history.rmaNumber'), rmaNumber],
        [t('return.warehouse'), warehouse],
        [
          t('shipment.contract'),
          contract && (
            <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
              {contract.number}
            </Link>
          ),
        ],
        [
          t('history.credit'),
          creditAmount && (
            <>
              <strong className="tabular">{formatMoney(creditAmount, locale)}</strong>
              {credit && (
                <span className="record-sub">
                  {credit.number} · <Moment at={credit.chargedAt} />
                </span>
              )}
            </>
          ),
        ],
      ]}
    >
      <ObjectionNote objection={assign.objection} />
    </AboutPanel>
  );
}
