import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { SHIPMENT_STATES } from '../../status/shipment-state.tsx';
import { SearchIcon } from '../../ui/icons.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { isFiltered, readShipmentFilter, type ShipmentSearch } from './shipment-filter.ts';

interface ShipmentListBarProps {
  readonly search: ShipmentSearch;
  readonly change: (next: ShipmentSearch) => void;
  readonly withAccounts: boolean;
}

/** Search and filters of the shipment list. */
export function ShipmentListBar({ search, change, withAccounts }: ShipmentListBarProps) {
  const t = useText();
  const set = (part: Partial<Record<keyof ShipmentSearch, unknown>>) =>
    change(readShipmentFilter({ ...search, ...part }));
  return (
    <search className="list-bar">
      <SearchField value={search.search ?? ''} change={(text) => set({ search: text })} />
      <NativeSelect
        aria-label={t('shipment.state')}
        value={search.state ?? ''}
        onChange={(event) => set({ state: event.currentTarget.value })}
        data={[
          { value: '', label: t('shipments.anyState') },
          ...SHIPMENT_STATES.map((state) => ({ value: state, label: t(`shipmentState.${state}`) })),
        ]}
      />
      {withAccounts && <AccountSelect value={search.account ?? ''} change={(account) => set({ account })} />}
      {search.month && (
        <TextInput
          type="month"
          aria-label={t('shipments.month')}
          value={search.month}
          onChange={(event) => set({ month: event.currentTarget.value })}
        />
      )}
      {search.exceptionKind && (
        <button type="button" className="quiet-button" onClick={() => set({ exceptionKind: undefined })}>
          {t(`exceptionKind.${search.exceptionKind}`)} ×<span className="visually-hidden">{t('ui.clearFilters')}</span>
        </button>
      )}
      {isFiltered(search) && (
        <Link to="/shipments" search={search.account ? { account: search.account } : {}} className="quiet-button">
          {t('ui.clearFilters')}
        </Link>
      )}
    </search>
  );
}

/** Filters while typing, but not on every key. */
export function SearchField({
  value,
  change,
  label,
}: {
  value: string;
  change: (text: string) => void;
  label?: string;
}) {
  const t = useText();
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback(change, 200);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      className="list-search"
      type="search"
      data-page-search=""
      aria-label={label ?? t('shipments.search')}
      placeholder={label ?? t('shipments.search')}
      leftSection={<SearchIcon size={16} />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value);
      }}
    />
  );
}
