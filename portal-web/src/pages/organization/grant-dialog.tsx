import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { fromWallClock } from '../../format/instant.ts';
import {
  GrantRightDocument,
  type Permission,
  type PersonFactsFragment,
  RightChoicesDocument,
  type RightEffect,
  type RightKind,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { AccountCombobox } from '../accounts/account-combobox.tsx';
import { useHouseText } from './house-text.ts';
import { unitChoices } from './staff-dialogs.tsx';

const KINDS: readonly RightKind[] = ['PERMISSION', 'ACCOUNT', 'UNIT'];
const EFFECTS: readonly RightEffect[] = ['GRANT', 'WITHHOLD'];
export const PERMISSIONS: readonly Permission[] = [
  'SEE_VALUE',
  'EDIT_RATES',
  'APPROVE_CLAIMS',
  'APPROVE_CREDIT_NOTES',
  'RELEASE_CREDIT',
  'VIEW_AS_CUSTOMER',
  'MANAGE_PARAMETERS',
];

/** One word about a person's rights: what, for how long, and why. */
export function GrantDialog({ person, close }: { person: PersonFactsFragment; close: () => void }) {
  const t = useHouseText();
  const { timeZone } = useReading();
  const grant = useCommand(GrantRightDocument);
  const [kind, setKind] = useState<RightKind>('PERMISSION');
  const submit = async (form: FormData) => {
    const instant = (name: string) => {
      const given = filledIn(form, name);
      return given ? fromWallClock(given, timeZone).toISOString() : null;
    };
    const subject = String(form.get('subject') ?? '');
    const input = {
      memberId: person.id,
      effect: form.get('effect') as RightEffect,
      permission: kind === 'PERMISSION' ? (subject as Permission) : null,
      orgUnitId: kind === 'UNIT' ? subject : null,
      accountId: kind === 'ACCOUNT' ? subject : null,
      from: instant('from'),
      until: instant('until'),
      reason: String(form.get('reason')),
    };
    if (await grant.run({ input })) close();
  };
  return (
    <CommandDialog
      title={t('house.rights.grantTo', { name: person.name })}
      submitLabel={t('house.rights.grant')}
      running={grant.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={grant.objection} />}
    >
      <NativeSelect
        label={t('house.rights.about')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as RightKind)}
        data={KINDS.map((value) => ({ value, label: t(`house.rightKind.${value}`) }))}
        data-autofocus
      />
      <NativeSelect
        name="effect"
        label={t('house.rights.effect')}
        data={EFFECTS.map((value) => ({ value, label: t(`house.rightEffect.${value}`) }))}
      />
      <Subject kind={kind} />
      <TextInput
        type="datetime-local"
        name="from"
        label={`${t('house.rights.from')} (${timeZone})`}
        description={t('house.rights.fromHint')}
      />
      <TextInput
        type="datetime-local"
        name="until"
        label={`${t('house.rights.until')} (${timeZone})`}
        description={t('house.rights.untilHint')}
      />
      <Textarea name="reason" label={t('action.reason')} required minLength={3} rows={2} />
    </CommandDialog>
  );
}

/** The permission, the customer or the unit that is meant. */
function Subject({ kind }: { kind: RightKind }) {
  const t = useHouseText();
  const [account, setAccount] = useState('');
  const [{ data }] = useQuery({ query: RightChoicesDocument, pause: kind !== 'UNIT' });
  if (kind === 'PERMISSION') {
    const choices = PERMISSIONS.map((value) => ({ value, label: t(`permission.${value}`) }));
    return <NativeSelect name="subject" label={t('house.rightKind.PERMISSION')} data={choices} />;
  }
  if (kind === 'UNIT')
    return <NativeSelect name="subject" label={t('house.rightKind.UNIT')} data={unitChoices(data?.orgUnits ?? [])} />;
  return (
    <AccountCombobox
      name="subject"
      label={t('house.rightKind.ACCOUNT')}
      none={t('accounts.search')}
      value={account}
      change={setAccount}
      required
    />
  );
}
