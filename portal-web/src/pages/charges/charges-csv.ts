import { csvCell } from '../../charts/chart-data.ts';
import { minorDigits } from '../../format/money.ts';
import type { ChargeRowFragment } from '../../generated/operations.ts';
import type { Text } from '../../language/use-text.ts';

const COLUMNS = [
  ...(['charges.number', 'shipment.account', 'invoice.what', 'invoice.subject', 'invoice.doneOn'] as const),
  ...(['charges.chargedOn', 'invoice.quantity', 'invoice.unit', 'invoice.amount', 'invoice.currency'] as const),
  ...(['contract.rates', 'invoice.number'] as const),
] as const;

/** The charges as comma-separated values (RFC 4180), amounts as bare numbers. */
export function chargesCsv(charges: readonly ChargeRowFragment[], t: Text): string {
  const rows = charges.map((charge) => [
    ...[charge.number, charge.account.name, t(`chargeKind.${charge.kind}`), charge.subjectNumber],
    ...[charge.doneAt.slice(0, 10), charge.chargedAt.slice(0, 10), charge.quantity, charge.unit],
    ...[charge.amount.amountMinor / 10 ** minorDigits(charge.amount.currency), charge.amount.currency],
    ...[charge.why?.rateCardName ?? '', charge.invoice?.number ?? ''],
  ]);
  return [COLUMNS.map((id) => t(id)), ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
