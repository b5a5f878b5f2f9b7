import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatMoney } from '../../format/money.ts';
import { ShipmentWorkDocument, type ShipmentWorkFragment } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CaseStateMark, ClaimStateMark, ReturnStateMark, WorkOrderStateMark } from '../../status/work-state.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { ShipmentProps } from './shipment-props.ts';

/** Complaints, claims and extra work. It asks by itself: a slow service desk must not hold up the shipment. */
export function WorkPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const read = useRecord(ShipmentWorkDocument, { id: shipment.id }, (data) => data.shipment);
  return (
    <Panel title={t('shipment.work')} flush>
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {(work) => <Work work={work} />}
      </RecordView>
    </Panel>
  );
}

function Work({ work }: { work: ShipmentWorkFragment }) {
  const t = useText();
  const { locale } = useReading();
  if (work.cases.length + work.claims.length + work.workOrders.length + work.returns.length === 0) {
    return <p className="panel-empty">{t('shipment.noWork')}</p>;
  }
  return (
    <ul className="rows">
      {work.claims.map((claim) => (
        <WorkLine
          key={claim.id}
          link={{ to: '/claims/$claimId', params: { claimId: claim.id } }}
          title={`${claim.number} · ${formatMoney(claim.amount, locale)}`}
          kind={t('kind.CLAIM')}
          mark={<ClaimStateMark state={claim.state} />}
        />
      ))}
      {work.cases.map((each) => (
        <WorkLine
          key={each.id}
          link={{ to: '/cases/$caseId', params: { caseId: each.id } }}
          title={each.subject}
          kind={`${t(`caseKind.${each.kind}`)} ${each.number}`}
          mark={<CaseStateMark state={each.state} />}
        />
      ))}
      {work.workOrders.map((order) => (
        <WorkLine
          key={order.id}
          link={{ to: '/work-orders/$workOrderId', params: { workOrderId: order.id } }}
          title={t(`logisticsService.${order.service}`)}
          kind={`${t('kind.WORK_ORDER')} ${order.number}`}
          mark={<WorkOrderStateMark state={order.state} />}
        />
      ))}
      {work.returns.map((each) => (
        <WorkLine
          key={each.id}
          link={{ to: '/returns/$returnId', params: { returnId: each.id } }}
          title={t(`returnReason.${each.reason}`)}
          kind={`${t('kind.RETURN_ORDER')} ${each.rmaNumber ?? each.number}`}
          mark={<ReturnStateMark state={each.state} />}
        />
      ))}
    </ul>
  );
}

interface WorkLineProps {
  readonly link: Pick<LinkProps, 'to' | 'params'>;
  readonly title: string;
  readonly kind: string;
  readonly mark: ReactNode;
}

function WorkLine({ link, title, kind, mark }: WorkLineProps) {
  return (
    <li>
      <span className="grow">
        <Link {...link}>{title}</Link>
        <span className="record-sub">{kind}</span>
      </span>
      {mark}
    </li>
  );
}
