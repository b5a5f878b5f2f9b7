import { Textarea } from '@mantine/core';
import { CancelInboundDocument, type InboundFactsFragment, RejectInboundDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';

interface ReasonDialogProps {
  readonly notice: InboundFactsFragment;
  readonly kind: 'reject' | 'cancel';
  readonly close: () => void;
}

/** Turning down or cancelling needs a reason: the other side is told it. */
export default function ReasonDialog({ notice, kind, close }: ReasonDialogProps) {
  const t = useText();
  const reject = useCommand(RejectInboundDocument);
  const cancel = useCommand(CancelInboundDocument);
  const command = kind === 'reject' ? reject : cancel;
  const submit = async (form: FormData) => {
    if (await command.run({ id: notice.id, reason: String(form.get('reason')) })) close();
  };
  return (
    <CommandDialog
      title={t(`inbound.${kind}`)}
      submitLabel={t(`inbound.${kind}`)}
      running={command.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <Textarea name="reason" label={t('action.reason')} required rows={3} data-autofocus />
    </CommandDialog>
  );
}
