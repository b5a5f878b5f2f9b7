import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/ScrollArea.css';
import { useState } from 'react';
import { useQuery } from 'urql';
import { NamedAccountDocument, PickAccountDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';

export interface AccountComboboxProps {
  readonly label: string;
  /** In a bar of filters the label is said, not shown. */
  readonly unlabelled?: boolean;
  /** Shown while no customer is chosen. */
  readonly none: string;
  /** Id of the chosen customer; empty for none. */
  readonly value: string;
  readonly change: (id: string) => void;
  /** Of the field, in a form that is read by names. */
  readonly name?: string;
  readonly required?: boolean;
  /** A customer that is no choice here. */
  readonly without?: string | undefined;
}

/** Any customer within reach, found by typing a part of its name: the newest few are there at once. */
export function AccountCombobox({ value, change, without, none, ...field }: AccountComboboxProps) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [{ data: named }] = useQuery({ query: NamedAccountDocument, variables: { id: value }, pause: !value });
  const chosen = value && named?.account?.id === value ? named.account : null;
  // The name of what is chosen stands in the field: to look for it would offer nothing else.
  const [{ data, fetching, error }] = useQuery({
    query: PickAccountDocument,
    variables: { search: search === chosen?.name ? '' : search },
  });
  const found = (data?.accounts.nodes ?? []).filter(({ id }) => id !== without);
  const shown = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      {...(field.unlabelled ? { 'aria-label': field.label } : { label: field.label })}
      {...(field.name && { name: field.name })}
      required={field.required ?? false}
      placeholder={none}
      value={value || null}
      onChange={(id) => change(id ?? '')}
      data={shown.map(({ id, name }) => ({ value: id, label: name }))}
      // The server has looked already, in all names and legal names.
      filter={({ options }) => options}
      searchable
      onSearchChange={setTyped}
      nothingFoundMessage={error ? t('fault.network') : fetching ? t('evidence.loading') : t('palette.nothing')}
      clearable={!field.required}
      clearButtonProps={{ 'aria-label': `${none}: ${field.label}` }}
      maxDropdownHeight={320}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      autoComplete="off"
    />
  );
}
