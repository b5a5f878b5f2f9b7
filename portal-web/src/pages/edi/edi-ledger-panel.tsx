import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { EdiLedgerDocument, type EdiState } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { EdiArchiveCheck } from './edi-archive-check.tsx';

/** Conservation law: what came is in exactly one state, and so is what went. Nothing is lost while both sums hold. */
export function EdiLedgerPanel() {
  const t = useText();
  const viewer = useViewer();
  const [{ data }] = useQuery({ query: EdiLedgerDocument, requestPolicy: 'cache-and-network' });
  if (!data) return null;
  const { ediLedger: ledger } = data;
  const came: readonly (readonly [EdiState, number])[] = [
    ['PROCESSED', ledger.processed],
    ['DUPLICATE', ledger.duplicate],
    ['QUARANTINED', ledger.quarantined],
    ['REJECTED', ledger.rejected],
    ['HELD', ledger.held],
    ['REPLACED', ledger.replaced],
    ['CANCELLED', ledger.dismissed],
    ['RECEIVED', ledger.inProgress],
  ];
  return (
    <Panel title={t('ediLedger.title')}>
      <p>
        <strong>{t('ediLedger.received', { count: ledger.received })}</strong> = <Sum of={came} direction="IN" />{' '}
        <Balance holds={ledger.receivedBalanced} />
      </p>
      <p>
        <strong>{t('ediLedger.sent', { count: ledger.sent })}</strong> ={' '}
        <Sum
          of={[
            ['ACKNOWLEDGED', ledger.acknowledged],
            ['REJECTED', ledger.rejectedByPartner],
            ['CANCELLED', ledger.cancelled],
          ]}
          direction="OUT"
        />
        {' + '}
        {t('ediLedger.waiting', { count: ledger.waiting })}
        {' + '}
        {t('ediLedger.notExpected', { count: ledger.notExpected })}
        {' + '}
        {ledger.overdue > 0 ? (
          <Link to="/edi" search={{ overdue: true }}>
            {t('ediLedger.overdue', { count: ledger.overdue })}
          </Link>
        ) : (
          t('ediLedger.overdue', { count: 0 })
        )}{' '}
        <Balance holds={ledger.sentBalanced} />
      </p>
      {viewer.role === 'ADMINISTRATOR' && <EdiArchiveCheck />}
    </Panel>
  );
}

function Sum({ of, direction }: { of: readonly (readonly [EdiState, number])[]; direction: 'IN' | 'OUT' }) {
  const t = useText();
  return of
    .filter(([, count], index) => count > 0 || index === 0)
    .map(([state, count], index) => (
      <span key={state}>
        {index > 0 && ' + '}
        <Link to="/edi" search={{ state, direction }}>
          {count} {t(`ediState.${state}`)}
        </Link>
      </span>
    ));
}

function Balance({ holds }: { holds: boolean }) {
  const t = useText();
  return (
    <StateMark tone={holds ? 'good' : 'bad'}>{t(holds ? 'ediLedger.balanced' : 'ediLedger.unbalanced')}</StateMark>
  );
}
