import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import {
  EntitlementDocument,
  type LogisticsService,
  RequestWorkOrderDocument,
  VasCatalogueDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { filledIn } from '../../ui/command-dialog.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { Note } from '../../ui/notes.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import type { RaiseFormProps } from './raise-subject.ts';

/** Asks for a value-added service. Whether the contract covers it is said before anyone writes instructions. */
export function WorkOrderForm({ subject, draft, close }: RaiseFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: VasCatalogueDocument });
  const [chosen, setChosen] = useState<LogisticsService | null>(null);
  const [key] = useState(() => crypto.randomUUID());
  const request = useCommand(RequestWorkOrderDocument);
  const entry = data?.vasCatalogue.find(({ service }) => service === chosen) ?? data?.vasCatalogue[0];
  if (!entry || !data) return <Skeleton lines={4} height={28} />;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const requested = await request.run({
      input: {
        service: entry.service,
        quantity: Number(form.get('quantity')),
        instructions: String(form.get('instructions')),
        sku: filledIn(form, 'sku') ?? null,
        ...(subject.shipment ? { shipmentId: subject.shipment.id } : { accountId: subject.accountId ?? null }),
        attachments: draft.uploads.attachments(),
        idempotencyKey: key,
      },
    });
    if (!requested) return;
    close();
    await navigate({ to: '/work-orders/$workOrderId', params: { workOrderId: requested.id } });
  };
  return (
    <form className="form-stack" onSubmit={submit}>
      <NativeSelect
        label={t('workOrder.service')}
        description={t('workOrder.lead', { hours: entry.leadHours, photos: entry.photosRequired })}
        value={entry.service}
        onChange={(event) => setChosen(event.currentTarget.value as LogisticsService)}
        data={data.vasCatalogue.map(({ service }) => ({ value: service, label: t(`logisticsService.${service}`) }))}
      />
      {subject.accountId && <EntitlementNote accountId={subject.accountId} service={entry.service} />}
      <div className="form-pair">
        <TextInput
          name="quantity"
          type="number"
          min={0}
          step="any"
          required
          label={t('workOrder.quantity', { unit: codeWord('unitName', entry.unit, t) })}
        />
        <TextInput name="sku" label={t('line.sku')} list="raise-skus" />
      </div>
      <datalist id="raise-skus">
        {subject.shipment?.lines.map(({ sku }) => (
          <option key={sku} value={sku} />
        ))}
      </datalist>
      <Textarea
        label={t('workOrder.instructions')}
        required
        rows={4}
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

const REASONS = ['NO_CONTRACT', 'NOT_COVERED', 'NOT_YET_VALID', 'EXPIRED'] as const;

function EntitlementNote({ accountId, service }: { accountId: string; service: LogisticsService }) {
  const t = useText();
  const [{ data }] = useQuery({ query: EntitlementDocument, variables: { accountId, service } });
  const entitlement = data?.entitlement;
  if (!entitlement) return null;
  if (entitlement.entitled) {
    return <Note tone="good">{t('entitlement.covered', { number: entitlement.contract?.number ?? '' })}</Note>;
  }
  const reason = REASONS.find((each) => each === entitlement.reason) ?? 'NOT_COVERED';
  return <Note tone="warn">{t(`entitlement.${reason}`)}</Note>;
}
