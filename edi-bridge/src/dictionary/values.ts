import type { CodeList, ElementRule } from './dictionary.ts';
import type { FaultKind } from './policy.ts';

/** What is wrong with one value: the AK403 code and the words. */
export interface ValueFault {
  kind: FaultKind;
  code: string;
  message: string;
  fix: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001f\u007f\ufffd]/;

const none: readonly ValueFault[] = [];

/** Checks one non-empty value against the type, length and code list of its element; `clean` when it can hold no control characters. */
export function valueFaults(
  value: string,
  rule: ElementRule,
  list: CodeList | null,
  clean = false,
): readonly ValueFault[] {
  if (!clean && control.test(value))
    return [
      fault(
        'element_character',
        '6',
        'holds a control character or bytes that are no text',
        'Remove line breaks and other invisible characters.',
      ),
    ];
  switch (rule.type) {
    case 'DT':
      return dateFaults(value, rule);
    case 'TM':
      return isTime(value) ? none : [fault('element_time', '9', 'is not a time', 'Write HHMM, HHMMSS or HHMMSSD.')];
    case 'R':
      return /^-?(\d+\.?\d*|\.\d+)(E-?\d+)?$/.test(value)
        ? lengthFaults(value.replace(/[^\d]/g, '').length, rule)
        : [
            fault(
              'element_character',
              '6',
              'is not a number',
              'Write digits, with a point for decimals and no thousands separator.',
            ),
          ];
    case 'AN':
    case 'B':
      return lengthFaults(trimmed(value).length, rule);
    case 'ID':
      return idFaults(trimmed(value), rule, list);
    default:
      return wholeFaults(value, rule);
  }
}

function idFaults(value: string, rule: ElementRule, list: CodeList | null): readonly ValueFault[] {
  const length = lengthFaults(value.length, rule);
  if (length.length > 0 || list?.kind !== 'closed' || list.meanings.has(value)) return length;
  const known = [...list.meanings].slice(0, 8).map(([code, meaning]) => `${code} (${meaning})`);
  const more = list.meanings.size > known.length ? ' …' : '';
  return [fault('element_code', '7', 'is not in the code list', `Use one of: ${known.join(', ')}${more}.`)];
}

/** Nn: digits only, the decimal point is implied. */
function wholeFaults(value: string, rule: ElementRule): readonly ValueFault[] {
  if (/^-?\d+$/.test(value)) return lengthFaults(value.replace('-', '').length, rule);
  const decimals = rule.type.slice(1);
  if (/^-?\d*\.\d+$/.test(value))
    return [
      fault(
        'element_decimal',
        '6',
        `has a decimal point, but its ${decimals} decimals are implied`,
        'Leave the point out: 50.35 is written 5035.',
      ),
    ];
  return [fault('element_character', '6', 'is not a whole number', 'Write digits only.')];
}

function dateFaults(value: string, rule: ElementRule): readonly ValueFault[] {
  const long = rule.most === 6 || value.length !== 6 ? value : `20${value}`;
  const full = rule.most === 6 ? `20${value}` : long;
  if (!isDate(full))
    return [fault('element_date', '8', 'is not a date', rule.most === 6 ? 'Write YYMMDD.' : 'Write CCYYMMDD.')];
  if (rule.most === 8 && value.length === 6)
    return [fault('element_date_short', '8', 'is a date without its century', 'Write CCYYMMDD.')];
  return none;
}

function lengthFaults(length: number, rule: ElementRule): readonly ValueFault[] {
  if (length < rule.least)
    return [
      fault('element_too_short', '4', `is shorter than ${rule.least}`, `Write at least ${rule.least} characters.`),
    ];
  if (rule.most > 0 && length > rule.most)
    return [fault('element_too_long', '5', `is longer than ${rule.most}`, `Write at most ${rule.most} characters.`)];
  return none;
}

/** True for a day that exists, as CCYYMMDD. */
export function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** True for a time of day as HHMM with optional seconds and decimals of a second. */
export const isTime = (text: string): boolean => /^([01]\d|2[0-3])[0-5]\d([0-5]\d\d{0,2})?$/.test(text);

// Trailing blanks of a text are not significant in X12.
const trimmed = (value: string): string =>
  value.charCodeAt(value.length - 1) === 32 ? value.replace(/ +$/, '') : value;

const fault = (kind: FaultKind, code: string, message: string, fix: string): ValueFault => ({
  kind,
  code,
  message,
  fix,
});
