import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApproveWorkOrderDocument, type WorkOrderFactsFragment } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayPrice, mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { CancelWorkOrder, RefuseWorkOrder } from './end-dialogs.tsx';
import { ChangeWorkOrder, QuoteWorkOrder } from './price-dialogs.tsx';
import { ScheduleWorkOrder } from './schedule-dialog.tsx';

interface WorkOrderProps {
  readonly order: WorkOrderFactsFragment;
}

const DIALOGS = {
  quote: QuoteWorkOrder,
  change: ChangeWorkOrder,
  schedule: ScheduleWorkOrder,
  refuse: RefuseWorkOrder,
  cancel: CancelWorkOrder,
} as const;

/** What comes next for this person: a price, a yes, a day, the floor. */
export function WorkOrderActions({ order }: WorkOrderProps) {
  const t = useText();
  const viewer = useViewer();
  const approve = useCommand(ApproveWorkOrderDocument);
  const [dialog, setDialog] = useState<keyof typeof DIALOGS | null>(null);
  const { id, state, quote } = order;
  if (!mayWrite(viewer) || ['DONE', 'CANCELLED', 'REFUSED'].includes(state)) return null;
  const [serves, prices, pays] = [mayServe(viewer), mayPrice(viewer), !isStaff(viewer)];
  const begun = state === 'IN_PROGRESS';
  const asked = state === 'REQUESTED' || state === 'QUOTED';
  const Dialog = dialog && DIALOGS[dialog];
  return (
    <>
      {pays && state === 'QUOTED' && quote && (
        <Button loading={approve.running} onClick={() => approve.run({ id, amountMinor: quote.amount.amountMinor })}>
          {t('workOrder.approvePrice')}
        </Button>
      )}
      {prices && state === 'REQUESTED' && <Button onClick={() => setDialog('quote')}>{t('workOrder.quote')}</Button>}
      {serves && state === 'APPROVED' && (
        <Button onClick={() => setDialog('schedule')}>{t('workOrder.schedule')}</Button>
      )}
      {serves && (state === 'SCHEDULED' || begun) && (
        <Button renderRoot={(props) => <Link {...props} to="/floor" search={{ job: id }} />}>
          {t('workOrder.toFloor')}
        </Button>
      )}
      <ActionMenu
        actions={[
          prices && state === 'QUOTED' && { label: t('workOrder.quote'), run: () => setDialog('quote') },
          serves && state === 'SCHEDULED' && { label: t('workOrder.reschedule'), run: () => setDialog('schedule') },
          !begun && { label: t('workOrder.change'), run: () => setDialog('change') },
          serves && asked && { label: t('workOrder.refuse'), run: () => setDialog('refuse'), danger: true },
          (serves || !begun) && { label: t('workOrder.cancel'), run: () => setDialog('cancel'), danger: true },
        ]}
      />
      <ObjectionNote objection={approve.objection} />
      {Dialog && <Dialog order={order} close={() => setDialog(null)} />}
    </>
  );
}
