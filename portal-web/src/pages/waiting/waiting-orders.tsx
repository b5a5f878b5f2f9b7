import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  ShipmentsUpdatedDocument,
  WaitingOrdersDocument,
  type WaitingOrdersQuery,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { mayDecideCredit } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { HEARD_MS, orderNumberOf, useBlockWords } from '../credit/block-words.ts';
import { ReleaseDialog } from '../credit/release-dialog.tsx';
import { useCoverNews } from '../credit/use-cover-news.ts';

// After these an order may wait that did not; the road tells much more.
const TAKEN = ['shipment.booked.v1', 'shipment.tendered.v1', 'shipment.tender-answered.v1'];

/** Orders that were taken and on which work does not start, because no contract covers them; nothing where all are. Live. */
export function WaitingOrders() {
  const t = useText();
  const list = usePages(WaitingOrdersDocument, {}, (data) => data.shipments);
  useCoverNews(list);
  useLiveList(ShipmentsUpdatedDocument, list, {
    variables: {},
    concerns: ({ shipmentsUpdated: { event, shipment } }) =>
      TAKEN.includes(event) || list.rows.some(({ id }) => id === shipment.id),
  });
  const { failure } = listFaults(list);
  if (failure) return failure;
  if (list.rows.length === 0) return null;
  return (
    <Panel title={t('cover.waiting')} flush>
      <ul className="rows">
        {list.rows.map((row) => (
          <OrderRow key={row.id} row={row} refresh={list.refresh} />
        ))}
      </ul>
      {list.hasMore && (
        <div className="record-more">
          <Button variant="default" onClick={list.more} loading={list.loading}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

interface OrderRowProps {
  readonly row: WaitingOrdersQuery['shipments']['nodes'][number];
  readonly refresh: () => void;
}

function OrderRow({ row, refresh }: OrderRowProps) {
  const t = useText();
  const viewer = useViewer();
  const words = useBlockWords();
  const [releasing, setReleasing] = useState(false);
  const orderNumber = orderNumberOf(row);
  return (
    <li>
      <span className="grow">
        <strong>
          <Link to="/shipments/$shipmentId" params={{ shipmentId: row.id }}>
            {row.number}
          </Link>
        </strong>
        <span className="record-sub">{[row.account.name, orderNumber].filter(Boolean).join(' · ')}</span>
        {row.creditBlock && <span>{words(row.creditBlock.code, row.kind)}</span>}
      </span>
      <span className="row-actions">
        <Link className="quiet-button" to="/accounts/$accountId" params={{ accountId: row.account.id }}>
          {t('cover.toContracts')}
        </Link>
        {mayDecideCredit(viewer) && orderNumber && (
          <button
            type="button"
            className="quiet-button"
            aria-label={t('cover.releaseOf', { number: orderNumber })}
            onClick={() => setReleasing(true)}
          >
            {t('credit.release')}
          </button>
        )}
      </span>
      {releasing && orderNumber && (
        <ReleaseDialog
          accountId={row.account.id}
          orderNumber={orderNumber}
          close={() => setReleasing(false)}
          done={() => void setTimeout(refresh, HEARD_MS)}
        />
      )}
    </li>
  );
}
