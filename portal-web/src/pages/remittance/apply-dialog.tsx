import { useQuery } from 'urql';
import { formatMoney } from '../../format/money.ts';
import { ApplyRemittanceDocument, OpenOfAccountDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { amountsIn, OpenInvoiceFields, spread } from '../remittances/open-invoices.tsx';
import type { Remittance } from './remittance-page.tsx';

/** Lays what is left of a payment against open invoices; filled in from the longest due on. */
export function ApplyDialog({ remittance, close }: { remittance: Remittance; close: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const command = useCommand(ApplyRemittanceDocument);
  const { unapplied, account } = remittance;
  const { currency } = unapplied;
  const [{ data, error }, read] = useQuery({
    query: OpenOfAccountDocument,
    variables: { accountId: account.id },
    requestPolicy: 'network-only',
  });
  const open = (data?.openReceivables ?? []).filter(
    (one) => one.open.currency === currency && one.open.amountMinor > 0,
  );
  const submit = async (form: FormData) => {
    if (await command.run({ id: remittance.id, items: amountsIn(form, open, currency) })) close();
  };
  return (
    <CommandDialog
      title={t('remittance.apply')}
      submitLabel={t('remittance.apply')}
      running={command.running}
      blocked={open.length === 0}
      close={close}
      submit={(form) => void submit(form)}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <p className="soft">{t('remittance.applyHint', { amount: formatMoney(unapplied, locale) })}</p>
      {error && !data && <QueryFailure error={error} retry={() => read({ requestPolicy: 'network-only' })} />}
      {!error && !data && <Skeleton lines={3} />}
      {data && <OpenInvoiceFields open={open} currency={currency} usual={spread(unapplied.amountMinor, open)} />}
    </CommandDialog>
  );
}
