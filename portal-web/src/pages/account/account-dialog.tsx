import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { minorDigits, toMinor } from '../../format/money.ts';
import {
  type AccountFactsFragment,
  AccountFormChoicesDocument,
  type AccountGrade,
  type AccountKind,
  type AccountOwnership,
  OpenAccountDocument,
  type PostalAddressInput,
  UpdateAccountDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { REGIONS, regionCode, regionWords } from '../../language/code-words.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { mayKeepAccounts } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { AccountCombobox } from '../accounts/account-combobox.tsx';

const KINDS: readonly AccountKind[] = ['SUPPLIER', 'MANUFACTURER', 'DISTRIBUTOR', 'RETAILER'];
const GRADES: readonly AccountGrade[] = ['A', 'B', 'C', 'D'];
const OWNERSHIPS: readonly AccountOwnership[] = ['PRIVATE', 'LISTED', 'STATE', 'FOREIGN', 'JOINT_VENTURE', 'OTHER'];

interface AccountDialogProps {
  /** The customer that is changed; a new one where left out. */
  readonly account?: AccountFactsFragment;
  readonly close: () => void;
}

/** A customer's record. Customers themselves correct how to reach them; the rest is the company's judgement. */
export function AccountDialog({ account, close }: AccountDialogProps) {
  const t = useText();
  const navigate = useNavigate();
  const keeps = mayKeepAccounts(useViewer());
  const { house } = useCurrencies();
  const open = useCommand(OpenAccountDocument);
  const update = useCommand(UpdateAccountDocument);
  const submit = async (form: FormData) => {
    const reach = { phone: filledIn(form, 'phone') ?? null, address: addressOf(form) };
    if (account) {
      const { id, version } = account;
      if (await update.run({ input: { id, version, ...reach, ...(keeps ? factsOf(form, t, house) : {}) } })) close();
      return;
    }
    const opened = await open.run({ input: { ...factsOf(form, t, house), ...reach } });
    if (!opened) return;
    close();
    await navigate({ to: '/accounts/$accountId', params: { accountId: opened.id } });
  };
  return (
    <CommandDialog
      title={account ? t('account.change') : t('account.add')}
      submitLabel={account ? t('account.change') : t('account.add')}
      running={open.running || update.running}
      close={close}
      submit={submit}
      size="lg"
      foot={<ObjectionNote objection={open.objection ?? update.objection} />}
    >
      {keeps && <CompanyFields account={account} />}
      {keeps && <BelongingFields account={account} />}
      {keeps && <MoneyFields account={account} />}
      <ReachFields account={account} />
    </CommandDialog>
  );
}

interface FieldsProps {
  readonly account: AccountFactsFragment | undefined;
}

const NONE = { value: '', label: '—' };

/** What sort of company the customer is. */
function CompanyFields({ account }: FieldsProps) {
  const t = useText();
  return (
    <>
      <TextInput
        name="name"
        label={t('account.name')}
        defaultValue={account?.name}
        required
        maxLength={160}
        data-autofocus
      />
      <TextInput name="legalName" label={t('account.legalName')} defaultValue={account?.legalName} maxLength={160} />
      <NativeSelect
        name="kind"
        label={t('account.kind')}
        defaultValue={account?.kind ?? 'DISTRIBUTOR'}
        data={KINDS.map((value) => ({ value, label: t(`accountKind.${value}`) }))}
      />
      <NativeSelect name="grade" label={t('account.grade')} defaultValue={account?.grade ?? 'C'} data={[...GRADES]} />
      <TextInput
        name="region"
        label={t('account.region')}
        defaultValue={account && regionWords(account.region, t)}
        list="account-regions"
        required
        maxLength={64}
      />
      <datalist id="account-regions">
        {REGIONS.map((code) => (
          <option key={code} value={regionWords(code, t)} />
        ))}
      </datalist>
      <TextInput name="industry" label={t('account.industry')} defaultValue={account?.industry} required />
      <NativeSelect
        name="ownership"
        label={t('account.ownership')}
        defaultValue={account?.ownership ?? ''}
        data={[NONE, ...OWNERSHIPS.map((value) => ({ value, label: t(`accountOwnership.${value}`) }))]}
      />
      <TextInput
        name="employees"
        type="number"
        min={0}
        label={t('account.employees')}
        defaultValue={account?.employees ?? ''}
      />
    </>
  );
}

/** Who answers for the customer, and to which group it belongs. */
function BelongingFields({ account }: FieldsProps) {
  const t = useText();
  const [{ data }] = useQuery({ query: AccountFormChoicesDocument });
  // A select takes its default value once: it is drawn anew when its choices have come.
  const come = data ? 1 : 0;
  const [parentId, setParentId] = useState(account?.parent?.id ?? '');
  return (
    <>
      <NativeSelect
        key={`branch-${come}`}
        name="branchId"
        label={t('account.branch')}
        required
        defaultValue={account?.branch.id}
        data={(data?.orgUnits ?? []).map(({ id, name, path }) => ({
          value: id,
          label: `${'\u2003'.repeat(Math.max(0, path.split('/').length - 3))}${name}`,
        }))}
      />
      <NativeSelect
        key={`manager-${come}`}
        name="accountManagerId"
        label={t('account.manager')}
        defaultValue={account?.accountManager?.id ?? ''}
        data={[
          NONE,
          ...(data?.staff ?? []).map(({ id, name, role }) => ({ value: id, label: `${name} · ${t(`role.${role}`)}` })),
        ]}
      />
      <AccountCombobox
        name="parentId"
        label={t('account.parent')}
        none={NONE.label}
        value={parentId}
        change={setParentId}
        without={account?.id}
      />
    </>
  );
}

/** Tax, bank and how much credit it gets. */
function MoneyFields({ account }: FieldsProps) {
  const t = useText();
  const { creditLimit } = account ?? {};
  const { house } = useCurrencies();
  const limit = creditLimit ? String(creditLimit.amountMinor / 10 ** minorDigits(creditLimit.currency)) : '';
  return (
    <>
      <TextInput name="taxNumber" label={t('account.taxNumber')} defaultValue={account?.taxNumber ?? ''} />
      <TextInput name="bankAccount" label={t('account.bankAccount')} defaultValue={account?.bankAccount ?? ''} />
      {/* Once the credit was looked at, its standing says the limit. */}
      {!account?.credit?.since && (
        <div className="line">
          <TextInput
            name="creditLimit"
            type="number"
            min={0}
            step="any"
            label={t('account.creditLimit')}
            defaultValue={limit}
          />
          <TextInput
            name="currency"
            label={t('account.currency')}
            defaultValue={creditLimit?.currency ?? house}
            maxLength={3}
            w={90}
          />
        </div>
      )}
    </>
  );
}

/** Where to find and call it. */
function ReachFields({ account }: FieldsProps) {
  const t = useText();
  const address = account?.address;
  return (
    <>
      <TextInput name="phone" type="tel" label={t('account.phone')} defaultValue={account?.phone ?? ''} />
      <TextInput name="lines" label={t('account.street')} defaultValue={address?.lines.join(', ') ?? ''} />
      <TextInput name="city" label={t('account.city')} defaultValue={address?.city ?? ''} />
      <div className="line">
        <TextInput name="addressRegion" label={t('account.state')} defaultValue={address?.region ?? ''} />
        <TextInput name="postalCode" label={t('account.postalCode')} defaultValue={address?.postalCode ?? ''} />
        <TextInput
          name="country"
          label={t('account.country')}
          defaultValue={address?.country ?? 'US'}
          maxLength={2}
          w={90}
        />
      </div>
    </>
  );
}

function factsOf(form: FormData, t: Text, house: string) {
  const limit = filledIn(form, 'creditLimit');
  const currency = (filledIn(form, 'currency') ?? house).toUpperCase();
  const employees = filledIn(form, 'employees');
  return {
    name: filledIn(form, 'name') ?? '',
    legalName: filledIn(form, 'legalName') ?? filledIn(form, 'name') ?? '',
    kind: form.get('kind') as AccountKind,
    grade: form.get('grade') as AccountGrade,
    region: regionCode(filledIn(form, 'region') ?? '', t),
    industry: filledIn(form, 'industry') ?? '',
    ownership: (filledIn(form, 'ownership') as AccountOwnership | undefined) ?? null,
    employees: employees ? Math.round(Number(employees)) : null,
    branchId: filledIn(form, 'branchId') ?? '',
    accountManagerId: filledIn(form, 'accountManagerId') ?? null,
    parentId: filledIn(form, 'parentId') ?? null,
    taxNumber: filledIn(form, 'taxNumber') ?? null,
    bankAccount: filledIn(form, 'bankAccount') ?? null,
    // Left out where it is not asked for: then it stays as it is.
    ...(form.has('creditLimit') && {
      creditLimit: limit ? { amountMinor: toMinor(Number(limit), currency), currency } : null,
    }),
  };
}

/** None without a city. */
function addressOf(form: FormData): PostalAddressInput | null {
  const city = filledIn(form, 'city');
  if (!city) return null;
  return {
    lines: (filledIn(form, 'lines') ?? '')
      .split(/[,，]/)
      .map((line) => line.trim())
      .filter(Boolean),
    city,
    region: filledIn(form, 'addressRegion') ?? null,
    postalCode: filledIn(form, 'postalCode') ?? null,
    country: (filledIn(form, 'country') ?? '').toUpperCase(),
  };
}
