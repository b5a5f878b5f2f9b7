import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { ShipperBoardDocument, type ShipperBoardQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { exceptionChart, onTimePercent, trendChart } from '../account-course/course-charts.ts';
import { moneyScale, monthWords } from '../value/value-words.ts';
import type { Writing } from './board-charts.ts';
import { useWriting } from './use-writing.ts';

/** A shipper's own orders and charges: what it pays, and nothing of what it costs us. */
export function ShipperPanels({ accountId }: { accountId: string }) {
  const read = useRecord(ShipperBoardDocument, { accountId }, (data) => data);
  return <RecordView read={read}>{(board) => <Charts board={board} account={accountId} />}</RecordView>;
}

function Charts({ board, account }: { board: ShipperBoardQuery; account: string }) {
  const { shipmentTrend, chargeTrend } = board;
  const writing = useWriting();
  const { t, locale, percent } = writing;
  const inTime = onTimePercent(shipmentTrend);
  const currencies = [...new Set(chargeTrend.map(({ amount }) => amount.currency))];
  return (
    <>
      <ChartPanel
        title={t('course.shipments')}
        definition={t('course.shipmentsDefinition')}
        kind="stacked"
        data={trendChart(shipmentTrend, t, locale)}
        empty={t('course.noShipments')}
        {...(inTime === null ? {} : { summary: t('board.inTime', { percent: percent(inTime) }) })}
      />
      {currencies.map((currency) => (
        <ChartPanel
          key={currency}
          title={t('board.charges', { currency })}
          definition={t('board.chargesHow')}
          kind="bars"
          data={chargeChart({ trend: chargeTrend, currency, account }, writing)}
          empty={t('board.noCharges')}
        />
      ))}
      <ChartPanel
        title={t('course.exceptions')}
        definition={t('course.exceptionsDefinition')}
        kind="pareto"
        data={exceptionChart(shipmentTrend, t, locale)}
        empty={t('course.noExceptions')}
      />
    </>
  );
}

interface Charged {
  readonly trend: ShipperBoardQuery['chargeTrend'];
  readonly currency: string;
  readonly account: string;
}

function chargeChart({ trend, currency, account }: Charged, { t, locale }: Writing): ChartData {
  const { units, words } = moneyScale(currency, locale);
  return {
    category: t('value.month'),
    series: [{ key: 'amount', label: t('value.amount'), format: words }],
    rows: trend
      .filter(({ amount }) => amount.currency === currency)
      .map(({ month, amount }) => ({
        ...{ key: month, label: monthWords(month, locale), values: { amount: units(amount.amountMinor) } },
        to: { to: '/charges', search: { month, currency, account } } as const,
      })),
  };
}
