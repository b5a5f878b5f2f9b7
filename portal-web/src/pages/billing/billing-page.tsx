import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatMoney } from '../../format/money.ts';
import { BillingAccountsDocument, TaxRulesDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { isStaff, mayPrice } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState, Skeleton } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import { type RatesText, useRatesText } from '../rates/rates-text.ts';
import { BillingDialog } from './billing-dialog.tsx';
import { type BilledAccount, type TaxRule, taxWords } from './billing-words.ts';
import { RunPanel } from './run-panel.tsx';

/** How each customer is billed, what is to be billed, and the run that does it. */
export function BillingPage() {
  return isStaff(useViewer()) ? <Billing /> : <LostPage />;
}

function Billing() {
  const t = useRatesText();
  const may = mayPrice(useViewer());
  const list = usePages(BillingAccountsDocument, {}, (data) => data.accounts);
  const [{ data: taxes }] = useQuery({ query: TaxRulesDocument });
  const [changed, setChanged] = useState<BilledAccount | null>(null);
  const { failure, stale } = listFaults(list);
  const none = list.rows.length === 0;
  return (
    <PageFrame title={t('rates.billing')} under={t('rates.billingHint')}>
      <MoneyTabs />
      {none && failure}
      {none && list.loading && <Skeleton lines={6} />}
      {none && !failure && !list.loading && (
        <EmptyState icon={<MoneyIcon size={28} />} title={t('rates.noCustomers')} hint={t('rates.noCustomersHint')} />
      )}
      {!none && (
        <div className="stack">
          {stale}
          {may && <RunPanel done={list.refresh} />}
          <RulesPanel accounts={list.rows} taxes={taxes?.taxRules ?? []} change={may ? setChanged : null} />
          {list.hasMore && (
            <Button variant="default" onClick={list.more} loading={list.loading}>
              {t('ui.more')}
            </Button>
          )}
        </div>
      )}
      {changed && (
        <BillingDialog
          account={changed}
          taxes={taxes?.taxRules ?? []}
          close={() => setChanged(null)}
          done={list.refresh}
        />
      )}
    </PageFrame>
  );
}

interface RulesProps {
  readonly accounts: readonly BilledAccount[];
  readonly taxes: readonly TaxRule[];
  readonly change: ((account: BilledAccount) => void) | null;
}

function RulesPanel({ accounts, taxes, change }: RulesProps) {
  const t = useRatesText();
  const { locale } = useReading();
  return (
    <Panel title={t('rates.rules')} flush>
      <p className="panel-empty small">{t('rates.rounding')}</p>
      <ul className="rows">
        {accounts.map((account) => (
          <li key={account.id}>
            <span className="grow">
              <Link to="/accounts/$accountId" params={{ accountId: account.id }}>
                {account.name}
              </Link>
              {account.billing && (
                <span className="record-sub">
                  {ruleWords(account.billing, t)} · {taxWords(account.billing.taxCode, taxes, locale)}
                </span>
              )}
            </span>
            <span className="tabular">
              {account.unbilled.map((sum) => (
                <UnbilledWords key={sum.currency} sum={sum} />
              ))}
            </span>
            {change && account.billing && (
              <button
                type="button"
                className="quiet-button"
                aria-label={t('rates.changeRuleOf', { name: account.name })}
                onClick={() => change(account)}
              >
                {t('rates.changeRule')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a run would bill now, and what waits for the end of its period. */
function UnbilledWords({ sum }: { sum: BilledAccount['unbilled'][number] }) {
  const t = useRatesText();
  const { locale } = useReading();
  return (
    <>
      {sum.dueCount > 0 && (
        <span className="record-sub">
          <strong>{t('billing.due', { amount: formatMoney(sum.due, locale), count: sum.dueCount })}</strong>
        </span>
      )}
      {sum.laterCount > 0 && (
        <span className="record-sub">
          {t('billing.later', { amount: formatMoney(sum.later, locale), count: sum.laterCount })}
        </span>
      )}
    </>
  );
}

const ruleWords = ({ cycle, grouping, termsDays }: NonNullable<BilledAccount['billing']>, t: RatesText): string =>
  [t(`billing.cycle.${cycle}`), t(`billing.grouping.${grouping}`), t('billing.terms', { days: termsDays })].join(' · ');
