import type { ChartData } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { MoneyBoardDocument, type MoneyBoardQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { moneyScale } from '../value/value-words.ts';
import type { Writing } from './board-charts.ts';
import { useWriting } from './use-writing.ts';

type Totals = MoneyBoardQuery['receivablesByAge'];

const TONE = 'one';

/** What is owed, by how long it has been due: a chart for each currency, since they are never added up. */
export function MoneyPanels() {
  const read = useRecord(MoneyBoardDocument, {}, (data) => data.receivablesByAge);
  return <RecordView read={read}>{(totals) => <Charts totals={totals} />}</RecordView>;
}

function Charts({ totals }: { totals: Totals }) {
  const writing = useWriting();
  const { t } = writing;
  const shown = totals.length > 0 ? totals : [null];
  return (
    <>
      {shown.map((total) => (
        <ChartPanel
          key={total?.currency ?? 'none'}
          title={total ? t('receivables.ageing', { currency: total.currency }) : t('receivables.title')}
          definition={t('receivables.definition')}
          kind="bars"
          data={ageChart(total, writing)}
          empty={t('receivables.none')}
          {...(total
            ? {
                summary: t('board.owed', {
                  ...{ invoices: total.invoices, accounts: total.accounts },
                  amount: moneyScale(total.currency, writing.locale).words(
                    moneyScale(total.currency, writing.locale).units(total.open.amountMinor),
                  ),
                }),
              }
            : {})}
        />
      ))}
    </>
  );
}

function ageChart(total: Totals[number] | null, { t, locale }: Writing): ChartData {
  const { units, words } = moneyScale(total?.currency ?? 'USD', locale);
  return {
    category: t('board.age'),
    series: [{ key: 'amount', label: t('value.amount'), format: words, tone: TONE }],
    rows: (total?.buckets ?? []).map(({ bucket, amount }) => ({
      key: bucket,
      label: t(`ageBucket.${bucket}`),
      values: { amount: units(amount.amountMinor) },
      to: { to: '/receivables', search: { bucket } } as const,
    })),
  };
}
