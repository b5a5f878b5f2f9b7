import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { formatMoney } from '../../format/money.ts';
import {
  ChangeClaimDraftDocument,
  type ClaimFactsFragment,
  DraftClaimDocument,
  FileClaimDocument,
  FileClaimDraftDocument,
} from '../../generated/operations.ts';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { useReading } from '../../session/viewing.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { type ClaimFields, claimTotal, EMPTY_LINE, fieldsOf, instantOf, linesOf } from './claim-fields.ts';
import { ClaimLines } from './claim-lines.tsx';
import { ClaimOutlook } from './claim-outlook.tsx';
import { ClaimTimes } from './claim-times.tsx';
import { Description, RaiseFoot } from './raise-form-parts.tsx';
import type { RaiseFormProps, RaiseSubject } from './raise-subject.ts';

const emptyClaim = ({ shipment }: RaiseSubject, currency: string): ClaimFields => {
  const first = shipment?.lines[0];
  return {
    ...{ currency, liabilityAsserted: false, reference: '', lateReason: '', noticeGiven: '', expectedDelivery: '' },
    lines: [
      {
        ...EMPTY_LINE,
        sku: first?.sku ?? '',
        description: first?.description ?? first?.sku ?? '',
        unit: first?.unit ?? EMPTY_LINE.unit,
      },
    ],
  };
};

interface ClaimFormProps extends RaiseFormProps {
  /** A draft that is written further. */
  readonly known?: ClaimFactsFragment;
}

/** A claim in the sense of 49 CFR 370.3: an identified shipment, asserted liability and a stated amount. */
export function ClaimForm({ subject, draft, close, known }: ClaimFormProps) {
  const t = useText();
  const { locale, timeZone: zone } = useReading();
  const navigate = useNavigate();
  const file = useCommand(FileClaimDocument);
  const draftIt = useCommand(DraftClaimDocument);
  const change = useCommand(ChangeClaimDraftDocument);
  const fileDraft = useCommand(FileClaimDraftDocument);
  const [key] = useState(() => crypto.randomUUID());
  const { house, usual } = useCurrencies();
  const form = useForm<ClaimFields>({ defaultValues: known ? fieldsOf(known, zone) : emptyClaim(subject, house) });
  const typed = form.watch();
  const inputOf = (claim: ClaimFields) => ({
    shipmentId: subject.shipment?.id ?? '',
    currency: claim.currency,
    statement: draft.description,
    liabilityAsserted: claim.liabilityAsserted,
    reference: claim.reference.trim() || null,
    lateReason: claim.lateReason.trim() || null,
    noticeGivenAt: instantOf(claim.noticeGiven, zone),
    expectedDeliveryAt: instantOf(claim.expectedDelivery, zone),
    lines: linesOf(claim),
  });
  const attached = () => ({ attachments: draft.uploads.attachments() });
  const submit = async (claim: ClaimFields) => {
    const input = inputOf(claim);
    if (!known) return show(await file.run({ input: { ...input, ...attached(), idempotencyKey: key } }));
    if (await change.run({ id: known.id, input })) await show(await fileDraft.run({ id: known.id }));
  };
  // A draft may lack what a claim needs; only what was written so far is kept.
  const keep = async () => {
    const claim = form.getValues();
    const lines = claim.lines.filter(({ quantity, description }) => Number(quantity) > 0 && description.trim());
    const input = inputOf({ ...claim, lines });
    await show(
      known
        ? await change.run({ id: known.id, input })
        : await draftIt.run({ input: { ...input, ...attached(), idempotencyKey: `${key}-draft` } }),
    );
  };
  const show = async (filed: { readonly id: string } | null) => {
    if (!filed) return;
    close();
    await navigate({ to: '/claims/$claimId', params: { claimId: filed.id } });
  };
  return (
    <form className="form-stack" onSubmit={form.handleSubmit(submit)}>
      <ClaimLines form={form} lines={subject.shipment?.lines ?? []} />
      <div className="claim-total">
        <NativeSelect
          aria-label={t('claim.currency')}
          data={[...new Set([...(known ? [known.amount.currency] : []), ...usual])]}
          {...form.register('currency')}
        />
        <output className="tabular">
          {t('claim.total')} {formatMoney({ amountMinor: claimTotal(typed), currency: typed.currency }, locale)}
        </output>
      </div>
      <Description draft={draft} label={t('claim.statement')} />
      {!known && <FilePicker uploads={draft.uploads} label={t('claim.evidence')} />}
      <TextInput label={t('claim.reference')} maxLength={64} {...form.register('reference')} />
      <ClaimTimes form={form} causes={typed.lines.map(({ cause }) => cause)} zone={zone} />
      {subject.shipment && (
        <ClaimOutlook
          shipmentId={subject.shipment.id}
          causes={typed.lines.map(({ cause }) => cause)}
          late={<Textarea label={t('claim.lateReason')} required rows={2} {...form.register('lateReason')} />}
        />
      )}
      <label className="check-line">
        <input type="checkbox" required {...form.register('liabilityAsserted')} />
        <span>{t('claim.liability')}</span>
      </label>
      <RaiseFoot
        draft={draft}
        objection={file.objection ?? draftIt.objection ?? change.objection ?? fileDraft.objection}
        running={file.running || fileDraft.running}
        label={t('claim.file')}
      >
        <Button
          variant="default"
          loading={draftIt.running || change.running}
          disabled={draft.uploads.busy || draft.uploads.faulty || !subject.shipment}
          onClick={keep}
        >
          {t('claim.saveDraft')}
        </Button>
      </RaiseFoot>
    </form>
  );
}
