import { Link } from '@tanstack/react-router';
import { CreditStandingsDocument, type CreditState, CreditUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CreditMark, creditReason } from './credit-marks.tsx';

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
