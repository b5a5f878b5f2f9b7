import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import { type StockFactsFragment, StockItemDocument, StockItemUpdatedDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useLive } from '../../graph/use-live.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayOperate, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { StockStatusMark } from '../../status/stock-state.tsx';
import { EmptyState, Skeleton } from '../../ui/empty-state.tsx';
import { ArrowLeftIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';

/** One item in one place: how much, and every change that led there. */
export function StockItemPage() {
  const { stockId } = useParams({ from: '/portal/stock/$stockId' });
  const [{ data, error, fetching }, readAgain] = useQuery({
    query: StockItemDocument,
    variables: { id: stockId },
    requestPolicy: 'cache-and-network',
  });
  const refresh = () => readAgain({ requestPolicy: 'network-only' });
  const stock = data?.stockItem;
  useLive(StockItemUpdatedDocument, { variables: stock ? { accountId: stock.account.id } : null, onGap: refresh });
  if (stock) return <LoadedStock stock={stock} />;
  if (error) return <QueryFailure error={error} retry={refresh} />;
  return fetching || !data ? <Skeleton lines={6} /> : <LostPage />;
}

function LoadedStock({ stock }: { stock: StockFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const { locale } = useReading();
  const [adjusting, setAdjusting] = useState(false);
  const quantity = (value: number) => quantityWords(value, stock.unit, locale, t);
  return (
    <PageFrame
      title={stock.sku}
      back={
        <Link to="/stock">
          <ArrowLeftIcon size={14} />
          {t('stock.title')}
        </Link>
      }
      marks={
        <span aria-live="polite">
          <StockStatusMark status={stock.status} />
        </span>
      }
      under={stock.description}
      actions={
        mayWrite(viewer) &&
        mayOperate(viewer) && <Button onClick={() => setAdjusting(true)}>{t('stock.adjust')}</Button>
      }
    >
      <div className="page-columns">
        <Movements stock={stock} />
        <Panel title={t('account.facts')}>
          <Facts
            of={[
              [t('stock.onHand'), quantity(stock.onHand)],
              [t('stock.reserved'), quantity(stock.reserved)],
              [t('stock.available'), quantity(stock.available)],
              [t('shipment.account'), stock.account.name],
              [t('stock.warehouse'), stock.warehouse],
              [t('stock.location'), stock.location],
              [t('line.lot'), stock.lot],
              [t('stock.since'), <Moment key="since" at={stock.receivedAt} />],
            ]}
          />
        </Panel>
      </div>
      {adjusting && <AdjustDialog stock={stock} close={() => setAdjusting(false)} />}
    </PageFrame>
  );
}

function Movements({ stock }: { stock: StockFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('stock.movements')} count={stock.movements.length} flush>
      {stock.movements.length === 0 && <EmptyState title={t('stock.noMovements')} />}
      <ul className="rows">
        {stock.movements.map((movement) => (
          <li key={movement.id}>
            <span className="grow">
              <strong>{t(`movementKind.${movement.kind}`)}</strong>{' '}
              {movement.reason && <span>{t(`adjustmentReason.${movement.reason}`)}</span>}
              <span className="record-sub">
                {movement.shipment && (
                  <Link to="/shipments/$shipmentId" params={{ shipmentId: movement.shipment.id }}>
                    {movement.shipment.number}
                  </Link>
                )}
                {movement.inbound && (
                  <Link to="/inbound/$noticeId" params={{ noticeId: movement.inbound.id }}>
                    {movement.inbound.number}
                  </Link>
                )}
                {[movement.note, movement.by].filter(Boolean).map((text) => (
                  <span key={text}> · {text}</span>
                ))}
                {' · '}
                <Moment at={movement.at} />
              </span>
            </span>
            <span className="tabular">
              {movement.quantity > 0 && '+'}
              {quantityWords(movement.quantity, stock.unit, locale, t)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
