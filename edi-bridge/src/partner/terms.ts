import { localTime } from '@quayside/shared/instant';
import { type CheckPolicy, policyWith } from '../dictionary/policy.ts';
import type { WriteDelimiters } from '../x12/write.ts';
import type { Partner } from './partner.ts';

/** The checks of a partner: its own rules over the usual ones. */
export const policyOf = ({ checks, charset, acknowledgement }: Partner): CheckPolicy =>
  policyWith({
    ...checks,
    // ASCII is the part of UTF-8 that the X12 character sets allow.
    charset: charset === 'latin1' ? 'latin1' : 'utf8',
    acknowledgeWith: acknowledgement,
  });

/** The separators of a partner's profile. */
export function delimitersOf({ delimiters }: Pick<Partner, 'delimiters'>): WriteDelimiters {
  const [element = '*', repetition = '^', component = '>', terminator = '~'] = delimiters;
  return { element, repetition, component, terminator };
}

/** `20260301`, `1405` on the partner's clock: what ISA and GS carry, which have no zone of their own. */
export function stampOf(at: number, { timeZone }: Pick<Partner, 'timeZone'>): { date: string; time: string } {
  const local = localTime(at, timeZone);
  return { date: local.slice(0, 10).replaceAll('-', ''), time: local.slice(11, 16).replace(':', '') };
}

/** Bytes of what we send; a character that the partner's set does not have becomes a question mark. */
export function encodeFor({ charset }: Pick<Partner, 'charset'>, text: string): Buffer {
  if (charset === 'utf8') return Buffer.from(text);
  // Without their marks letters are still read: Müller is Muller to who has no ü.
  const known = charset === 'latin1' ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  const highest = charset === 'latin1' ? 0xff : 0x7e;
  return Buffer.from([...known].map((one) => ((one.codePointAt(0) ?? 0) > highest ? '?' : one)).join(''), 'latin1');
}
