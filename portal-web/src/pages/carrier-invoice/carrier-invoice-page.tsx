import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import {
  CarrierInvoiceDocument,
  type CarrierInvoiceQuery,
  CarrierInvoicesUpdatedDocument,
  DisputeCarrierInvoiceDocument,
  MatchCarrierInvoiceDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { refusalWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayPayCarriers } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { SourceLink } from '../../status/source-link.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { CarrierInvoiceMark } from '../carrier-invoices/carrier-invoice-marks.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { ComparisonPanel } from './comparison-panel.tsx';

export type CarrierInvoice = NonNullable<CarrierInvoiceQuery['carrierInvoice']>;
interface InvoiceProps {
  readonly invoice: CarrierInvoice;
}

/** One invoice of a carrier: what it asks for beside what was expected, and what is paid of it; live. */
export function CarrierInvoicePage() {
  const { carrierInvoiceId } = useParams({ from: '/portal/carrier-invoices/$carrierInvoiceId' });
  const read = useRecord(CarrierInvoiceDocument, { id: carrierInvoiceId }, (data) => data.carrierInvoice);
  useLive(CarrierInvoicesUpdatedDocument, {
    variables: { id: carrierInvoiceId },
    onUpdate: read.refresh,
    onGap: read.refresh,
  });
  return <RecordView read={read}>{(invoice) => <Loaded invoice={invoice} />}</RecordView>;
}

function Loaded({ invoice }: InvoiceProps) {
  const t = useText();
  return (
    <PageFrame
      title={`${invoice.scac} ${invoice.number}`}
      back={<BackLink to="/carrier-invoices" />}
      marks={<CarrierInvoiceMark state={invoice.state} />}
      under={
        <>
          <Link to="/shipments/$shipmentId" params={{ shipmentId: invoice.shipmentId }}>
            {invoice.shipmentNumber}
          </Link>
          {' · '}
          <Link to="/accounts/$accountId" params={{ accountId: invoice.account.id }}>
            {invoice.account.name}
          </Link>
        </>
      }
    >
      <Decisions invoice={invoice} />
      <Unexpected invoice={invoice} />
      <div className="page-columns">
        <div>
          <ComparisonPanel invoice={invoice} />
        </div>
        <div>
          <Panel title={t('carrierInvoice.one')}>
            <SumFacts invoice={invoice} />
          </Panel>
        </div>
      </div>
    </PageFrame>
  );
}

/** What may be decided now, and why the last try was not done. */
function Decisions({ invoice }: InvoiceProps) {
  const t = useText();
  const [open, setOpen] = useState<'approve' | 'dispute' | null>(null);
  const dispute = useCommand(DisputeCarrierInvoiceDocument);
  const match = useCommand(MatchCarrierInvoiceDocument);
  const { id, state } = invoice;
  const close = () => setOpen(null);
  if (!mayPayCarriers(useViewer()) || state === 'APPROVED') return null;
  const waits = state !== 'MATCHED';
  return (
    <>
      <div className="line">
        {waits && <Button onClick={() => setOpen('approve')}>{t('carrierInvoice.approve')}</Button>}
        {waits && (
          <Button variant="default" loading={match.running} onClick={() => void match.run({ id })}>
            {t('carrierInvoice.match')}
          </Button>
        )}
        <Button variant="default" onClick={() => setOpen('dispute')}>
          {t('carrierInvoice.dispute')}
        </Button>
      </div>
      <ObjectionNote objection={match.objection} />
      {open === 'approve' && <ApproveDialog invoice={invoice} close={close} />}
      {open === 'dispute' && (
        <ReasonDialog title={t('carrierInvoice.dispute')} id={id} command={dispute} close={close} />
      )}
    </>
  );
}

/** Why nothing tells what to expect. */
function Unexpected({ invoice: { refusal, state } }: InvoiceProps) {
  const t = useText();
  const { locale } = useReading();
  if (!refusal || state === 'APPROVED') return null;
  const said = refusalWords(refusal.code, refusal.message, locale, t);
  return (
    <div lang={said.lang}>
      <Note tone="warn" title={said.text}>
        {t('carrierInvoice.unexpectedHint')}{' '}
        {refusal.code === 'CARRIER_NOT_PRICED' && <Link to="/carrier-prices">{t('carrierInvoices.prices')}</Link>}
      </Note>
    </div>
  );
}

function SumFacts({ invoice }: InvoiceProps) {
  const t = useText();
  const { locale } = useReading();
  const { billed, expected, pay } = invoice;
  const over = expected && { ...billed, amountMinor: billed.amountMinor - expected.amountMinor };
  return (
    <Facts
      of={[
        [t('carrierInvoice.billed'), <strong key="billed">{formatMoney(billed, locale)}</strong>],
        [t('carrierInvoice.expected'), expected && formatMoney(expected, locale)],
        [t('carrierInvoice.difference'), over && formatMoney(over, locale)],
        [t('carrierInvoice.pay'), pay && formatMoney(pay, locale)],
        [t('carrierInvoice.answer'), invoice.answer],
        [t('carrierInvoice.received'), <Moment key="at" at={invoice.receivedAt} />],
        [t('remittance.source'), <SourceLink key="source" source={invoice.source} />],
      ]}
    />
  );
}
