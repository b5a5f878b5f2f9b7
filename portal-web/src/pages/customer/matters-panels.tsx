import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import { CustomerMattersDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useReading } from '../../session/viewing.tsx';
import { ShipmentStateMark } from '../../status/shipment-state.tsx';
import { CaseStateMark, ClaimStateMark, WorkOrderStateMark } from '../../status/work-state.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText } from '../value/value-text.ts';
import { serviceWord } from '../value/value-words.ts';

interface Line {
  readonly key: string;
  readonly link: Pick<LinkProps, 'to' | 'params'> | null;
  readonly name: string;
  readonly under?: ReactNode;
  readonly mark?: ReactNode;
}

/** The newest of everything that the other services know of the customer. */
export function MattersPanels({ accountId }: { accountId: string }) {
  const t = useValueText();
  const { locale } = useReading();
  const read = useRecord(CustomerMattersDocument, { id: accountId }, (data) => data);
  return (
    <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
      {({ shipments, stock, cases, claims, workOrders, charges }) => (
        <>
          <Lines
            title={t('nav.shipments')}
            lines={shipments.nodes.map(({ id, number, state }) => ({
              ...{ key: id, name: number, mark: <ShipmentStateMark state={state} /> },
              link: { to: '/shipments/$shipmentId', params: { shipmentId: id } },
            }))}
          />
          <Lines
            title={t('service.cases')}
            lines={cases.nodes.map(({ id, number, subject, state }) => ({
              ...{ key: id, name: number, under: subject, mark: <CaseStateMark state={state} /> },
              link: { to: '/cases/$caseId', params: { caseId: id } },
            }))}
          />
          <Lines
            title={t('service.claims')}
            lines={claims.nodes.map(({ id, number, amount, state }) => ({
              ...{ key: id, name: number, under: formatMoney(amount, locale), mark: <ClaimStateMark state={state} /> },
              link: { to: '/claims/$claimId', params: { claimId: id } },
            }))}
          />
          <Lines
            title={t('service.work-orders')}
            lines={workOrders.nodes.map(({ id, number, service, state }) => ({
              ...{ key: id, name: number, under: serviceWord(service, t), mark: <WorkOrderStateMark state={state} /> },
              link: { to: '/work-orders/$workOrderId', params: { workOrderId: id } },
            }))}
          />
          <Lines
            title={t('value.charges')}
            lines={charges.nodes.map(({ id, number, service, amount, chargedAt }) => ({
              ...{ key: id, name: number, link: null, mark: formatMoney(amount, locale) },
              under: (
                <>
                  {serviceWord(service, t)} · <Moment at={chargedAt} />
                </>
              ),
            }))}
          />
          <Lines
            title={t('nav.warehouse')}
            lines={stock.nodes.map(({ id, sku, warehouse, onHand, unit }) => ({
              ...{ key: id, name: sku, under: warehouse, mark: `${formatNumber(onHand, locale)} ${unit}` },
              link: { to: '/stock/$stockId', params: { stockId: id } },
            }))}
          />
        </>
      )}
    </RecordView>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const t = useValueText();
  return (
    <Panel title={title} flush>
      <ul className="rows">
        {lines.map(({ key, link, name, under, mark }) => (
          <li key={key}>
            <span className="grow">
              {link ? <Link {...link}>{name}</Link> : name}
              {under && <span className="record-sub">{under}</span>}
            </span>
            {mark}
          </li>
        ))}
        {lines.length === 0 && <li className="soft">{t('value.noneOfThese')}</li>}
      </ul>
    </Panel>
  );
}
