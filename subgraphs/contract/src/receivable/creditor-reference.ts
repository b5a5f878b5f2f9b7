import { mod97 } from '@quayside/shared/mod97';

// ISO 11649: "RF", two check digits, and 21 letters and digits at most.
const LONGEST_BODY = 21;

/** The structured creditor reference (ISO 11649) of an invoice; null where its number is too long for one. */
export function creditorReference(invoiceNumber: string): string | null {
  const body = invoiceNumber.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  if (body === '' || body.length > LONGEST_BODY) return null;
  return `RF${String(98 - mod97(`${body}RF00`)).padStart(2, '0')}${body}`;
}

const isReference = (said: string): boolean =>
  /^RF\d{2}[0-9A-Z]{1,21}$/.test(said) && mod97(`${said.slice(4)}${said.slice(0, 4)}`) === 1;

/** The invoice number in a reference of ours: payers print it in groups of four, and in either case. */
function numberOfReference(said: string): string | null {
  const plain = said.replace(/\s/g, '').toUpperCase();
  const ours = /^RF\d{2}INV(\d+)$/.exec(plain);
  return ours && isReference(plain) ? `INV-${ours[1]}` : null;
}

/** The invoice that a payer means who names it by its number or by its reference. */
export const numberMeant = (said: string): string => numberOfReference(said) ?? said.trim();

// Numbers have six digits, more once they are used up: 000042 and 1000042, never 0000042.
const digitsOf = (digits: string): number[] =>
  digits.startsWith('0') ? [6] : digits.split('').flatMap((_, index) => (index >= 5 ? [index + 1] : []));

/**
 * Invoice numbers in the words of a payment, each once: references first, for their check digits tell a slip of the
 * pen, then plain numbers.
 */
export function numbersIn(words: string): string[] {
  // Banks break what payers say into lines of 35 signs, in the middle of a reference as well.
  const unbroken = words.replace(/\s/g, '').toUpperCase();
  const referred = [...unbroken.matchAll(/(?=(RF\d{2}INV)(\d{6,18}))/g)].flatMap(([, head = '', digits = '']) => {
    const length = digitsOf(digits).find((one) => one <= digits.length && isReference(head + digits.slice(0, one)));
    return length === undefined ? [] : [`INV-${digits.slice(0, length)}`];
  });
  const plain = [...words.toUpperCase().matchAll(/(?<![0-9A-Z])INV[-–\s]?(\d{6,18})(?!\d)/g)];
  return [...new Set([...referred, ...plain.map(([, digits]) => `INV-${digits}`)])];
}
