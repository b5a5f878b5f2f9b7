import { PasswordInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { ChangeMyPasswordDocument } from '../generated/operations.ts';
import { ObjectionNote } from '../graph/objection-note.tsx';
import { useCommand } from '../graph/use-command.ts';
import { useText } from '../language/use-text.ts';
import { CommandDialog } from '../ui/command-dialog.tsx';

interface OwnPasswordDialogProps {
  readonly close: () => void;
  readonly done: () => void;
}

/** A password that nobody else knows, in the place of the first one, which somebody has handed over. */
export function OwnPasswordDialog({ close, done }: OwnPasswordDialogProps) {
  const t = useText();
  const change = useCommand(ChangeMyPasswordDocument);
  const submit = async (form: FormData) => {
    const [current, next] = [String(form.get('current')), String(form.get('next'))];
    if (await change.run({ current, next })) done();
  };
  const shows = { 'aria-label': t('signIn.showPassword') };
  return (
    <CommandDialog
      title={t('profile.changePassword')}
      submitLabel={t('profile.changePassword')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      <p className="small soft">{t('profile.passwordHint')}</p>
      <PasswordInput
        name="current"
        label={t('profile.currentPassword')}
        required
        autoComplete="current-password"
        data-autofocus
        visibilityToggleButtonProps={shows}
      />
      <PasswordInput
        name="next"
        label={t('members.newPassword')}
        required
        minLength={12}
        autoComplete="new-password"
        visibilityToggleButtonProps={shows}
      />
    </CommandDialog>
  );
}
