import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { AcceptTenderDocument, PackShipmentDocument, StartPickingDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { isStaff, mayOperate } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { type Action, ActionMenu } from '../../ui/action-menu.tsx';
import { useRaise } from '../raise/raise-button.tsx';
import type { ShipmentProps } from './shipment-props.ts';

const ShipDialog = lazy(() => import('./ship-dialog.tsx'));
const MilestoneDialog = lazy(() => import('./milestone-dialog.tsx'));
const EtaDialog = lazy(() => import('./eta-dialog.tsx'));
const ExceptionDialog = lazy(() => import('./exception-dialog.tsx'));
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

type Dialog = 'ship' | 'milestone' | 'eta' | 'exception' | 'decline' | 'cancel';

/** What the viewer's role may do next: one step as a button, the rest in a menu. The rules are the server's. */
export function ShipmentActions({ shipment }: ShipmentProps) {
  const t = useText();
  const viewer = useViewer();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const raise = useRaise({ shipment });
  const close = () => setDialog(null);
  const operator = mayOperate(viewer);
  const moving = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'BOOKED', 'PICKING', 'PACKED'].includes(shipment.state);
  const cancellable = shipment.nextStates.includes('CANCELLED') && (operator || !isStaff(viewer));
  const { steps, objection, running } = useNextSteps(shipment, setDialog);
  const open = (label: MessageId, which: Dialog, danger = false): Action => ({
    label: t(label),
    run: () => setDialog(which),
    danger,
  });
  const deeds: Action[] = [
    ...(operator ? steps : []),
    ...(operator && moving
      ? [open('action.milestone', 'milestone'), open('action.eta', 'eta'), open('action.exception', 'exception')]
      : []),
    { label: t('raise.button'), run: raise.open },
    ...(operator && shipment.state === 'TENDERED' ? [open('action.decline', 'decline', true)] : []),
    ...(cancellable ? [open('action.cancel', 'cancel', true)] : []),
  ];
  const [first, ...rest] = deeds;
  return (
    <>
      {first && (
        <Button loading={running} onClick={first.run}>
          {first.label}
        </Button>
      )}
      <ActionMenu actions={rest} />
      {objection && <ObjectionNote objection={objection} />}
      {raise.dialog}
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

/** The steps that the state allows, the nearest first. */
function useNextSteps({ id, state, nextStates }: ShipmentProps['shipment'], open: (dialog: Dialog) => void) {
  const t = useText();
  const accept = useCommand(AcceptTenderDocument);
  const pick = useCommand(StartPickingDocument);
  const pack = useCommand(PackShipmentDocument);
  const step = (allowed: boolean, label: MessageId, run: () => void): Action[] =>
    allowed ? [{ label: t(label), run }] : [];
  return {
    steps: [
      ...step(state === 'TENDERED', 'action.accept', () => void accept.run({ id })),
      ...step(nextStates.includes('PICKING'), 'action.pick', () => void pick.run({ id })),
      ...step(nextStates.includes('PACKED'), 'action.pack', () => void pack.run({ id })),
      ...step(nextStates.includes('IN_TRANSIT') && state !== 'OUT_FOR_DELIVERY', 'action.ship', () => open('ship')),
    ],
    objection: accept.objection ?? pick.objection ?? pack.objection,
    running: accept.running || pick.running || pack.running,
  };
}
