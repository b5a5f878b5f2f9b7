import { Link, useParams } from '@tanstack/react-router';
import {
  AssignWorkOrderDocument,
  ReplyToWorkOrderDocument,
  WorkOrderDocument,
  type WorkOrderFactsFragment,
  WorkOrderUpdatedDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { WorkOrderStateMark } from '../../status/work-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AboutPanel } from '../conversation/about-panel.tsx';
import { AssignSelect } from '../conversation/assign-select.tsx';
import { Attachments } from '../conversation/attachments.tsx';
import { ConversationPanel } from '../conversation/conversation-panel.tsx';
import { DueTime } from '../conversation/due-time.tsx';
import { HistoryPanel } from '../conversation/history-panel.tsx';
import { WorkOrderActions } from './work-order-actions.tsx';
import { PricePanel, ReturnLink, StepsPanel, VerdictPanel, WayPanel } from './work-order-panels.tsx';
import './work-order.css';

/** One value-added job, from the request to its proof, live. */
export function WorkOrderPage() {
  const { workOrderId } = useParams({ from: '/portal/work-orders/$workOrderId' });
  const read = useRecord(WorkOrderDocument, { id: workOrderId }, (data) => data.workOrder);
  useLive(WorkOrderUpdatedDocument, { variables: { id: workOrderId }, onGap: read.refresh });
  return <RecordView read={read}>{(record) => <LoadedWorkOrder order={record} />}</RecordView>;
}

function LoadedWorkOrder({ order }: { order: WorkOrderFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const serves = mayServe(useViewer());
  const reply = useCommand(ReplyToWorkOrderDocument);
  const assign = useCommand(AssignWorkOrderDocument);
  const { id, contract } = order;
  return (
    <PageFrame
      title={t(`logisticsService.${order.service}`)}
      back={<BackLink to="/service" search={{ tab: 'work-orders' }} />}
      marks={
        <span aria-live="polite">
          <WorkOrderStateMark state={order.state} />
        </span>
      }
      under={
        <>
          {t('kind.WORK_ORDER')} {order.number}
          {!order.closedAt && (
            <>
              {' · '}
              {t('work.due')} <DueTime dueAt={order.dueAt} overdue={order.overdue} />
            </>
          )}
        </>
      }
      actions={<WorkOrderActions order={order} />}
    >
      <div className="page-columns">
        <div>
          <WayPanel order={order} />
          <Panel title={t('workOrder.instructions')}>
            <p className="message-body">{order.instructions}</p>
            {order.proof.length > 0 && <h3>{t('workOrder.proof')}</h3>}
            <Attachments of={order.proof} />
          </Panel>
          <StepsPanel order={order} />
          <VerdictPanel order={order} />
          <ConversationPanel
            itemId={id}
            accountId={order.account.id}
            messages={order.messages}
            reply={(input) => reply.run({ input: { id, ...input } })}
            running={reply.running}
            objection={reply.objection}
            closed={['CANCELLED', 'REFUSED'].includes(order.state)}
          />
        </div>
        <div>
          <PricePanel order={order} />
          <AboutPanel
            record={order}
            assign={
              serves && <AssignSelect ownerId={order.owner?.id} assign={(ownerId) => assign.run({ id, ownerId })} />
            }
            more={[
              [t('claim.quantity'), quantityWords(order.quantity, order.unit, locale, t)],
              [t('line.sku'), order.sku],
              [t('kind.RETURN_ORDER'), order.returnOrder && <ReturnLink key="return" order={order} />],
              [
                t('shipment.contract'),
                contract && (
                  <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                    {contract.number}
                  </Link>
                ),
              ],
            ]}
          >
            <ObjectionNote objection={assign.objection} />
          </AboutPanel>
          <HistoryPanel history={order.history} />
        </div>
      </div>
    </PageFrame>
  );
}
