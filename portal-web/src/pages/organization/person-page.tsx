import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import {
  OrganizationDocument,
  type PersonFactsFragment,
  ReactivateMemberDocument,
  StaffMemberDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff, mayManageStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DeactivateDialog, PasswordDialog, RoleDialog } from '../account/member-dialogs.tsx';
import { useHouseText } from './house-text.ts';
import { useRightWords } from './right-words.ts';
import { RightsPanel } from './rights-panel.tsx';
import { MoveDialog, STAFF_ROLES } from './staff-dialogs.tsx';

/** One person of the company: place, role, rights beyond it, and what was done to them by whom. */
export function PersonPage(): ReactNode {
  const { memberId } = useParams({ from: '/portal/organization/$memberId' });
  const viewer = useViewer();
  const read = useRecord(StaffMemberDocument, { id: memberId }, (data) => data.staffMember);
  if (!isStaff(viewer)) return <LostPage />;
  return <RecordView read={read}>{(person) => <Person person={person} refresh={read.refresh} />}</RecordView>;
}

type DialogName = 'role' | 'move' | 'password' | 'deactivate';

function Person({ person, refresh }: { person: PersonFactsFragment; refresh: () => void }) {
  const t = useHouseText();
  const viewer = useViewer();
  const manages = mayManageStaff(viewer) && viewer.member?.id !== person.id;
  const reactivate = useCommand(ReactivateMemberDocument);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = () => {
    setDialog(null);
    refresh();
  };
  const back = async () => {
    if (await reactivate.run({ id: person.id })) refresh();
  };
  return (
    <PageFrame
      title={person.name}
      back={<BackLink to="/organization" />}
      marks={!person.active && <StateMark tone="ended">{t('members.inactive')}</StateMark>}
      under={`${t(`role.${person.role}`)} · ${person.orgUnit?.name ?? ''}`}
      actions={
        manages && (
          <ActionMenu
            actions={[
              person.active && { label: t('members.changeRole'), run: () => setDialog('role') },
              { label: t('organization.move'), run: () => setDialog('move') },
              person.active && { label: t('members.resetPassword'), run: () => setDialog('password') },
              person.active
                ? { label: t('members.deactivate'), run: () => setDialog('deactivate'), danger: true }
                : { label: t('members.reactivate'), run: back },
            ]}
          />
        )
      }
    >
      <ObjectionNote objection={reactivate.objection} />
      <div className="page-columns">
        <div>
          <RightsPanel person={person} manages={manages} />
        </div>
        <div>
          <Panel title={t('organization.person')}>
            <Facts
              of={[
                [
                  t('signIn.email'),
                  <a key="mail" href={`mailto:${person.email}`}>
                    {person.email}
                  </a>,
                ],
                [t('organization.unit'), person.orgUnit?.name],
                [t('members.role'), t(`role.${person.role}`)],
                [t('organization.lastSignIn'), person.lastSignInAt && <Moment at={person.lastSignInAt} relative />],
              ]}
            />
          </Panel>
          {person.staffLog.length > 0 && <LogPanel person={person} />}
        </div>
      </div>
      {dialog === 'role' && <RoleDialog member={person} roles={STAFF_ROLES} close={close} />}
      {dialog === 'move' && <Move person={person} close={close} />}
      {dialog === 'password' && <PasswordDialog member={person} close={close} />}
      {dialog === 'deactivate' && <DeactivateDialog member={person} close={close} />}
    </PageFrame>
  );
}

function Move({ person, close }: { person: PersonFactsFragment; close: () => void }) {
  const [{ data }] = useQuery({ query: OrganizationDocument, variables: {} });
  if (!data) return null;
  const member = { id: person.id, name: person.name, orgUnitId: person.orgUnit?.id ?? null };
  return <MoveDialog member={member} units={data.orgUnits.filter(({ closedAt }) => !closedAt)} close={close} />;
}

function LogPanel({ person }: { person: PersonFactsFragment }) {
  const t = useHouseText();
  const { wordsOf, stepOf } = useRightWords();
  return (
    <Panel title={t('organization.log')} count={person.staffLog.length} flush>
      <ul className="rows">
        {person.staffLog.map((record) => (
          <li key={record.id}>
            <span className="grow">
              <strong>{t(`house.staffAction.${record.action}`)}</strong>
              <span className="record-sub">
                {record.right ? wordsOf(record.right) : stepOf(record)}
                {record.reason && ` · ${record.reason}`}
              </span>
            </span>
            <span className="small soft">
              {record.actor} · <Moment at={record.at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
