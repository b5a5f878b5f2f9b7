import { useQuery } from 'urql';
import { NamedAccountDocument } from '../../generated/operations.ts';
import { AccountPicker } from './account-picker.tsx';

interface AccountFieldProps {
  /** Id of the chosen customer; empty while none is. */
  readonly value: string;
  readonly change: (id: string) => void;
}

/** As `AccountPicker`, for a form that holds no more than the id, such as one whose address names the customer. */
export function AccountField({ value, change }: AccountFieldProps) {
  const [{ data }] = useQuery({ query: NamedAccountDocument, variables: { id: value }, pause: !value });
  const named = data?.account?.id === value ? data.account : null;
  return (
    <AccountPicker
      picked={value ? (named ?? { id: value, name: '…' }) : null}
      pick={(account) => change(account?.id ?? '')}
    />
  );
}
