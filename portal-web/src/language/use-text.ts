import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import type en from './catalogs/en.json';

/** Every text of the portal has an id; an id that no catalog knows does not compile. */
export type MessageId = keyof typeof en;
export type Text = (id: MessageId, values?: Record<string, string | number>) => string;

/** The texts of the language that is spoken now. */
export function useText(): Text {
  const { i18n } = useLingui();
  // The locale is a dependency on purpose: a memoized component must speak again when the language changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: i18n is one object that changes inside
  return useMemo(() => (id, values) => i18n._(id, values), [i18n, i18n.locale]);
}
