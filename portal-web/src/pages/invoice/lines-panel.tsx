import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type CombinedError, useClient, useQuery } from 'urql';
import { formatMoney } from '../../format/money.ts';
import { type InvoiceLineRowFragment, InvoiceLinesDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { ChargeReasons } from '../../status/charge-reasons.tsx';
import { ChargeSubject } from '../../status/charge-subject.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { DecideDialog, DisputeDialog } from './dispute-dialogs.tsx';
import { invoiceCsv } from './invoice-csv.ts';
import type { Invoice } from './invoice-page.tsx';

const PAGE = 100;

interface LinesProps {
  readonly invoice: Invoice;
  readonly refresh: () => void;
}

/** The lines of an invoice: what was done, by which clause, and what the customer says of it. */
export function LinesPanel({ invoice, refresh }: LinesProps) {
  const t = useText();
  const client = useClient();
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const [failed, setFailed] = useState<CombinedError | null>(null);
  const save = async () => {
    const lines: InvoiceLineRowFragment[] = [];
    for (let after = 0; after < invoice.lineCount; after += PAGE) {
      const { data, error } = await client.query(InvoiceLinesDocument, { id: invoice.id, after }).toPromise();
      setFailed(error ?? null);
      // A file without some of its lines would look like one with all of them.
      if (!data?.invoice) return;
      lines.push(...data.invoice.lines);
    }
    saveCsv(invoice.number, invoiceCsv(invoice, lines, t));
  };
  return (
    <Panel
      title={t('invoice.lines')}
      count={invoice.lineCount}
      flush
      actions={
        <button type="button" className="quiet-button" onClick={() => void save()}>
          {t('chart.csv')}
        </button>
      }
    >
      {failed && <QueryFailure error={failed} retry={() => void save()} />}
      <ul className="rows">
        {starts.map((after) => (
          <LinesPage key={after} invoice={invoice} after={after} refresh={refresh} />
        ))}
      </ul>
      {starts.length * PAGE < invoice.lineCount && (
        <p className="panel-empty">
          <Button variant="default" onClick={() => setStarts([...starts, starts.length * PAGE])}>
            {t('invoice.moreLines')}
          </Button>
        </p>
      )}
    </Panel>
  );
}

function LinesPage({ invoice, after, refresh }: LinesProps & { after: number }) {
  const [{ data, error }, again] = useQuery({ query: InvoiceLinesDocument, variables: { id: invoice.id, after } });
  const readAgain = () => {
    again({ requestPolicy: 'network-only' });
    refresh();
  };
  if (data?.invoice) {
    return data.invoice.lines.map((line) => <Line key={line.id} line={line} refresh={readAgain} />);
  }
  if (error) {
    return (
      <li>
        <QueryFailure error={error} retry={readAgain} />
      </li>
    );
  }
  return (
    <li>
      <PanelSkeleton />
    </li>
  );
}

function Line({ line, refresh }: { line: InvoiceLineRowFragment; refresh: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const what = line.kind === 'VALUE_ADDED' ? t(`logisticsService.${line.service}`) : t(`chargeKind.${line.kind}`);
  return (
    <li>
      <span className="grow">
        <span>
          {line.line}.{' '}
          <ChargeSubject charge={line} contractId={line.contract?.id}>
            {line.subjectNumber}
          </ChargeSubject>{' '}
          · {what}
        </span>
        <span className="record-sub">
          {quantityWords(line.quantity, line.unit, locale, t)}
          {line.orderNumber && ` · ${line.orderNumber}`}
          {line.poNumber && ` · ${line.poNumber}`}
          {line.contract && (
            <>
              {' · '}
              <Link
                to="/contracts/$contractId"
                params={{ contractId: line.contract.id }}
                hash={line.charge?.why?.lineId ?? ''}
              >
                {line.contract.number}
              </Link>
            </>
          )}
        </span>
        {line.charge?.why && <ChargeReasons why={line.charge.why} quantity={line.quantity} />}
        {line.dispute && <DisputeLine dispute={line.dispute} />}
      </span>
      <span>
        <strong className="tabular">{formatMoney(line.amount, locale)}</strong>
        <LineActions line={line} what={what} refresh={refresh} />
      </span>
    </li>
  );
}

function DisputeLine({ dispute }: { dispute: NonNullable<InvoiceLineRowFragment['dispute']> }) {
  const t = useText();
  const tone = dispute.state === 'OPEN' ? 'warn' : 'ended';
  return (
    <span className="record-sub">
      <StateMark tone={tone}>{t(`disputeState.${dispute.state}`)}</StateMark> {dispute.answer ?? dispute.reason}{' '}
      {dispute.case && (
        <Link to="/cases/$caseId" params={{ caseId: dispute.case.id }}>
          {dispute.case.number}
        </Link>
      )}
    </span>
  );
}

function LineActions({ line, what, refresh }: { line: InvoiceLineRowFragment; what: string; refresh: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const [doing, setDoing] = useState(false);
  const open = line.dispute?.state === 'OPEN';
  const may = open ? mayPrice(viewer) : mayWrite(viewer) && line.amount.amountMinor > 0;
  if (!may) return null;
  const label = open ? t('invoice.decide') : t('invoice.dispute');
  return (
    <>
      <button
        type="button"
        className="quiet-button no-print"
        aria-label={`${label}: ${line.line}. ${line.subjectNumber}, ${what}`}
        onClick={() => setDoing(true)}
      >
        {label}
      </button>
      {doing && !open && <DisputeDialog lineId={line.id} close={() => setDoing(false)} done={refresh} />}
      {doing && open && line.dispute && (
        <DecideDialog dispute={line.dispute} amount={line.amount} close={() => setDoing(false)} done={refresh} />
      )}
    </>
  );
}
