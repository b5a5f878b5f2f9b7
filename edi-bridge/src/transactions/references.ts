import { all, type MapSegment, value } from './segments.ts';

/** As the graph's ReferenceInput. */
export interface Reference {
  readonly kind: string;
  readonly value: string;
  readonly qualifier: string | null;
}

const KINDS: Readonly<Record<string, string>> = {
  BM: 'BOL',
  MB: 'BOL',
  PO: 'PO',
  CN: 'PRO',
  CO: 'CUSTOMER',
  CR: 'CUSTOMER',
};

const reference = (qualifier: string, text: string): Reference => ({
  kind: KINDS[qualifier] ?? 'OTHER',
  value: text,
  qualifier,
});

/** References of N9 (qualifier, value) and L11 (value, qualifier) segments, each once. */
export function references(segments: readonly MapSegment[]): Reference[] {
  const found = [
    ...all(segments, 'N9').map((n9) => reference(value(n9, 1), value(n9, 2) || value(n9, 3))),
    ...all(segments, 'L11').map((l11) => reference(value(l11, 2), value(l11, 1))),
  ].filter((one) => one.value !== '' && one.qualifier !== '');
  const seen = new Set<string>();
  return found.filter((one) => {
    const key = `${one.qualifier} ${one.value}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The text of all NTE segments, in order. */
export const notes = (segments: readonly MapSegment[]): string | null =>
  all(segments, 'NTE')
    .map((nte) => value(nte, 2))
    .filter(Boolean)
    .join('\n') || null;
