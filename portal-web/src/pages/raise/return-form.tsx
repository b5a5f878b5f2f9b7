import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { RequestReturnDocument, type ReturnReason } from '../../generated/operations.ts';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { Description, RaiseFoot } from './raise-form-parts.tsx';
import type { RaiseFormProps } from './raise-subject.ts';
import { emptyReturnLine, type ReturnFields, ReturnLines } from './return-lines.tsx';

const REASONS: readonly ReturnReason[] = [
  'DAMAGED',
  'WRONG_ITEM',
  'QUALITY',
  'RECALL',
  'OVERSTOCK',
  'UNWANTED',
  'OTHER',
];
/** Asks whether goods may come back: which, how many, and why. */
export function ReturnForm({ subject, draft, close }: RaiseFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const request = useCommand(RequestReturnDocument);
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<ReturnFields>({
    defaultValues: { reason: 'DAMAGED', lines: [{ ...emptyReturnLine, sku: subject.shipment?.lines[0]?.sku ?? '' }] },
  });
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
    <form className="form-stack" onSubmit={form.handleSubmit(submit)}>
      <NativeSelect
        label={t('return.reason')}
        data={REASONS.map((value) => ({ value, label: t(`returnReason.${value}`) }))}
        {...form.register('reason')}
      />
      <ReturnLines form={form} lines={subject.shipment?.lines} />
      <Description draft={draft} label={t('return.explanation')} required={false} rows={3} />
      <FilePicker uploads={draft.uploads} label={t('raise.photos')} />
      <RaiseFoot draft={draft} objection={request.objection} running={request.running} />
    </form>
  );
}
