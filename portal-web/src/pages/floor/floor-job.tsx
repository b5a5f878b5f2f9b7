import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../format/quantity.ts';
import {
  StartWorkStepDocument,
  WorkOrderDocument,
  type WorkOrderFactsFragment,
  WorkOrderUpdatedDocument,
  type WorkStepFactsFragment,
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
import { CheckIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { FinishJob, RunningStep } from './floor-step.tsx';

/** One job under the operator's thumb: what is to be done, what was scanned, and the one button that comes next. */
export function FloorJob({ id }: { id: string }) {
  const read = useRecord(WorkOrderDocument, { id }, (data) => data.workOrder);
  useLive(WorkOrderUpdatedDocument, { variables: { id }, onGap: read.refresh });
  return <RecordView read={read}>{(order) => <Job order={order} />}</RecordView>;
}

function Job({ order }: { order: WorkOrderFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <PageFrame
      title={t(`logisticsService.${order.service}`)}
      back={<BackLink to="/floor" search={{}} />}
      marks={
        <span aria-live="polite">
          <WorkOrderStateMark state={order.state} />
        </span>
      }
      under={
        <Link to="/work-orders/$workOrderId" params={{ workOrderId: order.id }}>
          {order.number}
        </Link>
      }
    >
      <section className="floor-what" aria-label={t('workOrder.instructions')}>
        <p className="floor-quantity tabular">
          {quantityWords(order.quantity, order.unit, locale, t)}
          {order.sku && ` · ${order.sku}`}
        </p>
        <p className="message-body">{order.instructions}</p>
      </section>
      <ol className="floor-steps" aria-label={t('workOrder.steps')}>
        {order.steps.map((step) => (
          <StepLine key={step.code} step={step} />
        ))}
      </ol>
      <Next order={order} />
    </PageFrame>
  );
}

function StepLine({ step }: { step: WorkStepFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const counted = step.scans.reduce((sum, { quantity }) => sum + quantity, 0);
  const running = step.startedAt && !step.finishedAt;
  return (
    <li data-done={step.finishedAt ? '' : undefined} aria-current={running ? 'step' : undefined}>
      <span>
        {step.finishedAt && <CheckIcon size={16} />} {t(`workStep.${step.code}`)}
      </span>
      <span className="soft tabular">
        {counted > 0 && t('floor.counted', { count: formatNumber(counted, locale) })}
        {step.photos.length > 0 && ` · ${t('floor.photos', { count: step.photos.length })}`}
      </span>
    </li>
  );
}

function Next({ order }: { order: WorkOrderFactsFragment }) {
  const t = useText();
  const start = useCommand(StartWorkStepDocument);
  const { id, state, steps } = order;
  if (!mayServe(useViewer())) return null;
  if (state === 'DONE') return <p className="floor-done">{t('floor.done')}</p>;
  if (state !== 'SCHEDULED' && state !== 'IN_PROGRESS') return <p className="soft">{t('floor.notReady')}</p>;
  const next = steps.find(({ finishedAt }) => !finishedAt);
  if (!next) return <FinishJob order={order} />;
  if (next.startedAt) return <RunningStep key={next.code} order={order} step={next} />;
  return (
    <div className="floor-foot">
      <ObjectionNote objection={start.objection} />
      <button
        type="button"
        className="floor-button"
        disabled={start.running}
        onClick={() => start.run({ id, step: next.code })}
      >
        {t('floor.start', { step: t(`workStep.${next.code}`) })}
      </button>
    </div>
  );
}
