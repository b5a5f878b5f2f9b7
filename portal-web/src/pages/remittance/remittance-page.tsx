import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { RemittanceDocument, type RemittanceQuery, RemittancesUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { SourceLink } from '../../status/source-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { AppliedMark } from '../remittances/remittance-marks.tsx';
import { ApplyDialog } from './apply-dialog.tsx';
import { ReverseDialog } from './reverse-dialog.tsx';

export type Remittance = NonNullable<RemittanceQuery['remittance']>;

/** One payment: what it says that it pays, what found its invoice, and what is left; live. */
export function RemittancePage() {
  const { remittanceId } = useParams({ from: '/portal/remittances/$remittanceId' });
  const read = useRecord(RemittanceDocument, { id: remittanceId }, (data) => data.remittance);
  useLive(RemittancesUpdatedDocument, {
    variables: { id: remittanceId },
    onUpdate: read.refresh,
    onGap: read.refresh,
  });
  return <RecordView read={read}>{(remittance) => <Loaded remittance={remittance} />}</RecordView>;
}

function Loaded({ remittance }: { remittance: Remittance }) {
  const t = useText();
  const { locale } = useReading();
  const [doing, setDoing] = useState<'apply' | 'reverse' | null>(null);
  const may = mayPrice(useViewer()) && !remittance.reversal;
  const close = () => setDoing(null);
  return (
    <PageFrame
      title={remittance.reference}
      back={<BackLink to="/remittances" />}
      marks={<AppliedMark remittance={remittance} />}
      under={
        <Link to="/accounts/$accountId" params={{ accountId: remittance.account.id }}>
          {remittance.account.name}
        </Link>
      }
      actions={
        may && (
          <>
            <Button variant="default" onClick={() => setDoing('reverse')}>
              {t('remittance.reverse')}
            </Button>
            {remittance.unapplied.amountMinor > 0 && (
              <Button onClick={() => setDoing('apply')}>{t('remittance.apply')}</Button>
            )}
          </>
        )
      }
    >
      {remittance.reversal && <Reversed reversal={remittance.reversal} />}
      <div className="page-columns">
        <div>{!(remittance.reversal && remittance.items.length === 0) && <ItemsPanel remittance={remittance} />}</div>
        <div>
          <Panel title={t('remittance.one')}>
            <Facts
              of={[
                [t('invoice.amount'), <strong key="amount">{formatMoney(remittance.amount, locale)}</strong>],
                [t('remittance.left'), formatMoney(remittance.unapplied, locale)],
                [t('remittance.paidOn'), formatDate(remittance.paidOn, locale)],
                [t('remittance.recorded'), <Moment key="at" at={remittance.recordedAt} />],
                [t('remittance.recordedBy'), remittance.recordedBy],
                [t('remittance.source'), <SourceLink key="source" source={remittance.source} />],
              ]}
            />
          </Panel>
        </div>
      </div>
      {doing === 'apply' && <ApplyDialog remittance={remittance} close={close} />}
      {doing === 'reverse' && <ReverseDialog remittance={remittance} close={close} />}
    </PageFrame>
  );
}

function Reversed({ reversal: { at, by, reason } }: { reversal: NonNullable<Remittance['reversal']> }) {
  const t = useText();
  return (
    <div className="note note-warn">
      <div>
        <strong>
          {t('remittance.reversedBy', { name: by })} · <Moment at={at} />
        </strong>
        <p>{reason}</p>
      </div>
    </div>
  );
}

function ItemsPanel({ remittance: { items } }: { remittance: Remittance }) {
  const t = useText();
  return (
    <Panel title={t('remittance.items')} count={items.length} flush>
      {items.length === 0 && <p className="panel-empty">{t('remittance.noItems')}</p>}
      <ul className="rows" aria-live="polite">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no id, and items are only added at the end.
          <Item key={index} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function Item({ item }: { item: Remittance['items'][number] }) {
  const t = useText();
  const { locale } = useReading();
  const { invoice, invoiceNumber, paid, applied, deducted, reason, problem, assignedBy } = item;
  return (
    <li>
      <span className="grow">
        {invoice ? (
          <Link to="/invoices/$invoiceId" params={{ invoiceId: invoice.id }}>
            {invoiceNumber}
          </Link>
        ) : (
          invoiceNumber
        )}
        <span className="record-sub">
          {t('remittance.appliedOf', { applied: formatMoney(applied, locale), paid: formatMoney(paid, locale) })}
          {assignedBy && ` · ${t('remittance.byHand', { name: assignedBy })}`}
        </span>
        {(deducted || reason) && (
          <span className="record-sub">
            {deducted && t('remittance.deducted', { amount: formatMoney(deducted, locale) })}
            {deducted && reason && ' · '}
            {reason && codeWord('paymentReason', reason, t)}
          </span>
        )}
      </span>
      {problem && <StateMark tone="warn">{t(`remittanceProblem.${problem}`)}</StateMark>}
      <strong className="tabular">{formatMoney(paid, locale)}</strong>
    </li>
  );
}
