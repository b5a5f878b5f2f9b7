import { NativeSelect } from '@mantine/core';
import { useQuery } from 'urql';
import { AccountChoicesDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';

/** For which customer: staff choose, a customer orders for its own company. */
export function AccountField({ value, change }: { value: string; change: (id: string) => void }) {
  const t = useText();
  const [{ data }] = useQuery({ query: AccountChoicesDocument });
  return (
    <NativeSelect
      label={t('shipment.account')}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      data={[
        { value: '', label: t('order.chooseAccount') },
        ...(data?.accounts.nodes ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
