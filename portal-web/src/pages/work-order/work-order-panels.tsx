import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import { RateWorkOrderDocument, type WorkOrderFactsFragment } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { ProgressSteps } from '../../ui/progress-steps.tsx';
import { Attachments } from '../conversation/attachments.tsx';

interface OrderProps {
  readonly order: WorkOrderFactsFragment;
}

const WAY = ['REQUESTED', 'QUOTED', 'APPROVED', 'SCHEDULED', 'IN_PROGRESS', 'DONE'] as const;

/** Where the job stands between the request and the proof. A job that ended early is on no way any more. */
export function WayPanel({ order }: OrderProps) {
  const t = useText();
  const at = (WAY as readonly string[]).indexOf(order.state);
  if (at < 0) return null;
  return (
    <Panel title={t('workOrder.way')}>
      <ProgressSteps
        label={t('workOrder.way')}
        steps={WAY.map((state) => t(`workOrderState.${state}`))}
        current={order.state === 'DONE' ? WAY.length : at}
      />
    </Panel>
  );
}

/** What it costs, what calling it off costs, and what was charged in the end. */
export function PricePanel({ order }: OrderProps) {
  const t = useText();
  const { locale } = useReading();
  const { quote, charge, cancellationPrice: off, state } = order;
  const pays = !isStaff(useViewer());
  return (
    <Panel title={t('workOrder.price')}>
      {!quote && <p className="soft">{t('workOrder.noQuote')}</p>}
      {quote && pays && state === 'QUOTED' && <Note tone="accent">{t('workOrder.toApprove')}</Note>}
      <Facts
        of={[
          [
            t('workOrder.price'),
            quote && (
              <>
                <strong className="tabular">{formatMoney(quote.amount, locale)}</strong>
                <span className="record-sub">{t(`quoteBasis.${quote.basis}`)}</span>
              </>
            ),
          ],
          [t('workOrder.priceReason'), quote?.reason],
          [t('workOrder.cancelPrice'), off && quote && formatMoney(off, locale)],
          [
            t('workOrder.charge'),
            charge && (
              <>
                <strong className="tabular">{formatMoney(charge.amount, locale)}</strong>
                <span className="record-sub">
                  {charge.number} · <Moment at={charge.chargedAt} />
                </span>
              </>
            ),
          ],
        ]}
      />
    </Panel>
  );
}

/** The day, and what is done on it: steps with their scans and photos. */
export function StepsPanel({ order }: OrderProps) {
  const t = useText();
  const { locale } = useReading();
  const { day, plannedHours, steps, photosRequired, photoStandard } = order;
  return (
    <Panel title={t('workOrder.steps')} flush>
      <div className="panel-notes soft">
        {day && (
          <span>
            {formatDate(day, locale)}
            {plannedHours && ` · ${formatNumber(plannedHours, locale)} ${t('contract.hours')}`}
          </span>
        )}
        <span>
          {t('workOrder.photosRequired', { count: photosRequired })} {photoStandard}
        </span>
      </div>
      <ol className="rows">
        {steps.map((step) => (
          <li key={step.code}>
            <span className="grow">
              <strong>{t(`workStep.${step.code}`)}</strong>
              {step.scans.length > 0 && (
                <span className="record-sub">
                  {t('workOrder.scans', { count: step.scans.length })}:{' '}
                  {step.scans.map(({ code, quantity }) => `${code} × ${formatNumber(quantity, locale)}`).join(', ')}
                </span>
              )}
              <Attachments of={step.photos} />
            </span>
            <span className="soft small">
              {step.finishedAt ? (
                <>
                  {step.finishedBy} · <Moment at={step.finishedAt} />
                </>
              ) : step.startedAt ? (
                t('workStep.running')
              ) : (
                t('workStep.open')
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const SCORES = [1, 2, 3, 4, 5] as const;

/** Whether it was worth it: the customer says so once it is done, and may say otherwise later. */
export function VerdictPanel({ order }: OrderProps) {
  const t = useText();
  const viewer = useViewer();
  const rate = useCommand(RateWorkOrderDocument);
  const [score, setScore] = useState<number | null>(order.score ?? null);
  if (order.state !== 'DONE') return null;
  if (isStaff(viewer) || !mayWrite(viewer)) {
    return order.score ? (
      <Panel title={t('workOrder.verdict')}>
        <p>
          <strong>{t('workOrder.scoreOf', { score: order.score })}</strong> {order.scoreComment}
        </p>
      </Panel>
    ) : null;
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const comment = String(new FormData(event.currentTarget).get('comment'));
    if (score) await rate.run({ id: order.id, score, comment });
  };
  return (
    <Panel title={t('workOrder.verdict')}>
      <form className="form-stack" onSubmit={submit}>
        <fieldset className="verdict-scores">
          <legend>{order.score ? t('workOrder.scoreOf', { score: order.score }) : t('workOrder.howWas')}</legend>
          {SCORES.map((each) => (
            <label key={each} data-on={each === score || undefined}>
              <input type="radio" name="score" checked={each === score} onChange={() => setScore(each)} />
              <span>{each}</span>
            </label>
          ))}
        </fieldset>
        <Textarea name="comment" label={t('workOrder.comment')} rows={2} defaultValue={order.scoreComment ?? ''} />
        <ObjectionNote objection={rate.objection} />
        <div className="form-foot">
          <Button type="submit" loading={rate.running} disabled={score === null}>
            {t('workOrder.rate')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** The return whose goods are repaired. */
export function ReturnLink({ order }: OrderProps) {
  const { returnOrder } = order;
  if (!returnOrder) return null;
  return (
    <Link to="/returns/$returnId" params={{ returnId: returnOrder.id }}>
      {returnOrder.rmaNumber ?? returnOrder.number}
    </Link>
  );
}
