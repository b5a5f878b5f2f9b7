import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { formatMoney } from '../../format/money.ts';
import { CancelWorkOrderDocument, RefuseWorkOrderDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Note } from '../../ui/notes.tsx';
import type { WorkOrderDialogProps } from './dialog-props.ts';

/** Calls the job off, for the price that is read here. */
export function CancelWorkOrder({ order, close }: WorkOrderDialogProps) {
  const t = useText();
  const { locale } = useReading();
  const prices = mayPrice(useViewer());
  const cancel = useCommand(CancelWorkOrderDocument);
  const [waived, setWaived] = useState(false);
  const price = order.cancellationPrice;
  const costs = price !== null && price !== undefined && price.amountMinor > 0;
  const submit = async (form: FormData) => {
    const reason = String(form.get('reason'));
    if (await cancel.run({ id: order.id, reason, waived, amountMinor: price?.amountMinor ?? null })) close();
  };
  return (
    <CommandDialog
      title={t('workOrder.cancel')}
      submitLabel={t('workOrder.cancel')}
      running={cancel.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={cancel.objection} />}
    >
      {costs && !waived ? (
        <Note tone="warn">{t('workOrder.cancelCosts', { price: formatMoney(price, locale) })}</Note>
      ) : (
        <Note tone="good">{t('workOrder.cancelFree')}</Note>
      )}
      {costs && prices && (
        <label className="check-line">
          <input type="checkbox" checked={waived} onChange={({ currentTarget }) => setWaived(currentTarget.checked)} />
          <span>{t('workOrder.waive')}</span>
        </label>
      )}
      <Textarea name="reason" label={t('action.reason')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}

/** Says no to a request. */
export function RefuseWorkOrder({ order, close }: WorkOrderDialogProps) {
  const t = useText();
  const refuse = useCommand(RefuseWorkOrderDocument);
  return <ReasonDialog title={t('workOrder.refuse')} id={order.id} command={refuse} close={close} />;
}
