import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { toWallClock } from '../../format/instant.ts';
import { ScheduleWorkOrderDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { WorkOrderDialogProps } from './dialog-props.ts';

const DATE = /\d{4}-\d{2}-\d{2}/;

/** Books hands for the job. A full day is refused with the next free one, which is one press away. */
export function ScheduleWorkOrder({ order, close }: WorkOrderDialogProps) {
  const t = useText();
  const { timeZone } = useReading();
  const schedule = useCommand(ScheduleWorkOrderDocument);
  const today = toWallClock(new Date(), timeZone).slice(0, 10);
  const [day, setDay] = useState(order.day ?? today);
  const free = schedule.objection?.code === 'CAPACITY_FULL' ? DATE.exec(schedule.objection.fix ?? '')?.[0] : undefined;
  const submit = async (form: FormData) => {
    if (await schedule.run({ id: order.id, day, hours: Number(form.get('hours')) })) close();
  };
  return (
    <CommandDialog
      title={t('workOrder.schedule')}
      submitLabel={t('workOrder.schedule')}
      running={schedule.running}
      close={close}
      submit={submit}
      foot={
        <>
          <ObjectionNote objection={schedule.objection} />
          {free && free !== day && (
            <button type="button" className="quiet-button" onClick={() => setDay(free)}>
              {t('workOrder.takeDay', { day: free })}
            </button>
          )}
        </>
      }
    >
      <div className="form-pair">
        <TextInput
          type="date"
          required
          min={today}
          label={t('workOrder.day')}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
          data-autofocus
        />
        <TextInput
          name="hours"
          type="number"
          min={0.25}
          step={0.25}
          required
          label={t('workOrder.hours')}
          defaultValue={String(order.plannedHours ?? 2)}
        />
      </div>
    </CommandDialog>
  );
}
