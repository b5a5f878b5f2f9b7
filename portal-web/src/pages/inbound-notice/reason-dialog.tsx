import { CancelInboundDocument, type InboundFactsFragment, RejectInboundDocument } from '../../generated/operations.ts';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';

interface EndInboundProps {
  readonly notice: InboundFactsFragment;
  readonly kind: 'reject' | 'cancel';
  readonly close: () => void;
}

/** Turns down or cancels what was announced. */
export default function EndInbound({ notice, kind, close }: EndInboundProps) {
  const t = useText();
  const commands = { reject: useCommand(RejectInboundDocument), cancel: useCommand(CancelInboundDocument) };
  return <ReasonDialog title={t(`inbound.${kind}`)} id={notice.id} command={commands[kind]} close={close} />;
}
