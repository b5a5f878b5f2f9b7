import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMoney } from '../../format/money.ts';
import {
  CreditStandingsDocument,
  type CreditStandingsQuery,
  type CreditState,
  CreditUpdatedDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayDecideCredit } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CreditMark, creditReason } from './credit-marks.tsx';
import { PolicyDialog } from './policy-dialog.tsx';

type Policy = NonNullable<CreditStandingsQuery['creditPolicy']>;

const HELD_BACK: CreditState[] = ['HOLD', 'PREPAY'];

const useStandings = (staff: boolean) =>
  useRecord(CreditStandingsDocument, { states: staff ? HELD_BACK : null }, (data) => data);

/** Whose orders are held back; for a customer that is its own standing. Live. */
export function StandingsPanel() {
  const t = useText();
  const staff = isStaff(useViewer());
  const read = useStandings(staff);
  useLive(CreditUpdatedDocument, { variables: {}, onUpdate: read.refresh, onGap: read.refresh });
  return (
    <Panel
      title={t(staff ? 'credit.heldBack' : 'credit.title')}
      {...(staff ? { count: read.record?.creditStandings.length } : {})}
      flush
    >
      <RecordView read={read} loading={<PanelSkeleton />}>
        {({ creditStandings }) => (
          <ul className="rows" aria-live="polite">
            {creditStandings.map((one) => (
              <li key={one.account.id}>
                <span className="grow">
                  <Link to="/accounts/$accountId/credit" params={{ accountId: one.account.id }}>
                    {staff ? one.account.name : t('credit.see')}
                  </Link>
                  <span className="record-sub">{creditReason(t, one)}</span>
                </span>
                <CreditMark state={one.state} />
              </li>
            ))}
            {creditStandings.length === 0 && <li className="soft">{t(staff ? 'credit.noneHeld' : 'credit.fine')}</li>}
          </ul>
        )}
      </RecordView>
    </Panel>
  );
}

/** What customers of each grade get; for staff. */
export function CreditPolicyPanel() {
  const { record, refresh } = useStandings(true);
  return record?.creditPolicy ? <PolicyTable policy={record.creditPolicy} refresh={refresh} /> : null;
}

function PolicyTable({ policy, refresh }: { policy: Policy; refresh: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const { locale } = useReading();
  const [changing, setChanging] = useState(false);
  return (
    <Panel
      title={t('credit.policy')}
      flush
      actions={
        mayDecideCredit(viewer) && (
          <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
            {t('credit.changePolicy')}
          </Button>
        )
      }
    >
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
      <p className="panel-empty">
        {t('credit.policyHint', { days: policy.holdAfterDays, least: policy.leastInvoices })}
      </p>
      {changing && <PolicyDialog policy={policy} close={() => setChanging(false)} done={refresh} />}
    </Panel>
  );
}
