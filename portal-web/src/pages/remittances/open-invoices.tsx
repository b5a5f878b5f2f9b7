import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import type { OpenOfAccountQuery } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { AmountField, amountIn } from '../../ui/amount-field.tsx';

export type OpenInvoice = OpenOfAccountQuery['openReceivables'][number];

const fieldOf = ({ invoice }: OpenInvoice): string => `paid:${invoice.number}`;

/** Lays an amount against open invoices, the longest due first, as far as it goes; in minor units by invoice number. */
export function spread(amountMinor: number, open: readonly OpenInvoice[]): ReadonlyMap<string, number> {
  let left = amountMinor;
  return new Map(
    open.map(({ invoice, open: { amountMinor: owed } }) => {
      const share = Math.max(0, Math.min(left, owed));
      left -= share;
      return [invoice.number, share];
    }),
  );
}

/** One field for each open invoice: how much of the payment is for it. */
export function OpenInvoiceFields({
  open,
  currency,
  usual,
}: {
  open: readonly OpenInvoice[];
  currency: string;
  usual?: ReadonlyMap<string, number>;
}) {
  const t = useText();
  const { locale } = useReading();
  if (open.length === 0) return <p className="soft">{t('remittance.nothingOpen', { currency })}</p>;
  return open.map((one) => (
    <AmountField
      key={one.invoice.id}
      name={fieldOf(one)}
      label={one.invoice.number}
      description={t('remittance.openOf', {
        amount: formatMoney(one.open, locale),
        date: formatDate(one.dueOn, locale),
      })}
      currency={currency}
      amountMinor={usual?.get(one.invoice.number) || undefined}
    />
  ));
}

/** What was filled in, in minor units; fields that were left empty are left out. */
export const amountsIn = (form: FormData, open: readonly OpenInvoice[], currency: string) =>
  open.flatMap((one) => {
    const amountMinor = amountIn(form, fieldOf(one), currency) ?? 0;
    return amountMinor > 0 ? [{ invoiceNumber: one.invoice.number, amountMinor }] : [];
  });
