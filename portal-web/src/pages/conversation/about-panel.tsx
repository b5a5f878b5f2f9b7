import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../format/moment.tsx';
import { useText } from '../../language/use-text.ts';
import { Facts, Panel } from '../../ui/panel.tsx';

interface AboutPanelProps {
  readonly record: {
    readonly account: { readonly id: string; readonly name: string };
    readonly shipment?: { readonly id: string; readonly number: string } | null;
    readonly owner?: { readonly name: string } | null;
    /** Null where nothing is due. */
    readonly dueAt: string | null;
    readonly openedBy: string;
    readonly openedAt: string;
    readonly closedAt?: string | null;
  };
  readonly more?: readonly (readonly [string, ReactNode])[];
  /** For those who may: the choice of an owner stands in for the owner's name. */
  readonly assign?: ReactNode;
  readonly children?: ReactNode;
}

/** What every piece of work has: for whom, about what, whose, and until when. */
export function AboutPanel({ record, more = [], assign, children }: AboutPanelProps) {
  const t = useText();
  return (
    <Panel title={t('work.about')}>
      <div className="form-stack">
        {assign}
        {children}
        <Facts
          of={[
            [
              t('shipment.account'),
              <Link key="account" to="/accounts/$accountId" params={{ accountId: record.account.id }}>
                {record.account.name}
              </Link>,
            ],
            [
              t('work.shipment'),
              record.shipment && (
                <Link to="/shipments/$shipmentId" params={{ shipmentId: record.shipment.id }}>
                  {record.shipment.number}
                </Link>
              ),
            ],
            [t('work.due'), record.dueAt && <Moment key="due" at={record.dueAt} />],
            [t('work.owner'), !assign && record.owner?.name],
            ...more,
            [t('work.openedBy'), record.openedBy],
            [t('work.openedAt'), <Moment key="opened" at={record.openedAt} />],
            [t('work.closedAt'), record.closedAt && <Moment at={record.closedAt} />],
          ]}
        />
      </div>
    </Panel>
  );
}
