import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import {
  AccountMembersDocument,
  DeactivateMemberDocument,
  InviteMemberDocument,
  type Role,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayInvite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** Who may sign in for this customer. */
export function MembersPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const viewer = useViewer();
  const [inviting, setInviting] = useState(false);
  const [{ data }, readAgain] = useQuery({ query: AccountMembersDocument, variables: { id: accountId } });
  const deactivate = useCommand(DeactivateMemberDocument);
  const members = data?.account?.members ?? [];
  return (
    <Panel
      title={t('account.members')}
      count={members.length}
      flush
      actions={
        mayInvite(viewer) && (
          <button type="button" className="quiet-button" onClick={() => setInviting(true)}>
            {t('members.invite')}
          </button>
        )
      }
    >
      <div className="panel-notes">
        <ObjectionNote objection={deactivate.objection} />
      </div>
      <ul className="rows">
        {members.map((member) => (
          <li key={member.id}>
            <span className="grow">
              <strong>{member.name}</strong>
              <span className="record-sub">
                {member.email} · {t(`role.${member.role}`)}
              </span>
            </span>
            <span className="small soft">
              {member.lastSignInAt ? <Moment at={member.lastSignInAt} relative /> : t('members.never')}
            </span>
            {!member.active && <StateMark tone="ended">{t('members.inactive')}</StateMark>}
            {member.active && mayInvite(viewer) && member.id !== viewer.member?.id && (
              <button type="button" className="quiet-button" onClick={() => deactivate.run({ id: member.id })}>
                {t('members.deactivate')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {inviting && (
        <InviteDialog
          accountId={accountId}
          close={() => setInviting(false)}
          invited={() => readAgain({ requestPolicy: 'network-only' })}
        />
      )}
    </Panel>
  );
}

interface InviteDialogProps {
  readonly accountId: string;
  readonly close: () => void;
  readonly invited: () => void;
}

const ROLES: readonly Role[] = ['SHIPPER_USER', 'SHIPPER_ADMINISTRATOR'];

function InviteDialog({ accountId, close, invited }: InviteDialogProps) {
  const t = useText();
  const invite = useCommand(InviteMemberDocument);
  const submit = async (form: FormData) => {
    const member = await invite.run({
      input: {
        accountId,
        name: String(form.get('name')),
        email: String(form.get('email')),
        role: form.get('role') as Role,
        password: String(form.get('password')),
      },
    });
    if (!member) return;
    invited();
    close();
  };
  return (
    <CommandDialog
      title={t('members.invite')}
      submitLabel={t('members.invite')}
      running={invite.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={invite.objection} />}
    >
      <TextInput name="name" label={t('members.name')} required data-autofocus autoComplete="off" />
      <TextInput name="email" type="email" label={t('signIn.email')} required autoComplete="off" />
      <NativeSelect
        name="role"
        label={t('members.role')}
        data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
      />
      <PasswordInput
        name="password"
        label={t('members.password')}
        required
        minLength={12}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
    </CommandDialog>
  );
}
