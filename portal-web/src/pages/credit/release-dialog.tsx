import { Textarea, TextInput } from '@mantine/core';
import { ReleaseOrderDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';

interface ReleaseDialogProps {
  readonly accountId: string;
  /** Given where one order is at hand. */
  readonly orderNumber?: string;
  readonly close: () => void;
  readonly done: () => void;
}

/** Lets one order go on in spite of the credit of its account. */
export function ReleaseDialog({ accountId, orderNumber, close, done }: ReleaseDialogProps) {
  const t = useText();
  const release = useCommand(ReleaseOrderDocument);
  const submit = async (form: FormData) => {
    const input = { accountId, orderNumber: String(form.get('orderNumber')), reason: String(form.get('reason')) };
    if (!(await release.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('credit.release')}
      submitLabel={t('credit.release')}
      running={release.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={release.objection} />}
    >
      <p className="soft">{t('credit.releaseHint')}</p>
      <TextInput
        name="orderNumber"
        label={t('credit.orderNumber')}
        defaultValue={orderNumber ?? ''}
        required
        maxLength={64}
      />
      <Textarea name="reason" label={t('action.reason')} required rows={3} maxLength={500} data-autofocus />
    </CommandDialog>
  );
}
