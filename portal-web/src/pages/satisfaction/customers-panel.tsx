import { Link, useSearch } from '@tanstack/react-router';
import { formatNumber } from '../../format/quantity.ts';
import { SatisfactionCustomersDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useReading } from '../../session/viewing.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useSaidText } from './said-text.ts';
import { answerFilterOf, measureOf, readSatisfactionSearch } from './satisfaction-filter.ts';

/** The customers with a trait in common, the least content first, each with its answers. */
export function CustomersPanel() {
  const t = useSaidText();
  const { locale } = useReading();
  const search = useSearch({ from: '/portal/satisfaction' });
  const { account: _, ...all } = search;
  const asked = { filter: answerFilterOf(all), measure: measureOf(all) };
  const read = useRecord(SatisfactionCustomersDocument, asked, (data) => data.satisfactionCustomers);
  return (
    <RecordView read={read} loading={<PanelSkeleton />}>
      {(customers) => (
        <Panel title={t('said.customers')} count={customers.length} flush>
          <ul className="rows">
            {customers.map(({ account, answers, average }) => (
              <li key={account.id}>
                <span className="grow">
                  <Link to="/accounts/$accountId/360" params={{ accountId: account.id }}>
                    {account.name}
                  </Link>
                  <span className="record-sub">
                    {t('said.meanOf', {
                      mean: formatNumber(Math.round(average * 10) / 10, locale),
                      most: asked.measure === 'CSAT' ? 5 : 10,
                    })}
                  </span>
                </span>
                <Link
                  to="/satisfaction"
                  search={readSatisfactionSearch({ ...search, account: account.id })}
                  resetScroll={false}
                >
                  {t('said.answersCount', { count: answers })}
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </RecordView>
  );
}
