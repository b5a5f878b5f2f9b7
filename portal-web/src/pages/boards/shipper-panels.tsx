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
  return <RecordView read={read}>{(board) => <Charts board={board} />}</RecordView>;
}

function Charts({ board: { shipmentTrend, chargeTrend } }: { board: ShipperBoardQuery }) {
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
          data={chargeChart(chargeTrend, currency, writing)}
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

function chargeChart(trend: ShipperBoardQuery['chargeTrend'], currency: string, { t, locale }: Writing): ChartData {
  const { units, words } = moneyScale(currency, locale);
  return {
    category: t('value.month'),
    series: [{ key: 'amount', label: t('value.amount'), format: words }],
    rows: trend
      .filter(({ amount }) => amount.currency === currency)
      .map(({ month, amount }) => ({
        ...{ key: month, label: monthWords(month, locale), values: { amount: units(amount.amountMinor) } },
        to: { to: '/invoices', search: { month } } as const,
      })),
  };
}
