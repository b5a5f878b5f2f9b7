import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { useQuery } from 'urql';
import { PickAccountDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useText } from '../../language/use-text.ts';
import { SearchIcon } from '../../ui/icons.tsx';
import '../../ui/picker.css';

interface PickedAccount {
  readonly id: string;
  readonly name: string;
}

interface AccountPickerProps {
  readonly picked: PickedAccount | null;
  readonly pick: (account: PickedAccount | null) => void;
}

/** Which customer a form is about: the newest ones at once, any other by a part of the name. */
export function AccountPicker({ picked, pick }: AccountPickerProps) {
  const t = useText();
  if (!picked) return <AccountSearch pick={pick} />;
  return (
    <div className="line">
      <span className="grow">
        {t('shipment.account')}: <strong>{picked.name}</strong>
      </span>
      <Button size="compact-sm" variant="default" onClick={() => pick(null)}>
        {t('accounts.chooseOther')}
      </Button>
    </div>
  );
}

function AccountSearch({ pick }: Pick<AccountPickerProps, 'pick'>) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [{ data, error, fetching }, readAgain] = useQuery({ query: PickAccountDocument, variables: { search } });
  const found = data?.accounts.nodes;
  const settled = !fetching && search === typed.trim();
  const takeFirst = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Enter chooses here; it does not send the form around it.
    event.preventDefault();
    if (settled && found?.[0]) pick(found[0]);
  };
  return (
    <div className="form-stack" data-undrafted="">
      <TextInput
        type="search"
        label={t('shipment.account')}
        placeholder={t('accounts.search')}
        leftSection={<SearchIcon size={16} />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={takeFirst}
        data-autofocus
      />
      {error && !found && <QueryFailure error={error} retry={readAgain} />}
      <ul className="picker" aria-label={t('nav.accounts')}>
        {found?.map((account) => (
          <li key={account.id}>
            <button type="button" onClick={() => pick(account)}>
              <strong>{account.name}</strong>
              <span className="soft small picker-facts">{account.branch.name}</span>
            </button>
          </li>
        ))}
        {found?.length === 0 && <li className="soft">{t('palette.nothing')}</li>}
      </ul>
    </div>
  );
}
