import { TextInput } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useText } from '../../language/use-text.ts';

// Comes after the list: the search in a list of choices is as heavy as the list itself.
const AccountCombobox = lazy(async () => ({ default: (await import('./account-combobox.tsx')).AccountCombobox }));

/** Narrows a staff member's list to one customer. */
export function AccountSelect({ value, change }: { value: string; change: (id: string) => void }) {
  const t = useText();
  const words = { label: t('shipment.account'), none: t('accounts.all') };
  return (
    <Suspense fallback={<TextInput aria-label={words.label} placeholder={words.none} disabled />}>
      <AccountCombobox {...words} unlabelled value={value} change={change} />
    </Suspense>
  );
}
