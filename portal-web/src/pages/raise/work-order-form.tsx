import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import {
  EntitlementDocument,
  type LogisticsService,
  RequestWorkOrderDocument,
  WorkOrderOffersDocument,
} from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { filledIn } from '../../ui/command-dialog.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { Note } from '../../ui/notes.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { OfferNote } from './offer-note.tsx';
import { Description, RaiseFoot, SkuList } from './raise-form-parts.tsx';
import type { RaiseFormProps } from './raise-subject.ts';

/** Asks for a value-added service. Whether the contract covers it, and its price, is said before anyone asks. */
export function WorkOrderForm({ subject, draft, close }: RaiseFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<LogisticsService | null>(null);
  const [quantity, setQuantity] = useState('');
  const [asked] = useDebouncedValue(Number(quantity) || 0, 250);
  const about = subject.shipment ? { shipmentId: subject.shipment.id } : { accountId: subject.accountId ?? null };
  const [{ data, error }, readAgain] = useQuery({
    query: WorkOrderOffersDocument,
    variables: { ...about, quantity: asked },
  });
  // A new quantity is asked about while the form stays as it is.
  const [known, setKnown] = useState(data?.workOrderOffers);
  if (data && known !== data.workOrderOffers) setKnown(data.workOrderOffers);
  const [key] = useState(() => crypto.randomUUID());
  const request = useCommand(RequestWorkOrderDocument);
  const offers = data?.workOrderOffers ?? known;
  const offer =
    offers?.find(({ service }) => service === chosen) ?? offers?.find(({ covered }) => covered) ?? offers?.[0];
  if (error && !offers) return <QueryFailure error={error} retry={readAgain} />;
  if (!offer || !offers) return <Skeleton lines={4} height={28} />;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const requested = await request.run({
      input: {
        service: offer.service,
        quantity: Number(quantity),
        instructions: draft.description,
        sku: filledIn(form, 'sku') ?? null,
        ...about,
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
        description={t('workOrder.lead', { hours: offer.serviceLevelHours, photos: offer.photosRequired })}
        value={offer.service}
        onChange={(event) => setChosen(event.currentTarget.value as LogisticsService)}
        data={offers.map(({ service }) => ({ value: service, label: t(`logisticsService.${service}`) }))}
      />
      {subject.accountId && <EntitlementNote accountId={subject.accountId} service={offer.service} />}
      <div className="form-pair">
        <TextInput
          name="quantity"
          type="number"
          min={0}
          step="any"
          required
          label={t('workOrder.quantity', { unit: codeWord('unitName', offer.unit, t) })}
          value={quantity}
          onChange={({ currentTarget }) => setQuantity(currentTarget.value)}
        />
        <TextInput name="sku" label={t('line.sku')} list="raise-skus" />
      </div>
      <OfferNote offer={offer} quantity={asked} />
      <SkuList id="raise-skus" lines={subject.shipment?.lines} />
      <Description draft={draft} label={t('workOrder.instructions')} />
      <FilePicker uploads={draft.uploads} label={t('raise.photos')} />
      <RaiseFoot draft={draft} objection={request.objection} running={request.running} />
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
