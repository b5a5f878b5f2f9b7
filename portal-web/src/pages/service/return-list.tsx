import { ReturnOrdersDocument, type ReturnState } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ReturnStateMark } from '../../status/work-state.tsx';
import { ListPanel } from '../../ui/list-panel.tsx';
import { filterOf, NoWork, type ServiceListProps } from './service-lists.tsx';
import { accountColumn, dueColumn, ownerColumn, WorkCard } from './work-columns.tsx';

const OPEN_RETURNS: ReturnState[] = ['REQUESTED', 'AUTHORISED', 'RECEIVED', 'INSPECTED', 'CREDITED'];

/** Goods that come back. */
export function ReturnList({ search, bar }: ServiceListProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const list = usePages(ReturnOrdersDocument, { filter: filterOf(search, OPEN_RETURNS) }, (data) => data.returnOrders);
  return (
    <ListPanel
      {...list}
      bar={bar}
      label={t('service.returns')}
      keyOf={(row) => row.id}
      linkOf={(row) => ({ to: '/returns/$returnId', params: { returnId: row.id } })}
      newsOf={(row) => row.version}
      urgent={(row) => row.overdue}
      columns={[
        {
          id: 'number',
          header: t('shipment.number'),
          cell: (row) => (
            <>
              {row.rmaNumber ?? row.number} <span className="record-sub">{t(`returnReason.${row.reason}`)}</span>
            </>
          ),
        },
        ...accountColumn(t, staff),
        { id: 'state', header: t('shipment.state'), share: 2.6, cell: (row) => <ReturnStateMark state={row.state} /> },
        { id: 'lines', header: t('return.lines'), numeric: true, cell: (row) => row.lines.length },
        ownerColumn(t),
        dueColumn(t),
      ]}
      card={(row) => (
        <WorkCard
          title={row.rmaNumber ?? row.number}
          sub={`${t(`returnReason.${row.reason}`)} · ${row.account.name}`}
          mark={<ReturnStateMark state={row.state} />}
          row={row}
        />
      )}
      {...listFaults(list)}
      empty={<NoWork search={search} />}
    />
  );
}
