import { NativeSelect, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type LogisticsService, RepairReturnDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';

const SERVICES: readonly LogisticsService[] = [
  'REPACKING',
  'LABELLING',
  'KITTING',
  'QUALITY_CHECK',
  'RETURNS_HANDLING',
];

/** Opens the job that makes returned goods fit for sale again. */
export function RepairDialog({ id, line, close }: { id: string; line: number; close: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const repair = useCommand(RepairReturnDocument);
  const submit = async (form: FormData) => {
    const service = form.get('service') as LogisticsService;
    const job = await repair.run({ id, line, service, instructions: String(form.get('instructions')) });
    if (!job) return;
    close();
    await navigate({ to: '/work-orders/$workOrderId', params: { workOrderId: job.id } });
  };
  return (
    <CommandDialog
      title={t('return.repair')}
      submitLabel={t('return.repair')}
      running={repair.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={repair.objection} />}
    >
      <NativeSelect
        name="service"
        label={t('workOrder.service')}
        data={SERVICES.map((value) => ({ value, label: t(`logisticsService.${value}`) }))}
      />
      <Textarea name="instructions" label={t('workOrder.instructions')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}
