import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type AdjustmentReason,
  AdjustStockDocument,
  type StockFactsFragment,
  type StockStatus,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { STOCK_STATUSES } from '../../status/stock-state.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

const REASONS: readonly AdjustmentReason[] = [
  'PHYSICAL_COUNT',
  'INCREASE',
  'DECREASE',
  'CONDITION_CHANGE',
  'DAMAGED_HERE',
  'DAMAGED_IN_TRANSIT',
  'DESTROYED',
  'RECALL',
  'SHELF_LIFE',
  'RECEIPT_ERROR',
  'DISASTER',
];

/** Corrects a count, or moves goods to another status. The owner of the goods is told of it. */
export function AdjustDialog({ stock, close }: { stock: StockFactsFragment; close: () => void }) {
  const t = useText();
  const adjust = useCommand(AdjustStockDocument);
  const [key] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState<AdjustmentReason>('PHYSICAL_COUNT');
  const moves = reason === 'CONDITION_CHANGE';
  const submit = async (form: FormData) => {
    const done = await adjust.run({
      input: {
        stockId: stock.id,
        quantity: Number(form.get('quantity')),
        reason,
        note: filledIn(form, 'note') ?? null,
        toStatus: moves ? (form.get('toStatus') as StockStatus) : null,
        idempotencyKey: key,
      },
    });
    if (done) close();
  };
  return (
    <CommandDialog
      title={t('stock.adjust')}
      submitLabel={t('stock.adjust')}
      running={adjust.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={adjust.objection} />}
    >
      <NativeSelect
        label={t('stock.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as AdjustmentReason)}
        data={REASONS.map((value) => ({ value, label: t(`adjustmentReason.${value}`) }))}
        data-autofocus
      />
      <TextInput
        name="quantity"
        type="number"
        step="any"
        required
        label={t(moves ? 'stock.howMuch' : 'stock.difference', { unit: codeWord('unitName', stock.unit, t) })}
        description={moves ? undefined : t('stock.differenceHint')}
      />
      {moves && (
        <NativeSelect
          name="toStatus"
          label={t('stock.newStatus')}
          data={STOCK_STATUSES.filter((status) => status !== stock.status).map((value) => ({
            value,
            label: t(`stockStatus.${value}`),
          }))}
        />
      )}
      <Textarea name="note" label={t('stock.note')} rows={2} />
    </CommandDialog>
  );
}
