import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import { type FactKind, ValueEvidenceDocument, type ValueEvidenceQuery } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { useReading } from '../../session/viewing.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';

interface EvidenceProps {
  readonly accountId: string;
  /** Which figure, where several stand together. */
  readonly of?: string;
  readonly kinds: readonly FactKind[];
  /** `YYYY-MM`, both included. */
  readonly from?: string | null;
  readonly to?: string | null;
}

/** The facts behind a figure, read when somebody wants to see them. */
export function Evidence(props: EvidenceProps) {
  const t = useValueText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {props.of ? t('value.evidenceOf', { figure: props.of }) : t('value.evidence')}
      </button>
      {open && <EvidenceList {...props} />}
    </>
  );
}

function EvidenceList({ accountId, kinds, from = null, to = null }: EvidenceProps) {
  const t = useValueText();
  const list = usePages(
    ValueEvidenceDocument,
    { accountId, kinds: [...kinds], from, to },
    (data) => data.valueEvidence,
  );
  if (list.error && list.rows.length === 0) return <QueryFailure error={list.error} retry={list.refresh} />;
  if (list.loading && list.rows.length === 0) return <Skeleton />;
  if (list.rows.length === 0) return <p className="soft">{t('value.noEvidence')}</p>;
  return (
    <>
      <ul className="value-gaps">
        {list.rows.map((fact) => (
          <FactLine key={fact.id} fact={fact} />
        ))}
      </ul>
      {list.hasMore && (
        <button type="button" className="quiet-button" onClick={list.more}>
          {t('ui.more')}
        </button>
      )}
    </>
  );
}

type Fact = ValueEvidenceQuery['valueEvidence']['nodes'][number];

function linkOf({ subjectKind, subjectId: id }: Fact): Pick<LinkProps, 'to' | 'params'> | null {
  switch (subjectKind) {
    case 'SHIPMENT':
      return { to: '/shipments/$shipmentId', params: { shipmentId: id } };
    case 'INBOUND_NOTICE':
      return { to: '/inbound/$noticeId', params: { noticeId: id } };
    case 'CASE':
      return { to: '/cases/$caseId', params: { caseId: id } };
    case 'CLAIM':
      return { to: '/claims/$claimId', params: { claimId: id } };
    case 'WORK_ORDER':
      return { to: '/work-orders/$workOrderId', params: { workOrderId: id } };
    case 'RETURN_ORDER':
      return { to: '/returns/$returnId', params: { returnId: id } };
    case 'INVOICE':
      return { to: '/invoices/$invoiceId', params: { invoiceId: id } };
    case 'CARRIER_INVOICE':
      return { to: '/carrier-invoices/$carrierInvoiceId', params: { carrierInvoiceId: id } };
    default:
      return null;
  }
}

function FactLine({ fact }: { fact: Fact }) {
  const t = useValueText();
  const { locale } = useReading();
  const link = linkOf(fact);
  const known = fact.subjectNumber ?? (fact.subjectKind === 'HISTORY' ? t('value.fromHistory') : null);
  // What has no page of its own and no number is told by its kind alone: a link that leads nowhere is none.
  const name = known ?? (link ? t('value.openIt') : null);
  return (
    <li className="small">
      {valueWord('fact', fact.kind, t)}
      {fact.quantity !== 1 && ` ${formatNumber(fact.quantity, locale)}`}
      {name && ' · '}
      {link ? <Link {...link}>{name}</Link> : name} · <Moment at={fact.at} />
      {fact.amount && <strong> {formatMoney(fact.amount, locale)}</strong>}
    </li>
  );
}
