import { CancelShipmentDocument, DeclineTenderDocument } from '../../generated/operations.ts';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import type { DialogProps } from './dialog-props.ts';

/** Ends a tender or a shipment. */
export default function EndShipment({ shipment, kind, close }: DialogProps & { kind: 'decline' | 'cancel' }) {
  const t = useText();
  const commands = { decline: useCommand(DeclineTenderDocument), cancel: useCommand(CancelShipmentDocument) };
  return <ReasonDialog title={t(`action.${kind}`)} id={shipment.id} command={commands[kind]} close={close} />;
}
