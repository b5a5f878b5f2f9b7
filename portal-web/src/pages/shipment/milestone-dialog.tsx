import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fromWallClock, toWallClock } from '../../format/instant.ts';
import { RecordMilestoneDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { MILESTONE_CODES, REASON_CODES } from './milestone-codes.ts';

/** A tracking fact. Its time is the wall clock of the place, because that is what the driver reads. */
export default function MilestoneDialog({ shipment, close }: DialogProps) {
  const t = useText();
  const { timeZone: own } = useReading();
  const record = useCommand(RecordMilestoneDocument);
  const [key] = useState(() => crypto.randomUUID());
  const [sequence, setSequence] = useState<number | null>(null);
  const stop = shipment.stops.find((each) => each.sequence === sequence);
  const zone = stop?.timeZone ?? shipment.eta?.timeZone ?? own;
  const submit = async (form: FormData) => {
    const done = await record.run({
      input: {
        shipmentId: shipment.id,
        code: String(form.get('code')),
        reasonCode: filledIn(form, 'reason') ?? null,
        at: fromWallClock(String(form.get('at')), zone).toISOString(),
        timeZone: zone,
        stop: sequence,
        place: filledIn(form, 'place') ?? null,
        note: filledIn(form, 'note') ?? null,
        source: 'member',
        idempotencyKey: key,
      },
    });
    if (done) close();
  };
  return (
    <CommandDialog
      title={t('action.milestone')}
      submitLabel={t('milestone.record')}
      running={record.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={record.objection} />}
    >
      <NativeSelect
        name="code"
        label={t('milestone.what')}
        data={MILESTONE_CODES.map((code) => ({ value: code, label: `${t(`milestone.${code}`)} (${code})` }))}
        defaultValue="X6"
        data-autofocus
      />
      <NativeSelect
        label={t('milestone.stop')}
        value={sequence ?? ''}
        onChange={({ currentTarget: { value } }) => setSequence(value ? Number(value) : null)}
        data={[
          { value: '', label: t('milestone.underway') },
          ...shipment.stops.map((each) => ({
            value: String(each.sequence),
            label: `${each.name}, ${each.address.city}`,
          })),
        ]}
      />
      <TextInput
        key={zone}
        name="at"
        type="datetime-local"
        required
        label={t('milestone.at', { zone })}
        defaultValue={toWallClock(new Date(), zone)}
      />
      <NativeSelect
        name="reason"
        label={t('milestone.reason')}
        data={[
          { value: '', label: t('milestone.normal') },
          ...REASON_CODES.map((code) => ({ value: code, label: `${t(`reason.${code}`)} (${code})` })),
        ]}
      />
      <TextInput name="place" label={t('milestone.place')} />
      <TextInput name="note" label={t('milestone.note')} />
    </CommandDialog>
  );
}
