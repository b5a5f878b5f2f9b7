import { Link, useParams } from '@tanstack/react-router';
import { ShipmentDocument, ShipmentUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LateMark, ShipmentStateMark } from '../../status/shipment-state.tsx';
import { Skeleton } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { BlockNote } from '../credit/block-note.tsx';
import { orderNumberOf } from '../credit/block-words.ts';
import { RatePanel } from '../satisfaction/rate-panel.tsx';
import { ArrivalPanel } from './arrival-panel.tsx';
import { ChargesPanel } from './charges-panel.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import { ExceptionsPanel } from './exceptions-panel.tsx';
import { GoodsPanel } from './goods-panel.tsx';
import { LinksPanel } from './links-panel.tsx';
import { FactsPanel, InstructionsPanel, PartiesPanel, TITLE_REFERENCES } from './parties-panel.tsx';
import { RoutePanel } from './route-panel.tsx';
import { ShipmentActions } from './shipment-actions.tsx';
import type { ShipmentProps } from './shipment-props.ts';
import { TimelinePanel } from './timeline-panel.tsx';
import { WorkPanel } from './work-panel.tsx';

/** One shipment: where, when, why late, what now. It moves by itself. */
export function ShipmentPage() {
  const { shipmentId } = useParams({ from: '/portal/shipments/$shipmentId' });
  const read = useRecord(ShipmentDocument, { id: shipmentId }, (data) => data.shipment);
  useLive(ShipmentUpdatedDocument, { variables: { id: shipmentId }, onGap: read.refresh });
  return (
    <RecordView read={read} loading={<LoadingShipment />}>
      {(shipment) => <LoadedShipment shipment={shipment} refresh={read.refresh} />}
    </RecordView>
  );
}

function LoadingShipment() {
  return (
    <div className="page">
      <Skeleton lines={2} height={28} />
      <div className="panel panel-body">
        <Skeleton lines={8} />
      </div>
    </div>
  );
}

function LoadedShipment({ shipment, refresh }: ShipmentProps & { refresh: () => void }) {
  const viewer = useViewer();
  return (
    <PageFrame
      title={shipment.number}
      back={<BackLink to="/shipments" />}
      marks={
        <span className="line" aria-live="polite">
          <ShipmentStateMark state={shipment.state} />
          {shipment.late && <LateMark />}
        </span>
      }
      under={<Subtitle shipment={shipment} />}
      actions={mayWrite(viewer) && <ShipmentActions shipment={shipment} />}
    >
      {shipment.creditBlock && (
        <BlockNote
          accountId={shipment.account.id}
          orderNumber={orderNumberOf(shipment)}
          kind={shipment.kind}
          code={shipment.creditBlock.code}
          refresh={refresh}
        />
      )}
      <div className="page-columns shipment-columns">
        <div>
          <ArrivalPanel shipment={shipment} />
          <ExceptionsPanel shipment={shipment} />
          <RoutePanel shipment={shipment} />
          <GoodsPanel shipment={shipment} />
          <PartiesPanel shipment={shipment} />
        </div>
        <div>
          <div className="shipment-course">
            <TimelinePanel shipment={shipment} />
          </div>
          <WorkPanel shipment={shipment} />
          <ChargesPanel shipment={shipment} />
          <DocumentsPanel shipment={shipment} />
          <RatePanel occasion="DELIVERY" subjectId={shipment.id} finished={Boolean(shipment.deliveredAt)} />
          <InstructionsPanel shipment={shipment} />
          <FactsPanel shipment={shipment} />
          <LinksPanel shipment={shipment} refresh={refresh} />
        </div>
      </div>
    </PageFrame>
  );
}

function Subtitle({ shipment }: ShipmentProps) {
  const t = useText();
  return (
    <>
      <Link to="/accounts/$accountId" params={{ accountId: shipment.account.id }}>
        {shipment.account.name}
      </Link>
      {shipment.references.slice(0, TITLE_REFERENCES).map(({ kind, value }) => (
        <span key={kind + value}>
          {' · '}
          {t(`reference.${kind}`)} {value}
        </span>
      ))}
    </>
  );
}
