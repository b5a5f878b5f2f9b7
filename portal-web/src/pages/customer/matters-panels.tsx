import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import {
  CreditUpdatedDocument,
  CustomerMattersDocument,
  type CustomerMattersQuery,
  CustomerValueUpdatedDocument,
  InvoicesUpdatedDocument,
  QueueUpdatedDocument,
  QuotesUpdatedDocument,
  SatisfactionUpdatedDocument,
  ShipmentsUpdatedDocument,
  StockUpdatedDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useReading } from '../../session/viewing.tsx';
import { ChargeSubject } from '../../status/charge-subject.tsx';
import { ShipmentStateMark } from '../../status/shipment-state.tsx';
import {
  CaseStateMark,
  ClaimStateMark,
  QuoteStateMark,
  ReturnStateMark,
  WorkOrderStateMark,
} from '../../status/work-state.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CreditMark } from '../credit/credit-marks.tsx';
import { AnswerRows } from '../satisfaction/answer-rows.tsx';
import { useValueText } from '../value/value-text.ts';
import { serviceWord } from '../value/value-words.ts';

const MOST_OWED = 5;
const QUIET_MS = 2_000;

interface Line {
  readonly key: string;
  readonly link: Pick<LinkProps, 'to' | 'params'>;
  readonly name: string;
  readonly under?: ReactNode;
  readonly mark?: ReactNode;
}

/** A way to all of them, where no more than the newest are shown. */
type Way = Pick<LinkProps, 'to' | 'search'>;

/** What moves in any service and may be one of this customer's: read again once for a burst of news. */
function useNews(accountId: string, refresh: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      refresh();
    }, QUIET_MS);
  };
  const soonIf = (whose: string | null | undefined) => whose === accountId && soon();
  useLive(ShipmentsUpdatedDocument, { variables: { accountId }, onUpdate: soon, onGap: soon });
  useLive(CustomerValueUpdatedDocument, { variables: { accountId }, onUpdate: soon, onGap: soon });
  useLive(CreditUpdatedDocument, { variables: { accountId }, onUpdate: soon, onGap: soon });
  useLive(StockUpdatedDocument, { variables: { accountId }, onUpdate: soon, onGap: soon });
  useLive(QuotesUpdatedDocument, {
    ...{ variables: {}, onGap: soon },
    onUpdate: ({ quotesUpdated }) => soonIf(quotesUpdated.quote.account.id),
  });
  useLive(SatisfactionUpdatedDocument, { variables: {}, onUpdate: soon, onGap: soon });
  useLive(QueueUpdatedDocument, {
    ...{ variables: {}, onGap: soon },
    onUpdate: ({ queueUpdated }) => soonIf(queueUpdated.item?.account?.id),
  });
  useLive(InvoicesUpdatedDocument, {
    ...{ variables: {}, onGap: soon },
    onUpdate: ({ invoicesUpdated }) => soonIf(invoicesUpdated.invoice.account.id),
  });
}

/** The newest of everything that the other services know of the customer. */
export function MattersPanels({ accountId }: { accountId: string }) {
  const t = useValueText();
  const { locale } = useReading();
  const read = useRecord(CustomerMattersDocument, { id: accountId }, (data) => data);
  useNews(accountId, read.refresh);
  return (
    <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
      {({ account, shipments, stock, cases, claims, workOrders, returnOrders, charges, quotes, ...rest }) => (
        <>
          <Panel
            title={t('satisfaction.title')}
            flush
            actions={
              <Link className="quiet-button" to="/satisfaction" search={{ days: 365, account: accountId }}>
                {t('value.all')}
              </Link>
            }
          >
            <AnswerRows answers={rest.satisfactionAnswers.nodes} empty={t('satisfaction.nobodyYet')} />
          </Panel>
          <Lines
            title={t('quotes.title')}
            all={{ to: '/quotes', search: { account: accountId } }}
            lines={quotes.nodes.map((quote) => ({
              ...{ key: quote.id, name: quote.name, under: quote.number, mark: <QuoteStateMark quote={quote} /> },
              link: { to: '/quotes/$quoteId', params: { quoteId: quote.id } },
            }))}
          />
          <OwedPanel accountId={accountId} credit={account?.credit ?? null} owed={rest.openReceivables} />
          <Lines
            title={t('nav.shipments')}
            all={{ to: '/shipments', search: { account: accountId } }}
            lines={shipments.nodes.map(({ id, number, state }) => ({
              ...{ key: id, name: number, mark: <ShipmentStateMark state={state} /> },
              link: { to: '/shipments/$shipmentId', params: { shipmentId: id } },
            }))}
          />
          <Lines
            title={t('service.cases')}
            all={{ to: '/service', search: { account: accountId, all: true } }}
            lines={cases.nodes.map(({ id, number, subject, state }) => ({
              ...{ key: id, name: number, under: subject, mark: <CaseStateMark state={state} /> },
              link: { to: '/cases/$caseId', params: { caseId: id } },
            }))}
          />
          <Lines
            title={t('service.claims')}
            all={{ to: '/service', search: { tab: 'claims', account: accountId, all: true } }}
            lines={claims.nodes.map(({ id, number, amount, state }) => ({
              ...{ key: id, name: number, under: formatMoney(amount, locale), mark: <ClaimStateMark state={state} /> },
              link: { to: '/claims/$claimId', params: { claimId: id } },
            }))}
          />
          <Lines
            title={t('service.work-orders')}
            all={{ to: '/service', search: { tab: 'work-orders', account: accountId, all: true } }}
            lines={workOrders.nodes.map(({ id, number, service, state }) => ({
              ...{ key: id, name: number, under: serviceWord(service, t), mark: <WorkOrderStateMark state={state} /> },
              link: { to: '/work-orders/$workOrderId', params: { workOrderId: id } },
            }))}
          />
          <Lines
            title={t('service.returns')}
            all={{ to: '/service', search: { tab: 'returns', account: accountId, all: true } }}
            lines={returnOrders.nodes.map(({ id, number, state }) => ({
              ...{ key: id, name: number, mark: <ReturnStateMark state={state} /> },
              link: { to: '/returns/$returnId', params: { returnId: id } },
            }))}
          />
          <ChargesPanel accountId={accountId} charges={charges.nodes} />
          <Lines
            title={t('nav.warehouse')}
            all={{ to: '/stock', search: { account: accountId } }}
            lines={stock.nodes.map(({ id, sku, warehouse, onHand, unit }) => ({
              ...{ key: id, name: sku, under: warehouse, mark: `${formatNumber(onHand, locale)} ${unit}` },
              link: { to: '/stock/$stockId', params: { stockId: id } },
            }))}
          />
        </>
      )}
    </RecordView>
  );
}

type Matters = CustomerMattersQuery;

interface OwedPanelProps {
  readonly accountId: string;
  readonly credit: NonNullable<Matters['account']>['credit'] | null;
  readonly owed: Matters['openReceivables'];
}

/** On which terms the customer orders, what it owes, and the invoices that are due the longest. */
function OwedPanel({ accountId, credit, owed }: OwedPanelProps) {
  const t = useValueText();
  const { locale } = useReading();
  return (
    <Panel
      title={t('receivables.title')}
      flush
      actions={
        <>
          <Link className="quiet-button" to="/accounts/$accountId/credit" params={{ accountId }}>
            {t('credit.title')}
          </Link>
          <AllLink to="/receivables" search={{ account: accountId }} />
        </>
      }
    >
      <ul className="rows">
        {credit && (
          <li>
            <span className="grow">
              {credit.exposures.map(({ currency, open, unbilled, overdue, limit }) => (
                <span key={currency} className="record-sub">
                  {[
                    t('value.owes', { amount: formatMoney(open, locale), overdue: formatMoney(overdue, locale) }),
                    t('value.unbilled', { amount: formatMoney(unbilled, locale) }),
                    ...(limit ? [t('value.limit', { amount: formatMoney(limit, locale) })] : []),
                  ].join(' · ')}
                </span>
              ))}
            </span>
            <CreditMark state={credit.state} />
          </li>
        )}
        {owed.slice(0, MOST_OWED).map(({ invoice, dueOn, bucket, open }) => (
          <li key={invoice.id}>
            <span className="grow">
              <Link to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }}>
                {invoice.number}
              </Link>
              <span className="record-sub">
                {formatDate(dueOn, locale)} · {t(`ageBucket.${bucket}`)}
              </span>
            </span>
            {formatMoney(open, locale)}
          </li>
        ))}
        {owed.length === 0 && <li className="soft">{t('receivables.none')}</li>}
      </ul>
    </Panel>
  );
}

function AllLink(way: Way) {
  const t = useValueText();
  return (
    <Link className="quiet-button no-print" {...way}>
      {t('value.all')}
    </Link>
  );
}

interface ChargesProps {
  readonly accountId: string;
  readonly charges: Matters['charges']['nodes'];
}

/** The newest charges, each with the way to what was done. */
function ChargesPanel({ accountId, charges }: ChargesProps) {
  const t = useValueText();
  const { locale } = useReading();
  return (
    <Panel title={t('value.charges')} actions={<AllLink to="/charges" search={{ account: accountId }} />} flush>
      <ul className="rows">
        {charges.map((charge) => (
          <li key={charge.id}>
            <span className="grow">
              <ChargeSubject charge={charge} contractId={charge.contract?.id}>
                {charge.subjectNumber}
              </ChargeSubject>
              <span className="record-sub">
                {serviceWord(charge.service, t)} · <Moment at={charge.chargedAt} />
              </span>
            </span>
            {formatMoney(charge.amount, locale)}
          </li>
        ))}
        {charges.length === 0 && <li className="soft">{t('value.noneOfThese')}</li>}
      </ul>
    </Panel>
  );
}

function Lines({ title, all, lines }: { title: string; all: Way; lines: readonly Line[] }) {
  const t = useValueText();
  return (
    <Panel title={title} actions={<AllLink {...all} />} flush>
      <ul className="rows">
        {lines.map(({ key, link, name, under, mark }) => (
          <li key={key}>
            <span className="grow">
              <Link {...link}>{name}</Link>
              {under && <span className="record-sub">{under}</span>}
            </span>
            {mark}
          </li>
        ))}
        {lines.length === 0 && <li className="soft">{t('value.noneOfThese')}</li>}
      </ul>
    </Panel>
  );
}
