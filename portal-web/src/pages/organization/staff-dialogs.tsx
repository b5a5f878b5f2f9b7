import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import {
  CreateOrgUnitDocument,
  InviteStaffDocument,
  MoveMemberDocument,
  type OrganizationQuery,
  type OrgUnitKind,
  type Role,
  UpdateOrgUnitDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { useHouseText } from './house-text.ts';

export const STAFF_ROLES: readonly Role[] = [
  'ACCOUNT_MANAGER',
  'SALES',
  'SALES_HEAD',
  'OPERATOR',
  'EXECUTIVE',
  'ADMINISTRATOR',
];
const KINDS: readonly OrgUnitKind[] = ['SUBSIDIARY', 'BRANCH', 'OFFICE', 'TEAM'];

type Unit = Pick<OrganizationQuery['orgUnits'][number], 'id' | 'name' | 'path'>;

interface DialogProps {
  readonly units: readonly Unit[];
  readonly close: () => void;
  readonly done: () => void;
}

/** Names in the order of the tree, moved in as deep as each stands. */
export const unitChoices = (units: readonly Unit[]): { value: string; label: string }[] => {
  const top = Math.min(...units.map(({ path }) => path.split('/').length));
  return units.map(({ id, name, path }) => ({
    value: id,
    label: `${'\u2003'.repeat(path.split('/').length - top)}${name}`,
  }));
};

/** A new unit below one of the own tree. */
export function UnitDialog({ units, close, done }: DialogProps) {
  const t = useText();
  const create = useCommand(CreateOrgUnitDocument);
  const submit = async (form: FormData) => {
    const input = {
      parentId: String(form.get('parent')),
      name: String(form.get('name')),
      kind: form.get('kind') as OrgUnitKind,
      timeZone: String(form.get('timeZone')),
    };
    if (!(await create.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('organization.addUnit')}
      submitLabel={t('organization.addUnit')}
      running={create.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={create.objection} />}
    >
      <TextInput name="name" label={t('members.name')} required data-autofocus autoComplete="off" />
      <NativeSelect name="parent" label={t('organization.parent')} data={unitChoices(units)} />
      <NativeSelect
        name="kind"
        label={t('organization.kind')}
        defaultValue="TEAM"
        data={KINDS.map((value) => ({ value, label: t(`orgUnitKind.${value}`) }))}
      />
      <ZoneSelect zone={Intl.DateTimeFormat().resolvedOptions().timeZone} />
    </CommandDialog>
  );
}

function ZoneSelect({ zone }: { zone: string }) {
  const t = useText();
  return (
    <NativeSelect
      name="timeZone"
      label={t('calendars.zone')}
      defaultValue={zone}
      data={['UTC', ...Intl.supportedValuesOf('timeZone')]}
    />
  );
}

/** Another name or zone for a unit; its place stays. */
export function ChangeUnitDialog({
  unit,
  close,
  done,
}: Omit<DialogProps, 'units'> & { unit: OrganizationQuery['orgUnits'][number] }) {
  const t = useHouseText();
  const change = useCommand(UpdateOrgUnitDocument);
  const submit = async (form: FormData) => {
    const input = { id: unit.id, name: String(form.get('name')), timeZone: String(form.get('timeZone')) };
    if (!(await change.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('house.changeUnit', { unit: unit.name })}
      submitLabel={t('parameters.change')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      <TextInput
        name="name"
        label={t('members.name')}
        defaultValue={unit.name}
        required
        data-autofocus
        autoComplete="off"
      />
      <ZoneSelect zone={unit.timeZone} />
    </CommandDialog>
  );
}

/** A new person of the company, in a unit of the own tree. */
export function InviteStaffDialog({ units, close, done }: DialogProps) {
  const t = useText();
  const invite = useCommand(InviteStaffDocument);
  const submit = async (form: FormData) => {
    const input = {
      name: String(form.get('name')),
      email: String(form.get('email')),
      role: form.get('role') as Role,
      orgUnitId: String(form.get('unit')),
      password: String(form.get('password')),
    };
    if (!(await invite.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('organization.addPerson')}
      submitLabel={t('organization.addPerson')}
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
        data={STAFF_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
      />
      <NativeSelect name="unit" label={t('organization.unit')} data={unitChoices(units)} />
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

interface MoveProps {
  readonly member: { readonly id: string; readonly name: string; readonly orgUnitId: string | null };
  readonly units: readonly Unit[];
  readonly close: () => void;
}

/** Into another unit: the customers that the person sees are that unit's from then on. */
export function MoveDialog({ member, units, close }: MoveProps) {
  const t = useText();
  const move = useCommand(MoveMemberDocument);
  const submit = async (form: FormData) => {
    if (await move.run({ id: member.id, orgUnitId: String(form.get('unit')) })) close();
  };
  return (
    <CommandDialog
      title={`${t('organization.move')}: ${member.name}`}
      submitLabel={t('organization.move')}
      running={move.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={move.objection} />}
    >
      <p className="small soft">{t('organization.moveHint')}</p>
      <NativeSelect
        name="unit"
        label={t('organization.unit')}
        defaultValue={member.orgUnitId ?? ''}
        data={unitChoices(units)}
        data-autofocus
      />
    </CommandDialog>
  );
}
