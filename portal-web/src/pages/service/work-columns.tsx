import type { ReactNode } from 'react';
import type { Text } from '../../language/use-text.ts';
import type { Column } from '../../ui/record-table.tsx';
import { DueTime } from '../conversation/due-time.tsx';

interface Work {
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly owner?: { readonly name: string } | null;
}

/** Whose it is. Somebody with one account knows that. */
export const accountColumn = (
  t: Text,
  staff: boolean,
): readonly Column<{ readonly account: { readonly name: string } }>[] =>
  staff ? [{ id: 'account', header: t('shipment.account'), share: 2.4, cell: (row) => row.account.name }] : [];

export const ownerColumn = (t: Text): Column<Work> => ({
  id: 'owner',
  header: t('work.owner'),
  from: 1100,
  cell: (row) => row.owner?.name ?? <span className="soft">{t('work.nobody')}</span>,
});

export const dueColumn = (t: Text): Column<Work> => ({
  id: 'due',
  header: t('work.due'),
  share: 2.7,
  numeric: true,
  cell: (row) => <DueTime dueAt={row.dueAt} overdue={row.overdue} />,
});

interface WorkCardProps {
  readonly title: string;
  readonly sub: string;
  readonly mark: ReactNode;
  readonly row: Work;
}

/** A piece of work on a phone. */
export function WorkCard({ title, sub, mark, row }: WorkCardProps) {
  return (
    <>
      <strong>{title}</strong>
      <span className="soft small">{sub}</span>
      <span className="card-line">
        {mark}
        <DueTime dueAt={row.dueAt} overdue={row.overdue} />
      </span>
    </>
  );
}
