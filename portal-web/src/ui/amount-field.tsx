import { NumberInput } from '@mantine/core';
import { minorDigits, toMinor } from '../format/money.ts';

interface AmountFieldProps {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly currency: string;
  /** What stands in it at first, in minor units. */
  readonly amountMinor?: number | undefined;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}

/** An amount of money not below zero, as it is typed: no more decimal places than its currency has. */
export function AmountField({ currency, amountMinor, autoFocus = false, ...field }: AmountFieldProps) {
  const digits = minorDigits(currency);
  return (
    <NumberInput
      {...field}
      min={0}
      decimalScale={digits}
      defaultValue={amountMinor === undefined ? '' : amountMinor / 10 ** digits}
      {...(autoFocus && { 'data-autofocus': true })}
    />
  );
}

/** The amount that was typed, in minor units; null where nothing was. */
export function amountIn(form: FormData, name: string, currency: string): number | null {
  const typed = String(form.get(name) ?? '').trim();
  return typed === '' ? null : toMinor(Number(typed), currency);
}
