import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ApproveWorkOrderDocument,
  CancelWorkOrderDocument,
  FinishWorkOrderDocument,
  StartWorkOrderDocument,
  VasCatalogueDocument,
  type WorkOrderFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';

interface WorkOrderProps {
  readonly order: WorkOrderFactsFragment;
}

/** Approve, start, finish with proof; cancel while it is open. */
export function WorkOrderActions({ order }: WorkOrderProps) {
  const t = useText();
  const viewer = useViewer();
  const approve = useCommand(ApproveWorkOrderDocument);
  const start = useCommand(StartWorkOrderDocument);
  const [dialog, setDialog] = useState<'finish' | 'cancel' | null>(null);
  const close = () => setDialog(null);
  const { id, state } = order;
  if (!mayWrite(viewer) || ['DONE', 'CANCELLED', 'REFUSED'].includes(state)) return null;
  const serves = mayServe(viewer);
  return (
    <>
      {serves && state === 'REQUESTED' && (
        <Button loading={approve.running} onClick={() => approve.run({ id })}>
          {t('workOrder.approve')}
        </Button>
      )}
      {serves && state === 'APPROVED' && (
        <Button loading={start.running} onClick={() => start.run({ id })}>
          {t('workOrder.start')}
        </Button>
      )}
      {serves && state === 'IN_PROGRESS' && (
        <Button onClick={() => setDialog('finish')}>{t('workOrder.finish')}</Button>
      )}
      <ActionMenu
        actions={[
          (serves || state === 'REQUESTED') && {
            label: t('workOrder.cancel'),
            run: () => setDialog('cancel'),
            danger: true,
          },
        ]}
      />
      <ObjectionNote objection={approve.objection ?? start.objection} />
      {dialog === 'finish' && <FinishWorkOrder order={order} close={close} />}
      {dialog === 'cancel' && <CancelWorkOrder order={order} close={close} />}
    </>
  );
}

function FinishWorkOrder({ order, close }: WorkOrderProps & { close: () => void }) {
  const t = useText();
  const uploads = useUploads(order.account.id);
  const finish = useCommand(FinishWorkOrderDocument);
  const [{ data }] = useQuery({ query: VasCatalogueDocument });
  const photos = data?.vasCatalogue.find(({ service }) => service === order.service)?.photosRequired ?? 0;
  const submit = async () => {
    if (await finish.run({ id: order.id, proof: uploads.attachments() })) close();
  };
  return (
    <CommandDialog
      title={t('workOrder.finish')}
      submitLabel={t('workOrder.finish')}
      running={finish.running || uploads.busy}
      blocked={uploads.faulty}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={finish.objection} />}
    >
      <p className="soft">{t('workOrder.photosRequired', { count: photos })}</p>
      <FilePicker uploads={uploads} label={t('workOrder.proof')} />
    </CommandDialog>
  );
}

function CancelWorkOrder({ order, close }: WorkOrderProps & { close: () => void }) {
  const t = useText();
  const cancel = useCommand(CancelWorkOrderDocument);
  const submit = async (form: FormData) => {
    if (await cancel.run({ id: order.id, reason: String(form.get('reason')) })) close();
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
      <Textarea name="reason" label={t('action.reason')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}
