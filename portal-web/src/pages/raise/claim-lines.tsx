import { NativeSelect, TextInput } from '@mantine/core';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { useText } from '../../language/use-text.ts';
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx';
import { type ClaimFields, EMPTY_LINE, LOSS_CAUSES } from './claim-fields.ts';
import type { SubjectLine } from './raise-subject.ts';

interface ClaimLinesProps {
  readonly form: UseFormReturn<ClaimFields>;
  readonly lines: readonly SubjectLine[];
}

/** What is lost or damaged, line by line, each with its cause and its amount. */
export function ClaimLines({ form, lines }: ClaimLinesProps) {
  const t = useText();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'lines' });
  const { register } = form;
  return (
    <div className="form-stack">
      {fields.map((field, index) => (
        <div className="claim-line" key={field.id}>
          <TextInput label={t('claim.item')} required list="claim-items" {...register(`lines.${index}.description`)} />
          <TextInput
            label={t('claim.quantity')}
            type="number"
            min={0}
            step="any"
            required
            {...register(`lines.${index}.quantity`)}
          />
          <NativeSelect
            label={t('claim.cause')}
            data={LOSS_CAUSES.map((value) => ({ value, label: t(`lossCause.${value}`) }))}
            {...register(`lines.${index}.cause`)}
          />
          <TextInput
            label={t('claim.amount')}
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            required
            {...register(`lines.${index}.amount`)}
          />
          <button
            type="button"
            className="quiet-button"
            aria-label={t('claim.removeLine', { number: index + 1 })}
            disabled={fields.length === 1}
            onClick={() => remove(index)}
          >
            <CloseIcon size={16} />
          </button>
          <details className="claim-line-more" open={Boolean(field.salvage || field.weight)}>
            <summary>{t('claim.more')}</summary>
            <div className="form-pair">
              <TextInput
                label={t('claim.weight')}
                type="number"
                min={0}
                step="any"
                inputMode="decimal"
                {...register(`lines.${index}.weight`)}
              />
              <TextInput
                label={t('claim.salvageGot')}
                type="number"
                min={0}
                step="any"
                inputMode="decimal"
                {...register(`lines.${index}.salvage`)}
              />
            </div>
          </details>
        </div>
      ))}
      <datalist id="claim-items">
        {lines.map(({ sku, description }) => (
          <option key={sku} value={description ?? sku} />
        ))}
      </datalist>
      <div>
        <button type="button" className="quiet-button" onClick={() => append(EMPTY_LINE)}>
          <PlusIcon size={16} />
          {t('claim.addLine')}
        </button>
      </div>
    </div>
  );
}
