import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../format/money.ts';
import { AccountBillingDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';

/** How the customer is billed, and what is charged and on no invoice yet. Asks by itself: money lives in another service. */
export function BillingPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const { locale } = useReading();
  const staff = isStaff(useViewer());
  const read = useRecord(AccountBillingDocument, { id: accountId }, (data) => data.account);
  return (
    <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
      {({ billing: rule, unbilled: sums }) =>
        rule && (
          <Panel
            title={t('billing.title')}
            actions={
              staff && (
                <Link className="quiet-button" to="/billing">
                  {t('billing.all')}
                </Link>
              )
            }
          >
            <Facts
              of={[
                [t('billing.cycle'), t(`billing.cycle.${rule.cycle}`)],
                [t('billing.grouping'), t(`billing.grouping.${rule.grouping}`)],
                [t('billing.termsDays'), t('billing.terms', { days: rule.termsDays })],
                [t('billing.tax'), rule.taxCode],
                [
                  t('billing.unbilled'),
                  sums.length > 0 &&
                    sums.map(({ currency, due, dueCount, later, laterCount }) => (
                      <span key={currency}>
                        {dueCount > 0 && (
                          <span className="record-sub">
                            {t('billing.due', { amount: formatMoney(due, locale), count: dueCount })}
                          </span>
                        )}
                        {laterCount > 0 && (
                          <span className="record-sub">
                            {t('billing.later', { amount: formatMoney(later, locale), count: laterCount })}
                          </span>
                        )}
                      </span>
                    )),
                ],
              ]}
            />
          </Panel>
        )
      }
    </RecordView>
  );
}
