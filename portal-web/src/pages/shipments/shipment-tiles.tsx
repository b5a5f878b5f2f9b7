import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { formatNumber } from '../../format/quantity.ts';
import { ShipmentAttentionDocument, ShipmentCountsDocument, type ShipmentState } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import type { ShipmentSearch } from './shipment-filter.ts';
import './shipment-tiles.css';

const TILES: readonly ShipmentState[] = [
  'TENDERED',
  'BOOKED',
  'PICKING',
  'PACKED',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
];

interface Counted {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}
const countOf = (found: Counted | undefined): string | undefined =>
  found && `${found.nodes.length}${found.pageInfo.hasNextPage ? '+' : ''}`;

/** What needs somebody, and beside it the life of a shipment. Each tile is a link to the list it counts. */
export function ShipmentTiles({ search, askAgain }: { search: ShipmentSearch; askAgain: number }) {
  const t = useText();
  const { locale } = useReading();
  const { counts, late, exceptions } = useTileCounts(search.account, askAgain);
  const keep: ShipmentSearch = search.account ? { account: search.account } : {};
  return (
    <div className="tile-groups">
      <nav className="tiles tiles-attention" aria-label={t('attention.title')}>
        <Tile
          label={t('shipment.late')}
          count={late}
          tone="bad"
          to={{ ...keep, late: true }}
          on={search.late === true}
        />
        <Tile
          label={t('shipments.exceptions')}
          count={exceptions}
          tone="warn"
          to={{ ...keep, exception: true }}
          on={search.exception === true}
        />
      </nav>
      <nav className="tiles tiles-states" aria-label={t('shipments.tiles')}>
        {TILES.map((state) => (
          <Tile
            key={state}
            label={t(`shipmentState.${state}`)}
            count={counts && formatNumber(counts.get(state) ?? 0, locale)}
            to={{ ...keep, state }}
            on={search.state === state}
          />
        ))}
      </nav>
    </div>
  );
}

function useTileCounts(account: string | undefined, askAgain: number) {
  const reach = account ? { accountId: account } : {};
  // A new context object makes urql ask again; the old figures stay until the new ones are here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number exists to make a new object
  const context = useMemo(() => ({ requestPolicy: 'cache-and-network' as const }), [askAgain]);
  const [counted] = useQuery({ query: ShipmentCountsDocument, variables: reach, context });
  const [attention] = useQuery({
    query: ShipmentAttentionDocument,
    variables: { late: { ...reach, late: true }, exceptions: { ...reach, hasOpenException: true } },
    context,
  });
  const counts = counted.data && new Map(counted.data.shipmentCounts.map(({ state, count }) => [state, count]));
  return { counts, late: countOf(attention.data?.late), exceptions: countOf(attention.data?.exceptions) };
}

interface TileProps {
  readonly label: string;
  readonly count: string | undefined;
  readonly to: ShipmentSearch;
  readonly on: boolean;
  readonly tone?: 'bad' | 'warn';
}

function Tile({ label, count, to, on, tone }: TileProps) {
  return (
    <Link
      to="/shipments"
      // A second press takes the filter off again.
      search={on ? (to.account ? { account: to.account } : {}) : to}
      className="tile"
      data-tone={count === '0' ? undefined : tone}
      aria-current={on ? 'true' : undefined}
      activeOptions={{ exact: true, includeSearch: true }}
    >
      <span className="tile-count">{count ?? '\u2007'}</span>
      <span className="tile-label">{label}</span>
    </Link>
  );
}
