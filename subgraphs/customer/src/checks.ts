import { isTimeZone } from '@quayside/shared/instant';
import type { Money } from '@quayside/shared/money';
import { figuresOf, type Refusal } from '@quayside/shared/result';

/** An input field that may be left out (`undefined`) or emptied (`null`). */
export type Optional<T> = T | null | undefined;

export interface PostalAddress {
  readonly lines: string[];
  readonly city: string;
  readonly region?: string | null;
  readonly postalCode?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** The same, as an input carries it. */
export interface PostalAddressInput {
  readonly lines: readonly string[];
  readonly city: string;
  readonly region?: Optional<string>;
  readonly postalCode?: Optional<string>;
  readonly country: string;
}

/** Lengths of the column vocabulary: SQLite ignores them, so they are checked here. */
export const NAME_LENGTH = 160;
export const LINE_LENGTH = 255;
export const CODE_LENGTH = 64;
const TEXT_LENGTH = 2_000;
const ADDRESS_LINES = 5;

const fault = (code: string, message: string, field: string): Refusal => ({ code, message, field });

/** The first fault of an input, in the order in which a person filled it in. */
export const firstFault = (faults: readonly (Refusal | null)[]): Refusal | null =>
  faults.find((one) => one !== null) ?? null;

/** A given text must say something and fit its column. */
export function textFault(field: string, value: Optional<string>, max = NAME_LENGTH): Refusal | null {
  if (value === null || value === undefined) return null;
  if (value.trim() === '') return fault('TEXT_BLANK', 'This must not be empty.', field);
  if (value.length > max)
    return {
      ...fault('TEXT_TOO_LONG', `This may have ${max} characters at most.`, field),
      figures: figuresOf({ most: max }),
    };
  return null;
}

export const remarkFault = (field: string, value: Optional<string>): Refusal | null =>
  textFault(field, value, TEXT_LENGTH);

export const timeZoneFault = (field: string, value: Optional<string>): Refusal | null =>
  value && !isTimeZone(value)
    ? fault('TIME_ZONE_UNKNOWN', `"${value}" is not an IANA time zone, such as America/Chicago.`, field)
    : null;

/** A chosen id stands in paths and keys, so it is short and plain. */
export const idFault = (value: Optional<string>): Refusal | null =>
  value && !/^[0-9A-Za-z-]{1,26}$/.test(value)
    ? fault('ID_NOT_VALID', 'An id has up to 26 letters, digits and hyphens.', 'id')
    : null;

export const emailFault = (field: string, value: Optional<string>): Refusal | null =>
  value && (value.length > LINE_LENGTH || !/^[^\s@]+@[^\s@]+$/.test(value.trim()))
    ? fault('EMAIL_NOT_VALID', 'This is not an e-mail address.', field)
    : null;

export function addressFault(field: string, address: Optional<PostalAddressInput>): Refusal | null {
  if (!address) return null;
  if (!/^[A-Z]{2}$/.test(address.country))
    return fault('COUNTRY_NOT_VALID', 'The country is two capital letters, such as US.', `${field}.country`);
  if (address.lines.length > ADDRESS_LINES)
    return fault('TEXT_TOO_LONG', `An address has ${ADDRESS_LINES} lines at most.`, `${field}.lines`);
  return firstFault([
    ...address.lines.map((line) => textFault(`${field}.lines`, line, LINE_LENGTH)),
    textFault(`${field}.city`, address.city),
    textFault(`${field}.region`, address.region, CODE_LENGTH),
    textFault(`${field}.postalCode`, address.postalCode, CODE_LENGTH),
  ]);
}

export function moneyFault(field: string, amount: Optional<Money>): Refusal | null {
  if (!amount) return null;
  if (!/^[A-Z]{3}$/.test(amount.currency))
    return fault('CURRENCY_NOT_VALID', 'The currency is three capital letters, such as USD.', `${field}.currency`);
  if (amount.amountMinor < 0)
    return fault('AMOUNT_NEGATIVE', 'The amount must not be negative.', `${field}.amountMinor`);
  return null;
}

/** An address as it is kept: trimmed, absent parts null. */
export const toAddress = (input: PostalAddressInput): PostalAddress => ({
  lines: input.lines.map((line) => line.trim()),
  city: input.city.trim(),
  region: input.region?.trim() || null,
  postalCode: input.postalCode?.trim() || null,
  country: input.country,
});

/** A given value of a field that cannot be emptied, or the one it has. */
export const keepUnlessGiven = <T>(given: Optional<T>, kept: T): T => given ?? kept;

/** A given value of a field that null empties, or the one it has. */
export const emptyOrKeep = <T>(given: Optional<T>, kept: T | null): T | null => (given === undefined ? kept : given);
