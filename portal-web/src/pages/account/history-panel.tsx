import { useState } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { AccountHistoryDocument, type AccountHistoryQuery } from '../../generated/operations.ts';
import { regionWords, wordsFor } from '../../language/code-words.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';

type Change = NonNullable<AccountHistoryQuery['account']>['history'][number];

/** The field of the record, by the word that its panel has for it. */
const LABELS: Readonly<Record<string, MessageId>> = {
  name: 'account.name',
  legalName: 'account.legalName',
  kind: 'account.kind',
  grade: 'account.grade',
  region: 'account.region',
  industry: 'account.industry',
  ownership: 'account.ownership',
  employees: 'account.employees',
  taxNumber: 'account.taxNumber',
  phone: 'account.phone',
  bankAccount: 'account.bankAccount',
  address: 'account.address',
  creditLimit: 'account.creditLimit',
  parentId: 'account.parent',
  branchId: 'account.branch',
  accountManagerId: 'account.manager',
  referrerId: 'account.referrer',
};
const FEW = 6;

/** What became of a customer's facts: when, by whom, from what to what. */
export function HistoryPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const [all, setAll] = useState(false);
  // Asked anew for every version, which it is keyed by, and each time: who brought it is changed elsewhere.
  const [{ data }] = useQuery({
    query: AccountHistoryDocument,
    variables: { id: accountId },
    requestPolicy: 'cache-and-network',
  });
  const history = data?.account?.history ?? [];
  if (history.length === 0) return null;
  const shown = all ? history : history.slice(0, FEW);
  return (
    <Panel title={t('account.history')} count={history.length} flush>
      <ul className="rows">
        {shown.map((change) => (
          <ChangeRow key={change.id} change={change} />
        ))}
      </ul>
      {history.length > shown.length && (
        <button type="button" className="quiet-button" onClick={() => setAll(true)}>
          {t('ui.more')}
        </button>
      )}
    </Panel>
  );
}

function ChangeRow({ change }: { change: Change }) {
  const t = useText();
  const value = useValue();
  const label = LABELS[change.field];
  return (
    <li>
      <span className="grow">
        <strong>{label ? t(label) : change.field}</strong> {value(change.field, change.before)} →{' '}
        {value(change.field, change.after)}
        <span className="record-sub">
          {change.actor} · <Moment at={change.at} />
        </span>
      </span>
    </li>
  );
}

function useValue() {
  const t = useText();
  const { locale } = useReading();
  return (field: string, value: string | null | undefined): string => {
    if (value === null || value === undefined) return '—';
    if (field === 'creditLimit') return formatMoney(JSON.parse(value), locale);
    if (field === 'kind') return wordsFor('accountKind', value, t) ?? value;
    if (field === 'ownership') return wordsFor('accountOwnership', value, t) ?? value;
    return field === 'region' ? regionWords(value, t) : value;
  };
}
