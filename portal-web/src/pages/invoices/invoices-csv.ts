import { csvCell } from '../../charts/chart-data.ts';
import { minorDigits } from '../../format/money.ts';
import type { InvoiceRowFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

const COLUMNS = [
  ...([
    'invoice.number',
    'invoices.kind',
    'shipment.account',
    'invoices.group',
    'invoices.from',
    'invoices.to',
  ] as const),
  ...(['invoice.due', 'invoice.total', 'invoice.openAmount', 'invoice.currency', 'invoices.age'] as const),
  'invoices.step',
] as const;

/** Invoices as comma-separated values (RFC 4180), amounts as bare numbers; a credit note owes nothing. */
export function invoicesCsv(invoices: readonly InvoiceRowFragment[], t: Text): string {
  const rows = invoices.map(({ receivable, total, ...invoice }) => {
    const major = (minor: number) => minor / 10 ** minorDigits(total.currency);
    return [
      ...[invoice.number, t(`invoiceKind.${invoice.kind}`), invoice.account.name, invoice.groupKey],
      ...[invoice.billsFrom, invoice.periodTo, invoice.dueOn, major(total.amountMinor)],
      ...[receivable ? major(receivable.open.amountMinor) : '', total.currency],
      ...(receivable ? [t(`ageBucket.${receivable.bucket}`), t(`collectionStep.${receivable.step}`)] : ['', '']),
    ];
  });
  return [COLUMNS.map((id) => t(id)), ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
