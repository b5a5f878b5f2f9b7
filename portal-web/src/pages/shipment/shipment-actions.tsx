import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { AcceptTenderDocument, PackShipmentDocument, StartPickingDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayOperate } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import type { ShipmentProps } from './shipment-props.ts';

const ShipDialog = lazy(() => import('./ship-dialog.tsx'));
const MilestoneDialog = lazy(() => import('./milestone-dialog.tsx'));
const EtaDialog = lazy(() => import('./eta-dialog.tsx'));
const ExceptionDialog = lazy(() => import('./exception-dialog.tsx'));
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

type Dialog = 'ship' | 'milestone' | 'eta' | 'exception' | 'decline' | 'cancel';

/** What the viewer's role may do next. The rules are the server's; a refusal is shown with its reason. */
export function ShipmentActions({ shipment }: ShipmentProps) {
  const t = useText();
  const viewer = useViewer();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const operator = mayOperate(viewer);
  const moving = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'BOOKED', 'PICKING', 'PACKED'].includes(shipment.state);
  const cancellable = shipment.nextStates.includes('CANCELLED') && (operator || !isStaff(viewer));
  return (
    <>
      {operator && <NextSteps shipment={shipment} open={setDialog} />}
      {operator && moving && (
        <>
          <Button variant="default" onClick={() => setDialog('milestone')}>
            {t('action.milestone')}
          </Button>
          <Button variant="default" onClick={() => setDialog('eta')}>
            {t('action.eta')}
          </Button>
          <Button variant="default" onClick={() => setDialog('exception')}>
            {t('action.exception')}
          </Button>
        </>
      )}
      {cancellable && (
        <Button variant="default" onClick={() => setDialog('cancel')}>
          {t('action.cancel')}
        </Button>
      )}
      <Suspense>
        {dialog === 'ship' && <ShipDialog shipment={shipment} close={close} />}
        {dialog === 'milestone' && <MilestoneDialog shipment={shipment} close={close} />}
        {dialog === 'eta' && <EtaDialog shipment={shipment} close={close} />}
        {dialog === 'exception' && <ExceptionDialog shipment={shipment} close={close} />}
        {(dialog === 'decline' || dialog === 'cancel') && (
          <ReasonDialog shipment={shipment} close={close} kind={dialog} />
        )}
      </Suspense>
    </>
  );
}

/** The one step that the state asks for, as the primary button. */
function NextSteps({ shipment, open }: ShipmentProps & { open: (dialog: Dialog) => void }) {
  const t = useText();
  const accept = useCommand(AcceptTenderDocument);
  const pick = useCommand(StartPickingDocument);
  const pack = useCommand(PackShipmentDocument);
  const { id, state, nextStates } = shipment;
  const objection = accept.objection ?? pick.objection ?? pack.objection;
  return (
    <>
      {state === 'TENDERED' && (
        <>
          <Button loading={accept.running} onClick={() => accept.run({ id })}>
            {t('action.accept')}
          </Button>
          <Button variant="default" onClick={() => open('decline')}>
            {t('action.decline')}
          </Button>
        </>
      )}
      {nextStates.includes('PICKING') && (
        <Button loading={pick.running} onClick={() => pick.run({ id })}>
          {t('action.pick')}
        </Button>
      )}
      {nextStates.includes('PACKED') && (
        <Button loading={pack.running} onClick={() => pack.run({ id })}>
          {t('action.pack')}
        </Button>
      )}
      {nextStates.includes('IN_TRANSIT') && state !== 'OUT_FOR_DELIVERY' && (
        <Button onClick={() => open('ship')}>{t('action.ship')}</Button>
      )}
      {objection && <ObjectionNote objection={objection} />}
    </>
  );
}
