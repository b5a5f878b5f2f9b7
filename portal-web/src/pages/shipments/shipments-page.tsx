import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ShipmentsDocument, ShipmentsUpdatedDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { useLive } from '../../graph/use-live.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayOrder, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { BoxIcon, SearchIcon } from '../../ui/icons.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { RaiseButton } from '../raise/raise-button.tsx';
import { ShipmentCard, shipmentColumns } from './shipment-columns.tsx';
import { isFiltered, type ShipmentSearch, toShipmentFilter } from './shipment-filter.ts';
import { ShipmentListBar } from './shipment-list-bar.tsx';
import { ShipmentTiles } from './shipment-tiles.tsx';

// News come in bursts; the list and its counts are read again at most this often.
const QUIET_MS = 2_000;

/** All shipments of the viewer's reach, live. The address is the filter. */
export function ShipmentsPage() {
  const t = useText();
  const viewer = useViewer();
  const search = useSearch({ from: '/portal/shipments' });
  const navigate = useNavigate({ from: '/shipments' });
  const list = useShipmentList(search);
  const withAccount = isStaff(viewer);
  const change = (next: ShipmentSearch) => navigate({ search: next, replace: true });
  return (
    <PageFrame
      title={t('nav.shipments')}
      under={
        withAccount
          ? t(
              viewer.role === 'EXECUTIVE' || viewer.role === 'ADMINISTRATOR'
                ? 'shipments.reachAll'
                : 'shipments.reachStaff',
            )
          : viewer.account?.name
      }
      actions={
        <>
          {mayWrite(viewer) && !withAccount && <RaiseButton quiet />}
          {mayOrder(viewer) && (
            <Button renderRoot={(props) => <Link to="/order" search={ofAccount(search)} {...props} />}>
              {t('order.title')}
            </Button>
          )}
        </>
      }
    >
      <ShipmentTiles search={search} askAgain={list.news} />
      <ListPanel
        {...list}
        label={t('nav.shipments')}
        columns={shipmentColumns(t, withAccount)}
        keyOf={(row) => row.id}
        linkOf={(row) => ({ to: '/shipments/$shipmentId', params: { shipmentId: row.id } })}
        newsOf={(row) => row.version}
        card={(row) => <ShipmentCard row={row} t={t} withAccount={withAccount} />}
        bar={<ShipmentListBar search={search} change={change} withAccounts={withAccount} />}
        {...listFaults(list)}
        empty={<NoShipments search={search} />}
      />
    </PageFrame>
  );
}

const ofAccount = ({ account }: ShipmentSearch) => (account ? { account } : {});

/** The list and its stream: rows in the cache move by themselves, new ones are fetched. */
function useShipmentList(search: ShipmentSearch) {
  const [news, setNews] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const list = usePages(ShipmentsDocument, { filter: toShipmentFilter(search) }, (data) => data.shipments);
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setNews((count) => count + 1);
      list.refresh();
    }, QUIET_MS);
  };
  useLive(ShipmentsUpdatedDocument, {
    variables: list.first ? { accountId: search.account ?? null } : null,
    after: list.first?.shipments.liveCursor,
    onUpdate: readSoon,
    onGap: readSoon,
  });
  return { ...list, news };
}

function NoShipments({ search }: { search: ShipmentSearch }) {
  const t = useText();
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={<SearchIcon size={28} />}
        title={t('shipments.noMatch')}
        hint={t('shipments.noMatchHint')}
        action={<Link to="/shipments">{t('ui.clearFilters')}</Link>}
      />
    );
  }
  return (
    <EmptyState
      icon={<BoxIcon size={28} />}
      title={t('shipments.none')}
      hint={t('shipments.noneHint')}
      action={<Link to="/edi">{t('shipments.noneAction')}</Link>}
    />
  );
}
