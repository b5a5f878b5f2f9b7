import { NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { InvoicesDocument } from '../../generated/operations.ts';
import { SaveListButton } from '../../graph/save-list-button.tsx';
import { useText } from '../../language/use-text.ts';
import { MonthSelect } from '../../ui/month-select.tsx';
import { AccountSelect } from '../accounts/account-select.tsx';
import { SearchField } from '../shipments/shipment-list-bar.tsx';
import { INVOICE_SORTS, type InvoiceSearch, invoiceFilter, isNarrow, readInvoiceSearch } from './invoice-filter.ts';
import { invoicesCsv } from './invoices-csv.ts';

/** By what invoices are found, and the way to have those as a file. */
export function InvoiceListBar({ search, staff }: { search: InvoiceSearch; staff: boolean }) {
  const t = useText();
  const navigate = useNavigate({ from: '/invoices' });
  const set = (part: Partial<Record<keyof InvoiceSearch, string>>) =>
    void navigate({ search: readInvoiceSearch({ ...search, ...part }), replace: true });
  return (
    <search className="list-bar">
      <SearchField value={search.number ?? ''} change={(number) => set({ number })} label={t('invoices.number')} />
      <NativeSelect
        aria-label={t('shipment.state')}
        value={search.sort ?? ''}
        onChange={({ currentTarget }) => set({ sort: currentTarget.value })}
        data={[
          { value: '', label: t('invoices.all') },
          ...INVOICE_SORTS.map((value) => ({ value, label: t(`invoices.sort.${value}`) })),
        ]}
      />
      {staff && <AccountSelect value={search.account ?? ''} change={(account) => set({ account })} />}
      <MonthSelect value={search.month ?? ''} change={(month) => set({ month })} label={t('invoices.month')} />
      {Object.keys(invoiceFilter(search)).length > 0 && (
        <Link to="/invoices" className="quiet-button">
          {t('ui.clearFilters')}
        </Link>
      )}
      {(!staff || isNarrow(search)) && (
        <SaveListButton
          document={InvoicesDocument}
          variables={{ filter: invoiceFilter(search), first: 100 }}
          connectionOf={({ invoices }) => invoices}
          name={t('invoices.title')}
          csv={(invoices) => invoicesCsv(invoices, t)}
        />
      )}
    </search>
  );
}
