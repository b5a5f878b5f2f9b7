import { NativeSelect, TextInput } from '@mantine/core';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import type { ReturnReason } from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx';
import { SkuList } from './raise-form-parts.tsx';
import type { SubjectLine } from './raise-subject.ts';

const UNITS = ['EA', 'CA', 'PL'];

export interface ReturnFields {
  reason: ReturnReason;
  lines: { sku: string; lot: string; unit: string; quantity: string }[];
}

export const emptyReturnLine = { sku: '', lot: '', unit: 'EA', quantity: '' };

interface ReturnLinesProps {
  readonly form: UseFormReturn<ReturnFields>;
  readonly lines: readonly SubjectLine[] | undefined;
}

/** Which goods are to come back, line by line. */
export function ReturnLines({ form: { control, register }, lines }: ReturnLinesProps) {
  const t = useText();
  const { fields, append, remove } = useFieldArray({ control, name: 'lines' });
  return (
    <>
      {fields.map((field, index) => (
        <div className="return-line" key={field.id}>
          <TextInput label={t('line.sku')} required list="return-skus" {...register(`lines.${index}.sku`)} />
          <TextInput label={t('line.lot')} {...register(`lines.${index}.lot`)} />
          <TextInput
            label={t('claim.quantity')}
            type="number"
            min={0}
            step="any"
            required
            {...register(`lines.${index}.quantity`)}
          />
          <NativeSelect
            label={t('return.unit')}
            data={UNITS.map((value) => ({ value, label: codeWord('unitName', value, t) }))}
            {...register(`lines.${index}.unit`)}
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
        </div>
      ))}
      <SkuList id="return-skus" lines={lines} />
      <div>
        <button type="button" className="quiet-button" onClick={() => append(emptyReturnLine)}>
          <PlusIcon size={16} />
          {t('claim.addLine')}
        </button>
      </div>
    </>
  );
}
