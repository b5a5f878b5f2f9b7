import { useState } from 'react';
import { SetReferralDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { useValueText } from '../value/value-text.ts';

interface ReferrerDialogProps {
  readonly accountId: string;
  readonly referrer: { readonly id: string; readonly name: string } | null;
  readonly close: () => void;
  readonly done: () => void;
}

/** Says who brought the customer, or that nobody did: a share of what it brings counts for whoever did. */
export function ReferrerDialog({ accountId, referrer, close, done }: ReferrerDialogProps) {
  const t = useValueText();
  const set = useCommand(SetReferralDocument);
  const [picked, pick] = useState(referrer);
  const submit = async () => {
    if (!(await set.run({ input: { accountId, referrerId: picked?.id ?? null } }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('value.referrer')}
      submitLabel={picked ? t('value.save') : t('value.nobody')}
      running={set.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      <p className="soft">{t('value.referrerHint')}</p>
      <AccountPicker picked={picked} pick={pick} />
    </CommandDialog>
  );
}
