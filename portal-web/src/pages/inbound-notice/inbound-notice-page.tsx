import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import {
  type InboundFactsFragment,
  InboundNoticeDocument,
  InboundNoticeUpdatedDocument,
} from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useText } from '../../language/use-text.ts';
import { LostPage } from '../../shell/lost-page.tsx';
import { ConfirmationMark, InboundStateMark } from '../../status/stock-state.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { ArrowLeftIcon } from '../../ui/icons.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { useCoverWords } from '../credit/block-words.ts';
import { InboundActions } from './inbound-actions.tsx';
import { InboundLinesPanel } from './inbound-lines-panel.tsx';

/** Goods that come in: what was announced, what was counted, what is missing; live. */
export function InboundNoticePage() {
  const { noticeId } = useParams({ from: '/portal/inbound/$noticeId' });
  const [{ data, error, fetching }, readAgain] = useQuery({
    query: InboundNoticeDocument,
    variables: { id: noticeId },
    requestPolicy: 'cache-and-network',
  });
  const refresh = () => readAgain({ requestPolicy: 'network-only' });
  useLive(InboundNoticeUpdatedDocument, { variables: { id: noticeId }, onGap: refresh });
  if (data?.inboundNotice) return <LoadedNotice notice={data.inboundNotice} />;
  if (error) return <QueryFailure error={error} retry={refresh} />;
  return fetching || !data ? <Skeleton lines={6} /> : <LostPage />;
}

function LoadedNotice({ notice }: { notice: InboundFactsFragment }) {
  const t = useText();
  const words = useCoverWords();
  const { confirmation } = notice;
  return (
    <PageFrame
      title={notice.number}
      back={
        <Link to="/inbound">
          <ArrowLeftIcon size={14} />
          {t('inbound.title')}
        </Link>
      }
      marks={
        <span className="line" aria-live="polite">
          <InboundStateMark state={notice.state} />
          {confirmation && <ConfirmationMark state={confirmation.state} />}
        </span>
      }
      under={`${t(`inboundKind.${notice.kind}`)} ${notice.orderNumber} · ${notice.account.name}`}
      actions={<InboundActions notice={notice} />}
    >
      {notice.notCovered && (
        <Note tone="warn" title={words(notice.notCovered.code)}>
          {t('cover.receipt')}
        </Note>
      )}
      <div className="page-columns">
        <div>
          <InboundLinesPanel notice={notice} />
          <ReceiptsPanel notice={notice} />
        </div>
        <div>
          <FactsPanel notice={notice} />
          <PartiesPanel notice={notice} />
        </div>
      </div>
    </PageFrame>
  );
}

type NoticeProps = { readonly notice: InboundFactsFragment };

function FactsPanel({ notice }: NoticeProps) {
  const t = useText();
  const moment = (at: string | null | undefined) => at && <Moment at={at} />;
  return (
    <Panel title={t('account.facts')}>
      <Facts
        of={[
          [t('inbound.expected'), moment(notice.expectedAt)],
          [t('inbound.shipped'), moment(notice.shippedAt)],
          [t('inbound.arrived'), moment(notice.arrivedAt)],
          [t('stock.warehouse'), notice.warehouse],
          [t('inbound.shipmentReference'), notice.shipmentReference],
          [t('shipment.carrier'), notice.carrierScac],
          [t('ship.trailer'), notice.trailer],
          [t('inbound.seal'), notice.seal],
          ...notice.references.map(({ kind, value }) => [t(`reference.${kind}`), value] as const),
          [t('inbound.answeredBy'), notice.confirmation?.by],
          [t('action.reason'), notice.confirmation?.reason],
          [t('inbound.note'), notice.note],
          [t('shipment.created'), moment(notice.createdAt)],
        ]}
      />
    </Panel>
  );
}

function PartiesPanel({ notice }: NoticeProps) {
  const t = useText();
  if (notice.parties.length === 0) return null;
  return (
    <Panel title={t('shipment.parties')}>
      <Facts
        of={notice.parties.map(({ role, name, address }) => [
          t(`partyRole.${role}`),
          <>
            {name}
            {address && (
              <span className="record-sub">
                {[...address.lines, address.city, address.region, address.postalCode, address.country]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            )}
          </>,
        ])}
      />
    </Panel>
  );
}

function ReceiptsPanel({ notice }: NoticeProps) {
  const t = useText();
  if (notice.receipts.length === 0) return null;
  return (
    <Panel title={t('inbound.receipts')} count={notice.receipts.length} flush>
      <ul className="rows">
        {notice.receipts.map((receipt) => (
          <li key={receipt.id}>
            <span className="grow">
              <strong>{receipt.number}</strong>
              <span className="record-sub">{receipt.by}</span>
            </span>
            <span className="small soft">
              <Moment at={receipt.receivedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
