import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  AccountMembersDocument,
  type AccountMembersQuery,
  InviteMemberDocument,
  ReactivateMemberDocument,
  type Role,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayInvite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DeactivateDialog, PasswordDialog, RoleDialog } from './member-dialogs.tsx';

/** Who may sign in for this customer. */
export function MembersPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const viewer = useViewer();
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<MemberLine | null>(null);
  const read = useRecord(AccountMembersDocument, { id: accountId }, (data) => data.account?.members);
  const reactivate = useCommand(ReactivateMemberDocument);
  const [changing, setChanging] = useState<{ member: MemberLine; what: 'role' | 'password' } | null>(null);
  const members = read.record ?? [];
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
        <ObjectionNote objection={reactivate.objection} />
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
              {/* Whoever does not manage people is not told, which is not the same as never. */}
              {member.lastSignInAt ? (
                <Moment at={member.lastSignInAt} relative />
              ) : (
                mayInvite(viewer) && t('members.never')
              )}
            </span>
            {!member.active && <StateMark tone="ended">{t('members.inactive')}</StateMark>}
            {mayInvite(viewer) && member.id !== viewer.member?.id && (
              <MemberActions
                member={member}
                change={(what) => setChanging({ member, what })}
                deactivate={() => setLeaving(member)}
                reactivate={() => reactivate.run({ id: member.id })}
              />
            )}
          </li>
        ))}
      </ul>
      {leaving && <DeactivateDialog member={leaving} close={() => setLeaving(null)} />}
      {changing?.what === 'role' && (
        <RoleDialog member={changing.member} roles={ROLES} close={() => setChanging(null)} />
      )}
      {changing?.what === 'password' && <PasswordDialog member={changing.member} close={() => setChanging(null)} />}
      {inviting && <InviteDialog accountId={accountId} close={() => setInviting(false)} invited={read.refresh} />}
    </Panel>
  );
}

type MemberLine = NonNullable<AccountMembersQuery['account']>['members'][number];

interface MemberActionsProps {
  readonly member: MemberLine;
  readonly change: (what: 'role' | 'password') => void;
  readonly deactivate: () => void;
  readonly reactivate: () => void;
}

/** What an administrator may do to somebody else. */
function MemberActions({ member, change, deactivate, reactivate }: MemberActionsProps) {
  const t = useText();
  const action = (label: string, run: () => void) => (
    // Several members have the same buttons: the name tells them apart when they are read out.
    <button type="button" className="quiet-button" aria-label={`${label}: ${member.name}`} onClick={run}>
      {label}
    </button>
  );
  if (!member.active) return action(t('members.reactivate'), reactivate);
  return (
    <span className="row-actions">
      {action(t('members.changeRole'), () => change('role'))}
      {action(t('members.resetPassword'), () => change('password'))}
      {action(t('members.deactivate'), deactivate)}
    </span>
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
