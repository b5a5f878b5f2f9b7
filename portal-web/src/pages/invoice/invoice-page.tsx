import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import { InvoiceDocument, type InvoiceQuery, InvoicesUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { EdiAboutPanel } from '../../status/edi-about-panel.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { OwedMark } from '../invoices/invoice-marks.tsx';
import { HowToPayPanel } from '../payment/how-to-pay-panel.tsx';
import { RaiseButton } from '../raise/raise-button.tsx';
import { LinesPanel } from './lines-panel.tsx';

export type Invoice = NonNullable<InvoiceQuery['invoice']>;

/** One invoice: what it asks for, and every line with what was done and the clause that prices it. */
export function InvoicePage() {
  const { invoiceId } = useParams({ from: '/portal/invoices/$invoiceId' });
  const read = useRecord(InvoiceDocument, { id: invoiceId }, (data) => data.invoice);
  useLive(InvoicesUpdatedDocument, { variables: { id: invoiceId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(invoice) => <LoadedInvoice invoice={invoice} refresh={read.refresh} />}</RecordView>;
}

function LoadedInvoice({ invoice, refresh }: { invoice: Invoice; refresh: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const { locale } = useReading();
  return (
    <PageFrame
      title={invoice.number}
      back={<BackLink to="/invoices" />}
      marks={<OwedMark invoice={invoice} />}
      under={
        <>
          <Link to="/accounts/$accountId" params={{ accountId: invoice.account.id }}>
            {invoice.account.name}
          </Link>
          {` · ${formatDate(invoice.billsFrom, locale)} – ${formatDate(invoice.periodTo, locale)}`}
          {invoice.groupKey && ` · ${invoice.groupKey}`}
        </>
      }
      actions={
        <>
          <Button variant="default" onClick={() => window.print()}>
            {t('invoice.print')}
          </Button>
          {mayWrite(viewer) && <RaiseButton quiet invoice={invoice} accountId={invoice.account.id} />}
        </>
      }
    >
      <div className="page-columns">
        <div>
          <OlderWorkNote invoice={invoice} />
          <LinesPanel invoice={invoice} refresh={refresh} />
        </div>
        <div>
          <TotalsPanel invoice={invoice} />
          <HowToPayPanel invoice={invoice} />
          <KindsPanel invoice={invoice} />
          <EdiAboutPanel title={t('invoice.ediMessages')} about={{ invoiceId: invoice.id }} />
        </div>
      </div>
    </PageFrame>
  );
}

/** What is billed of no day of the period: charged late, or billed by another cycle until now. */
function OlderWorkNote({ invoice: { olderWork, billsFrom, periodFrom, periodTo } }: { invoice: Invoice }) {
  const t = useText();
  const { locale } = useReading();
  if (!olderWork) return null;
  const values = {
    ...{ count: olderWork.lineCount, amount: formatMoney(olderWork.net, locale) },
    ...{ from: formatDate(periodFrom, locale), to: formatDate(periodTo, locale), since: formatDate(billsFrom, locale) },
  };
  return <Note tone="accent" title={t('invoice.olderWork', values)} />;
}

function TotalsPanel({ invoice }: { invoice: Invoice }) {
  const t = useText();
  const { locale } = useReading();
  const link = ({ id, number }: { id: string; number: string }) => (
    <Link to="/invoices/$invoiceId" params={{ invoiceId: id }}>
      {number}
    </Link>
  );
  const percent = formatNumber(invoice.taxBasisPoints / 100, locale);
  return (
    <Panel title={t('invoice.totals')}>
      <Facts
        of={[
          [t('invoice.net'), formatMoney(invoice.net, locale)],
          [
            t('invoice.tax', { percent }),
            <span key="tax">
              {formatMoney(invoice.tax, locale)}
              <span className="record-sub">{invoice.taxNote}</span>
            </span>,
          ],
          [t('invoice.total'), <strong key="total">{formatMoney(invoice.total, locale)}</strong>],
          [t('invoice.openAmount'), invoice.receivable && formatMoney(invoice.receivable.open, locale)],
          [t('invoice.due'), formatDate(invoice.dueOn, locale)],
          [t('invoice.step'), invoice.receivable && <Steps key="steps" receivable={invoice.receivable} />],
          [t('invoice.credits'), invoice.credits && link(invoice.credits)],
          ...invoice.creditNotes.map(
            (note) =>
              [
                t('invoiceKind.CREDIT_NOTE'),
                <span key={note.id}>
                  {link(note)} {formatMoney(note.total, locale)}
                </span>,
              ] as const,
          ),
        ]}
      />
    </Panel>
  );
}

/** How far it was asked for, when each step was taken, and when the next one is. */
function Steps({ receivable: { step, steps, nextStepOn } }: { receivable: NonNullable<Invoice['receivable']> }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <>
      {steps.length === 0 && t(`collectionStep.${step}`)}
      {steps.map((taken) => (
        <span key={taken.step} className="record-sub">
          {t(`collectionStep.${taken.step}`)} · <Moment at={taken.takenAt} />
        </span>
      ))}
      {nextStepOn && (
        <span className="record-sub">{t('receivables.nextStep', { date: formatDate(nextStepOn, locale) })}</span>
      )}
    </>
  );
}

function KindsPanel({ invoice }: { invoice: Invoice }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('invoice.kinds')} flush>
      <ul className="rows">
        {invoice.kinds.map(({ kind, amount, lineCount }) => (
          <li key={kind}>
            <span className="grow">
              {t(`chargeKind.${kind}`)}
              <span className="record-sub">{t('invoice.lineCount', { count: lineCount })}</span>
            </span>
            <span className="tabular">{formatMoney(amount, locale)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
