import { csvCell } from '../../charts/chart-data.ts';
import { minorDigits } from '../../format/money.ts';
import type { InvoiceLineRowFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

/** The lines as comma-separated values (RFC 4180), amounts as bare numbers. */
export function invoiceCsv(
  invoice: { readonly number: string },
  lines: readonly InvoiceLineRowFragment[],
  t: Text,
): string {
  const head = [
    'invoice.number',
    'invoice.line',
    'invoice.what',
    'invoice.subject',
    'invoice.order',
    'invoice.po',
  ] as const;
  const rest = [
    'invoice.doneOn',
    'invoice.quantity',
    'invoice.unit',
    'invoice.amount',
    'invoice.currency',
    'contract.rates',
  ] as const;
  const rows = lines.map((line) => [
    ...[invoice.number, line.line, t(`chargeKind.${line.kind}`), line.subjectNumber],
    ...[line.orderNumber ?? '', line.poNumber ?? '', line.doneAt.slice(0, 10), line.quantity, line.unit],
    ...[line.amount.amountMinor / 10 ** minorDigits(line.amount.currency), line.amount.currency],
    line.charge?.why?.rateCardName ?? '',
  ]);
  return [[...head, ...rest].map((id) => t(id)), ...rows]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');
}
