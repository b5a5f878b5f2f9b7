import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import {
  CreditPoliciesDocument,
  type CreditPoliciesQuery,
  type CreditPolicyFactsFragment,
} from '../../generated/operations.ts';
import { useRecord } from '../../graph/use-record.ts';
import { mayDecideCredit } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type HouseText, useHouseText } from '../organization/house-text.ts';
import { unitChoices } from '../organization/staff-dialogs.tsx';
import { PolicyDialog } from './policy-dialog.tsx';

const HOUSE = '/';

/** What customers of each grade get, by unit: the nearest that has terms of its own decides. For staff. */
export function CreditPolicyPanel() {
  const t = useHouseText();
  const decides = mayDecideCredit(useViewer());
  const [chosen, setChosen] = useState<string | null>(null);
  const [changing, setChanging] = useState(false);
  const { record, refresh } = useRecord(CreditPoliciesDocument, { unit: chosen }, (data) => data);
  const policy = record?.creditPolicy;
  if (!record || !policy) return null;
  const unit = chosen ?? record.orgUnits[0]?.path ?? HOUSE;
  const own = record.unitCreditPolicies.find((one) => one.unit === unit);
  const nameOf = (path: string) => unitName(record, path, t);
  return (
    <Panel
      title={t('credit.policy')}
      flush
      actions={
        <>
          <NativeSelect
            aria-label={t('organization.unit')}
            value={unit}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={unitChoices(record.orgUnits.map(({ name, path }) => ({ id: path, name, path })))}
          />
          {decides && (
            <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
              {t('credit.changePolicy')}
            </Button>
          )}
        </>
      }
    >
      <PolicyTable policy={policy} />
      <p className="panel-empty">
        {t('credit.policyHint', { days: policy.holdAfterDays, least: policy.leastInvoices })}{' '}
        {own?.policy
          ? t('house.creditOwn', { by: own.changedBy })
          : t('house.creditFrom', { unit: sourceOf(record, unit, nameOf, t) })}
      </p>
      <Changes changes={record.creditPolicyChanges} nameOf={nameOf} />
      {changing && (
        <PolicyDialog
          key={unit}
          policy={policy}
          unit={{ path: unit, name: nameOf(unit) }}
          own={own ?? null}
          close={() => setChanging(false)}
          done={refresh}
        />
      )}
    </Panel>
  );
}

const unitName = ({ orgUnits }: CreditPoliciesQuery, path: string, t: HouseText): string =>
  path === HOUSE ? t('house.creditHouse') : (orgUnits.find((one) => one.path === path)?.name ?? t('house.creditAbove'));

/** Whose terms hold at a unit that has none of its own. */
function sourceOf(
  { unitCreditPolicies }: CreditPoliciesQuery,
  unit: string,
  nameOf: (path: string) => string,
  t: HouseText,
): string {
  const [nearest] = unitCreditPolicies
    .filter((one) => one.policy && unit.startsWith(one.unit))
    .sort((a, b) => b.unit.length - a.unit.length);
  return nearest ? nameOf(nearest.unit) : t('house.creditUsual');
}

function PolicyTable({ policy }: { policy: CreditPolicyFactsFragment }) {
  const t = useHouseText();
  const { locale } = useReading();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('credit.grade')}</th>
            <th scope="col" data-numeric>
              {t('credit.limit')}
            </th>
            <th scope="col" data-numeric>
              {t('billing.termsDays')}
            </th>
            <th scope="col">{t('credit.prepay')}</th>
          </tr>
        </thead>
        <tbody>
          {policy.terms.map(({ grade, limits, paymentDays, prepay }) => (
            <tr key={grade ?? ''}>
              <th scope="row">{grade ?? t('credit.ungraded')}</th>
              <td data-numeric>
                {limits.map((limit) => formatMoney(limit, locale)).join(', ') || t('credit.noLimit')}
              </td>
              <td data-numeric>{paymentDays}</td>
              <td>{t(prepay ? 'credit.prepayFirst' : 'credit.prepayNot')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ChangesProps {
  readonly changes: CreditPoliciesQuery['creditPolicyChanges'];
  readonly nameOf: (path: string) => string;
}

function Changes({ changes, nameOf }: ChangesProps) {
  const t = useHouseText();
  if (changes.length === 0) return null;
  return (
    <details className="small unit-changes">
      <summary>{t('parameters.changes', { count: changes.length })}</summary>
      <ul>
        {changes.map((change) => (
          <li key={change.id}>
            {nameOf(change.unit)}: {t(change.policy ? 'house.creditSet' : 'house.creditTakenBack')} · {change.by} ·{' '}
            <Moment at={change.at} /> · {change.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
