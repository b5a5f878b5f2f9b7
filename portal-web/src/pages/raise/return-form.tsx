import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useFieldArray, useForm } from 'react-hook-form';
import { RequestReturnDocument, type ReturnReason } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import type { RaiseFormProps } from './raise-subject.ts';

const REASONS: readonly ReturnReason[] = [
  'DAMAGED',
  'WRONG_ITEM',
  'QUALITY',
  'RECALL',
  'OVERSTOCK',
  'UNWANTED',
  'OTHER',
];
const UNITS = ['EA', 'CA', 'PL'];

interface ReturnFields {
  reason: ReturnReason;
  lines: { sku: string; lot: string; unit: string; quantity: string }[];
}

const emptyLine = { sku: '', lot: '', unit: 'EA', quantity: '' };

/** Asks whether goods may come back: which, how many, and why. */
export function ReturnForm({ subject, draft, close }: RaiseFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const request = useCommand(RequestReturnDocument);
  const [key] = useState(() => crypto.randomUUID());
  const { register, control, handleSubmit } = useForm<ReturnFields>({
    defaultValues: { reason: 'DAMAGED', lines: [{ ...emptyLine, sku: subject.shipment?.lines[0]?.sku ?? '' }] },
  });
  const { fields, append, remove } = useFieldArray({ control, name: 'lines' });
  const submit = async ({ reason, lines }: ReturnFields) => {
    const requested = await request.run({
      input: {
        reason,
        explanation: draft.description,
        lines: lines.map(({ sku, lot, unit, quantity }) => ({
          ...{ sku, unit, lot: lot || null, quantity: Number(quantity) },
          description: subject.shipment?.lines.find((line) => line.sku === sku)?.description ?? null,
        })),
        ...(subject.shipment ? { shipmentId: subject.shipment.id } : { accountId: subject.accountId ?? null }),
        attachments: draft.uploads.attachments(),
        idempotencyKey: key,
      },
    });
    if (!requested) return;
    close();
    await navigate({ to: '/returns/$returnId', params: { returnId: requested.id } });
  };
  return (
    <form className="form-stack" onSubmit={handleSubmit(submit)}>
      <NativeSelect
        label={t('return.reason')}
        data={REASONS.map((value) => ({ value, label: t(`returnReason.${value}`) }))}
        {...register('reason')}
      />
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
      <datalist id="return-skus">
        {subject.shipment?.lines.map(({ sku }) => (
          <option key={sku} value={sku} />
        ))}
      </datalist>
      <div>
        <button type="button" className="quiet-button" onClick={() => append(emptyLine)}>
          <PlusIcon size={16} />
          {t('claim.addLine')}
        </button>
      </div>
      <Textarea
        label={t('return.explanation')}
        rows={3}
        value={draft.description}
        onChange={({ currentTarget }) => draft.change({ description: currentTarget.value })}
      />
      <FilePicker uploads={draft.uploads} label={t('raise.photos')} />
      <ObjectionNote objection={request.objection} />
      <div className="form-foot">
        <Button type="submit" loading={request.running || draft.uploads.busy} disabled={draft.uploads.faulty}>
          {t('raise.send')}
        </Button>
      </div>
    </form>
  );
}
