import { Moment, useNow } from '../../format/moment.tsx';
import type { ShipmentRowFragment } from '../../generated/operations.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { LateMark, ShipmentStateMark } from '../../status/shipment-state.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { isEtaOver } from '../shipment/eta-words.ts';

/** The reference a person knows the shipment by: their own order before anyone else's number. */
export function mainReference(row: Pick<ShipmentRowFragment, 'references'>) {
  const order = ['ORDER', 'LOAD', 'PO', 'BOL', 'PRO', 'CUSTOMER'];
  // What is not in the list comes last: indexOf would put it first.
  const rank = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return [...row.references].sort((a, b) => rank(a.kind) - rank(b.kind))[0];
}

const NOWHERE = '—';

const placeOf = (stop: ShipmentRowFragment['stops'][number] | undefined): string =>
  stop ? [stop.address.city, stop.address.region ?? stop.address.country].filter(Boolean).join(', ') : NOWHERE;

export const originOf = (row: ShipmentRowFragment): string => placeOf(row.stops.find(({ kind }) => kind === 'PICKUP'));
export const destinationOf = (row: ShipmentRowFragment): string =>
  placeOf(row.stops.findLast(({ kind }) => kind === 'DELIVERY'));

function Marks({ row, t }: { row: ShipmentRowFragment; t: Text }) {
  return (
    <span className="line">
      <ShipmentStateMark state={row.state} />
      {row.late && <LateMark />}
      {row.openExceptionCount > 0 && (
        <span title={t('shipments.exceptionCount', { count: row.openExceptionCount })}>
          <StateMark tone="warn">
            <span aria-hidden="true">{row.openExceptionCount}</span>
            <span className="visually-hidden">{t('shipments.exceptionCount', { count: row.openExceptionCount })}</span>
          </StateMark>
        </span>
      )}
    </span>
  );
}

const ENDED = ['DELIVERED', 'DECLINED', 'CANCELLED', 'RETURNED'];

/** The estimate; one that has passed without a newer one is called so, for it says nothing about when it comes. */
function Arrival({ row }: { row: ShipmentRowFragment }) {
  const t = useText();
  const now = useNow();
  if (!row.eta) return <span className="soft">{NOWHERE}</span>;
  if (isEtaOver(row.eta.at, row.state, now)) return <span className="eta-over">{t('shipment.overdueEta')}</span>;
  return <Moment at={row.eta.at} zone={row.eta.timeZone} />;
}

function Promised({ row, t }: { row: ShipmentRowFragment; t: Text }) {
  if (!row.promisedAt || ENDED.includes(row.state)) return null;
  return (
    <span className="record-sub">
      {t('shipments.promisedShort')} <Moment at={row.promisedAt} zone={row.stops.at(-1)?.timeZone} />
    </span>
  );
}

/** Columns of the shipment list. Staff also see whose shipment it is. */
export function shipmentColumns(t: Text, withAccount: boolean): readonly Column<ShipmentRowFragment>[] {
  const columns: (Column<ShipmentRowFragment> | false)[] = [
    {
      id: 'number',
      header: t('shipment.number'),
      share: withAccount ? 2.6 : 3,
      cell: (row) => {
        const reference = mainReference(row);
        return (
          <>
            {row.number}{' '}
            {reference && (
              <span className="record-sub" title={t(`reference.${reference.kind}`)}>
                {reference.value}
              </span>
            )}
          </>
        );
      },
    },
    withAccount && { id: 'account', header: t('shipment.account'), share: 2.3, cell: (row) => row.account.name },
    { id: 'state', header: t('shipment.state'), share: 2.6, cell: (row) => <Marks row={row} t={t} /> },
    {
      id: 'route',
      header: t('shipment.route'),
      share: withAccount ? 3.2 : 4,
      cell: (row) => (
        <>
          {destinationOf(row)}{' '}
          <span className="record-sub">
            {[row.consignee?.name, originOf(row) !== NOWHERE && t('shipments.from', { place: originOf(row) })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      id: 'eta',
      header: t('shipment.eta'),
      share: 3,
      numeric: true,
      cell: (row) => (
        <>
          <Arrival row={row} />
          <Promised row={row} t={t} />
        </>
      ),
    },
    {
      id: 'updated',
      header: t('shipment.updated'),
      share: 1.4,
      numeric: true,
      from: 1480,
      cell: (row) => <Moment at={row.updatedAt} relative />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** The same row on a phone. */
export function ShipmentCard({ row, t, withAccount }: { row: ShipmentRowFragment; t: Text; withAccount: boolean }) {
  const reference = mainReference(row);
  return (
    <>
      <span className="card-line">
        <strong>{row.number}</strong>
        {reference && <span className="soft small">{reference.value}</span>}
      </span>
      <Marks row={row} t={t} />
      <span>
        {originOf(row)} → {destinationOf(row)}
      </span>
      <span className="card-line small soft">
        <span>{withAccount ? row.account.name : row.consignee?.name}</span>
        {row.eta && (
          <span>
            {t('shipment.eta')} <Arrival row={row} />
          </span>
        )}
      </span>
    </>
  );
}
