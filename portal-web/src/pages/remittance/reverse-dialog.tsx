import { Textarea } from '@mantine/core';
import { formatMoney } from '../../format/money.ts';
import { ReverseRemittanceDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import type { Remittance } from './remittance-page.tsx';

/** Takes a payment back, for a reason: what it has paid is owed again. */
export function ReverseDialog({ remittance, close }: { remittance: Remittance; close: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const command = useCommand(ReverseRemittanceDocument);
  const { amount, unapplied } = remittance;
  const again = { ...amount, amountMinor: amount.amountMinor - unapplied.amountMinor };
  const submit = async (form: FormData) => {
    if (await command.run({ id: remittance.id, reason: String(form.get('reason')) })) close();
  };
  return (
    <CommandDialog
      title={t('remittance.reverse')}
      submitLabel={t('remittance.reverse')}
      running={command.running}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <p className="soft">{t('remittance.reverseHint', { amount: formatMoney(again, locale) })}</p>
      <Textarea name="reason" label={t('action.reason')} required maxLength={500} rows={3} data-autofocus />
    </CommandDialog>
  );
}
