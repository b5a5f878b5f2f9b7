import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { formatMoney, toMinor } from '../../format/money.ts';
import { FileClaimDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { type ClaimFields, claimTotal } from './claim-fields.ts';
import { ClaimLines } from './claim-lines.tsx';
import type { RaiseFormProps, RaiseSubject } from './raise-subject.ts';

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CAD', 'MXN', 'CNY', 'TWD', 'HKD', 'JPY'];

const emptyClaim = ({ shipment }: RaiseSubject): ClaimFields => {
  const first = shipment?.lines[0];
  return {
    currency: 'USD',
    liabilityAsserted: false,
    lines: [
      {
        sku: first?.sku ?? '',
        description: first?.description ?? first?.sku ?? '',
        quantity: '',
        unit: first?.unit ?? 'EA',
        cause: 'DAMAGE',
        amount: '',
      },
    ],
  };
};

/** A claim in the sense of 49 CFR 370.3: an identified shipment, asserted liability and a stated amount. */
export function ClaimForm({ subject, draft, close }: RaiseFormProps) {
  const t = useText();
  const { locale } = useReading();
  const navigate = useNavigate();
  const file = useCommand(FileClaimDocument);
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm<ClaimFields>({ defaultValues: emptyClaim(subject) });
  const typed = form.watch();
  const submit = async (claim: ClaimFields) => {
    const filed = await file.run({
      input: {
        shipmentId: subject.shipment?.id ?? '',
        currency: claim.currency,
        statement: draft.description,
        liabilityAsserted: claim.liabilityAsserted,
        lines: claim.lines.map(({ amount, quantity, sku, ...line }) => ({
          ...line,
          sku: sku || null,
          quantity: Number(quantity),
          amountMinor: toMinor(Number(amount), claim.currency),
        })),
        attachments: draft.uploads.attachments(),
        idempotencyKey: key,
      },
    });
    if (!filed) return;
    close();
    await navigate({ to: '/claims/$claimId', params: { claimId: filed.id } });
  };
  return (
    <form className="form-stack" onSubmit={form.handleSubmit(submit)}>
      <ClaimLines form={form} lines={subject.shipment?.lines ?? []} />
      <div className="claim-total">
        <NativeSelect aria-label={t('claim.currency')} data={CURRENCIES} {...form.register('currency')} />
        <output className="tabular">
          {t('claim.total')} {formatMoney({ amountMinor: claimTotal(typed), currency: typed.currency }, locale)}
        </output>
      </div>
      <Textarea
        label={t('claim.statement')}
        required
        rows={4}
        value={draft.description}
        onChange={({ currentTarget }) => draft.change({ description: currentTarget.value })}
      />
      <FilePicker uploads={draft.uploads} label={t('claim.evidence')} />
      <label className="check-line">
        <input type="checkbox" required {...form.register('liabilityAsserted')} />
        <span>{t('claim.liability')}</span>
      </label>
      <ObjectionNote objection={file.objection} />
      <div className="form-foot">
        <Button type="submit" loading={file.running || draft.uploads.busy} disabled={draft.uploads.faulty}>
          {t('claim.file')}
        </Button>
      </div>
    </form>
  );
}
