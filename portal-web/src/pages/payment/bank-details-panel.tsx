import { useState } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import { BankDetailsDocument, type BankDetailsQuery } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { BankDetailsDialog } from './bank-details-dialog.tsx';
import { inFours } from './epc.ts';
import { type PaymentText, usePaymentText } from './payment-text.ts';

type Change = BankDetailsQuery['bankDetails'][number];

/** What each unit says of where customers pay to, and who has changed it. */
export function BankDetailsPanel({ mayChange }: { mayChange: boolean }) {
  const t = usePaymentText();
  const [{ data, error }, again] = useQuery({ query: BankDetailsDocument, requestPolicy: 'cache-and-network' });
  const [changing, setChanging] = useState<Change | 'new' | null>(null);
  const refresh = () => again({ requestPolicy: 'network-only' });
  const changes = data?.bankDetails ?? [];
  // The newest of a unit and a currency comes first, and holds.
  const held = changes.filter(
    (one, at) =>
      changes.findIndex(({ orgUnit, currency }) => orgUnit.id === one.orgUnit.id && currency === one.currency) === at,
  );
  const shown = held.filter(({ details }) => details);
  const add = (
    <button type="button" className="quiet-button" onClick={() => setChanging('new')}>
      {t('pay.addDetails')}
    </button>
  );
  return (
    <Panel title={t('pay.bankDetails')} flush actions={mayChange && add}>
      {error && <QueryFailure error={error} retry={refresh} />}
      <ul className="rows">
        <li className="small soft">{t(data && shown.length === 0 ? 'pay.noneSet' : 'pay.bankDetailsHint')}</li>
        {shown.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <strong>
                {one.orgUnit.name} · {one.currency ?? t('pay.anyCurrency')}
              </strong>
              <span className="record-sub">{detailsWords(one, t)}</span>
            </span>
            {mayChange && (
              <button
                type="button"
                className="quiet-button"
                aria-label={`${t('parameters.change')}: ${one.orgUnit.name}, ${one.currency ?? t('pay.anyCurrency')}`}
                onClick={() => setChanging(one)}
              >
                {t('parameters.change')}
              </button>
            )}
          </li>
        ))}
        {changes.length > 0 && <Changes changes={changes} />}
      </ul>
      {changing && (
        <BankDetailsDialog
          changed={changing === 'new' ? null : changing}
          held={held}
          close={() => setChanging(null)}
          done={refresh}
        />
      )}
    </Panel>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const t = usePaymentText();
  return (
    <li>
      <details className="small">
        <summary>{t('parameters.changes', { count: changes.length })}</summary>
        <ul>
          {changes.map((one) => (
            <li key={one.id}>
              {one.orgUnit.name} · {one.currency ?? t('pay.anyCurrency')}: {detailsWords(one, t)} · {one.changedBy} ·{' '}
              <Moment at={one.changedAt} /> · {one.reason}
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

const detailsWords = ({ details }: Change, t: PaymentText): string =>
  details
    ? [
        details.beneficiary,
        details.iban && inFours(details.iban),
        details.accountNumber,
        details.routing,
        details.bic,
        details.bankName,
      ]
        .filter(Boolean)
        .join(' · ')
    : t('pay.heldAbove');
