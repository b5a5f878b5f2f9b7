import { Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatMoney } from '../../format/money.ts';
import { ChangeWorkOrderDocument, QuoteWorkOrderDocument, WorkOrderPriceDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { useReading } from '../../session/viewing.tsx';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import type { WorkOrderDialogProps } from './dialog-props.ts';

/** Another price than the list's, with its reason; left empty, the list's price is offered. */
export function QuoteWorkOrder({ order, close }: WorkOrderDialogProps) {
  const t = useText();
  const { locale } = useReading();
  const quote = useCommand(QuoteWorkOrderDocument);
  const list = usePrice(order.id, order.quantity);
  const { house } = useCurrencies();
  const currency = list?.currency ?? order.quote?.amount.currency ?? house;
  const submit = async (form: FormData) => {
    const amountMinor = amountIn(form, 'amount', currency);
    const own = amountMinor === null ? {} : { amountMinor, currency };
    if (await quote.run({ id: order.id, reason: filledIn(form, 'reason') ?? null, ...own })) close();
  };
  return (
    <CommandDialog
      title={t('workOrder.quote')}
      submitLabel={t('workOrder.quote')}
      running={quote.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={quote.objection} />}
    >
      <p className="soft">
        {list ? t('workOrder.listPrice', { price: formatMoney(list, locale) }) : t('workOrder.noListPrice')}
      </p>
      <AmountField
        name="amount"
        label={t('workOrder.ownPrice', { currency })}
        currency={currency}
        required={!list}
        autoFocus
      />
      <Textarea name="reason" label={t('workOrder.priceReason')} required={!list} rows={3} />
    </CommandDialog>
  );
}

/** Another quantity or other instructions: the new price is read before it is asked for. */
export function ChangeWorkOrder({ order, close }: WorkOrderDialogProps) {
  const t = useText();
  const { locale } = useReading();
  const change = useCommand(ChangeWorkOrderDocument);
  const [quantity, setQuantity] = useState(String(order.quantity));
  const [asked] = useDebouncedValue(Number(quantity), 250);
  const price = usePrice(order.id, asked);
  const submit = async (form: FormData) => {
    const instructions = String(form.get('instructions'));
    if (
      await change.run({ id: order.id, quantity: Number(quantity), instructions, sku: filledIn(form, 'sku') ?? null })
    )
      close();
  };
  return (
    <CommandDialog
      title={t('workOrder.change')}
      submitLabel={t('workOrder.change')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      <div className="form-pair">
        <TextInput
          type="number"
          min={0}
          step="any"
          required
          label={t('workOrder.quantity', { unit: codeWord('unitName', order.unit, t) })}
          value={quantity}
          onChange={({ currentTarget }) => setQuantity(currentTarget.value)}
          data-autofocus
        />
        <TextInput name="sku" label={t('line.sku')} defaultValue={order.sku ?? ''} />
      </div>
      <Textarea
        name="instructions"
        label={t('workOrder.instructions')}
        required
        rows={4}
        defaultValue={order.instructions}
      />
      <p className="soft" role="status">
        {price ? t('workOrder.changePrice', { price: formatMoney(price, locale) }) : t('workOrder.changeUnpriced')}
      </p>
    </CommandDialog>
  );
}

function usePrice(id: string, quantity: number) {
  const pause = !Number.isFinite(quantity) || quantity <= 0;
  const [{ data }] = useQuery({ query: WorkOrderPriceDocument, variables: { id, quantity }, pause });
  return pause ? null : (data?.workOrder?.priceFor ?? null);
}
