import { NativeSelect, PasswordInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import {
  ChangeMemberRoleDocument,
  DeactivateMemberDocument,
  ResetMemberPasswordDocument,
  type Role,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

export interface MemberDialogProps {
  readonly member: { readonly id: string; readonly name: string; readonly role: Role };
  readonly close: () => void;
}

/** Another role on the same side. */
export function RoleDialog({ member, roles, close }: MemberDialogProps & { readonly roles: readonly Role[] }) {
  const t = useText();
  const change = useCommand(ChangeMemberRoleDocument);
  const submit = async (form: FormData) => {
    if (await change.run({ id: member.id, role: form.get('role') as Role })) close();
  };
  return (
    <CommandDialog
      title={`${t('members.changeRole')}: ${member.name}`}
      submitLabel={t('members.changeRole')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      <NativeSelect
        name="role"
        label={t('members.role')}
        defaultValue={member.role}
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        data-autofocus
      />
    </CommandDialog>
  );
}

/** A new first password, handed over by whoever sets it. */
export function PasswordDialog({ member, close }: MemberDialogProps) {
  const t = useText();
  const reset = useCommand(ResetMemberPasswordDocument);
  const submit = async (form: FormData) => {
    if (await reset.run({ id: member.id, password: String(form.get('password')) })) close();
  };
  return (
    <CommandDialog
      title={`${t('members.resetPassword')}: ${member.name}`}
      submitLabel={t('members.resetPassword')}
      running={reset.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={reset.objection} />}
    >
      <p className="small soft">{t('members.resetHint')}</p>
      <PasswordInput
        name="password"
        label={t('members.newPassword')}
        required
        minLength={12}
        autoComplete="new-password"
        data-autofocus
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
    </CommandDialog>
  );
}

/** Takes the login away, after a second thought. */
export function DeactivateDialog({ member, close }: MemberDialogProps) {
  const t = useText();
  const deactivate = useCommand(DeactivateMemberDocument);
  const confirm = async () => {
    if (await deactivate.run({ id: member.id })) close();
  };
  return (
    <ConfirmDialog
      title={t('members.deactivateTitle', { name: member.name })}
      confirmLabel={t('members.deactivate')}
      running={deactivate.running}
      confirm={confirm}
      close={close}
      foot={<ObjectionNote objection={deactivate.objection} />}
    >
      {t('members.deactivateHint')}
    </ConfirmDialog>
  );
}
