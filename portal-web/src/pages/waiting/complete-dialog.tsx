import { NativeSelect, NumberInput } from '@mantine/core';
import { type ActivityRowFragment, CompleteActivityDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { useRatesText } from '../rates/rates-text.ts';

interface CompleteProps {
  readonly row: ActivityRowFragment;
  readonly close: () => void;
  /** Called with how many are charged now: one, or none. */
  readonly done: (charged: number) => void;
}

const UNITS = ['PL', 'CA', 'EA', 'HOUR'] as const;

/** Says what nobody had told of something that was done, so that it can be charged: its weight, or a count. */
export function CompleteDialog({ row, close, done }: CompleteProps) {
  const t = useRatesText();
  const complete = useCommand(CompleteActivityDocument);
  const submit = async (form: FormData) => {
    const kilograms = filledIn(form, 'weight');
    const count = filledIn(form, 'count');
    const made = await complete.run({
      id: row.id,
      weightGrams: kilograms === undefined ? null : Math.round(Number(kilograms) * 1000),
      quantities: count === undefined ? [] : [{ unit: String(form.get('unit')), quantity: Number(count) }],
    });
    if (!made) return;
    done(made.charged);
    close();
  };
  return (
    <CommandDialog
      title={t('rates.completeOf', { number: row.subjectNumber })}
      submitLabel={t('rates.completeSend')}
      running={complete.running}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={complete.objection} />}
    >
      <p className="soft">{t('rates.completeHint')}</p>
      <NumberInput name="weight" label={t('price.weight')} min={0} decimalScale={3} data-autofocus />
      <div className="form-pair">
        <NumberInput name="count" label={t('claim.quantity')} min={0} decimalScale={3} />
        <NativeSelect
          name="unit"
          label={t('rates.unit')}
          data={UNITS.map((value) => ({ value, label: codeWord('unitName', value, t) }))}
        />
      </div>
    </CommandDialog>
  );
}
