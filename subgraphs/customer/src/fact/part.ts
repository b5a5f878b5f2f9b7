import type { Fact, FactKind, FactSubjectKind } from './fact.ts';

/** What an event says, read with tolerance. */
export type Data = Readonly<Record<string, unknown>>;
/** A fact of whoever the event is about. */
export type Part = Omit<Fact, 'id' | 'accountId'> & { readonly key: string };
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
export const whole = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

export const plain = (
  kind: FactKind,
  at: number,
  subjectKind: FactSubjectKind,
  subjectId: string,
  subjectNumber: string | null,
): Part => ({
  key: subjectId,
  kind,
  at,
  subjectKind,
  subjectId,
  subjectNumber,
  amountMinor: null,
  currency: null,
  quantity: 1,
  service: null,
});

/** Money of an event: an amount in minor units with its currency, however the event calls its subject. */
export function withMoney(part: Part, data: Data, field = 'amountMinor'): Part | null {
  const amountMinor = whole(data[field]);
  const currency = text(data['currency']);
  return amountMinor !== null && currency !== null ? { ...part, amountMinor, currency } : null;
}

export const only = (part: Part | null): Part[] => (part ? [part] : []);
