import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useQuery } from 'urql';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { HowToPayDocument, PayInvoicesDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useReading } from '../../session/viewing.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Note } from '../../ui/notes.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import type { Invoice } from '../invoice/invoice-page.tsx';
import { type BankDetails, epcText, inFours } from './epc.ts';
import { usePaymentText } from './payment-text.ts';
import './payment.css';

const EpcCode = lazy(() => import('./epc-code.tsx'));

/** To whom, how much, by when and under which reference: all that a bank asks, on the page and on its print. */
export function HowToPayPanel({ invoice }: { invoice: Invoice }) {
  const t = usePaymentText();
  const { currency } = invoice.total;
  const [{ data, error }, again] = useQuery({
    query: HowToPayDocument,
    variables: { id: invoice.id, currency },
    requestPolicy: 'cache-and-network',
  });
  const open = invoice.receivable?.open;
  if (!open || open.amountMinor <= 0) return null;
  const read = data?.invoice;
  const to = read?.account.bankDetails;
  return (
    <div className="pay-panel">
      <Panel title={t('pay.howToPay')}>
        {error && <QueryFailure error={error} retry={() => again({ requestPolicy: 'network-only' })} />}
        {!read && !error && <PanelSkeleton />}
        {read?.payableOnline && <PayOnline invoiceId={invoice.id} />}
        {read && !to && <p>{t('pay.noDetails', { currency })}</p>}
        {read && <Transfer invoice={invoice} open={open} to={to} reference={read.paymentReference} />}
      </Panel>
    </div>
  );
}

/** Leads to the provider's page; whoever comes back from it is thanked, though the books may not know yet. */
function PayOnline({ invoiceId }: { invoiceId: string }) {
  const t = usePaymentText();
  const command = useCommand(PayInvoicesDocument);
  const pay = async () => {
    const page = await command.run({ invoiceIds: [invoiceId] });
    if (page) location.assign(page.url);
  };
  if (new URLSearchParams(location.search).has('paid')) return <Note tone="good" title={t('pay.booking')} />;
  return (
    <div className="pay-online no-print">
      <Button onClick={() => void pay()} loading={command.running}>
        {t('pay.online')}
      </Button>
      <span className="small soft">{t('pay.onlineHint')}</span>
      <ObjectionNote objection={command.objection} />
    </div>
  );
}

interface TransferProps {
  readonly invoice: Invoice;
  readonly open: { readonly amountMinor: number; readonly currency: string };
  readonly to: BankDetails | null | undefined;
  readonly reference: string | null | undefined;
}

function Transfer({ invoice, open, to, reference }: TransferProps) {
  const t = usePaymentText();
  const { locale } = useReading();
  const code = to && reference ? epcText({ to, amount: open, reference }) : null;
  const numbered = (number: string, shown: string) => (
    <span className="pay-number tabular">
      {shown}{' '}
      <span className="no-print">
        <CopyText text={number} />
      </span>
    </span>
  );
  return (
    <>
      <Facts
        of={[
          [t('pay.beneficiary'), to?.beneficiary],
          [t('pay.iban'), to?.iban && numbered(to.iban, inFours(to.iban))],
          [t('pay.account'), to?.accountNumber && numbered(to.accountNumber, to.accountNumber)],
          [t('pay.routing'), to?.routing],
          [t('pay.bic'), to?.bic],
          [t('pay.bankName'), to?.bankName],
          [t('pay.amount'), <strong key="amount">{formatMoney(open, locale)}</strong>],
          [t('invoice.due'), formatDate(invoice.dueOn, locale)],
          [
            t('pay.reference'),
            reference && (
              <>
                {numbered(reference, inFours(reference))}
                <span className="record-sub">{t('pay.referenceHint')}</span>
              </>
            ),
          ],
        ]}
      />
      {code && (
        <div className="pay-code">
          <Suspense fallback={null}>
            <EpcCode text={code} label={t('pay.code')} />
          </Suspense>
          <p className="small soft">{t('pay.codeHint')}</p>
        </div>
      )}
    </>
  );
}
