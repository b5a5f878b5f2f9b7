import { NativeSelect } from '@mantine/core';
import { useQuery } from 'urql';
import { StaffDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';

interface AssignSelectProps {
  readonly ownerId: string | undefined;
  readonly assign: (ownerId: string) => void;
}

/** Who answers for it. Nobody is only possible before the first owner. */
export function AssignSelect({ ownerId, assign }: AssignSelectProps) {
  const t = useText();
  const [{ data }] = useQuery({ query: StaffDocument });
  return (
    <NativeSelect
      label={t('work.owner')}
      value={ownerId ?? ''}
      onChange={({ currentTarget: { value } }) => value && assign(value)}
      data={[
        ...(ownerId ? [] : [{ value: '', label: t('work.nobody') }]),
        ...(data?.staff ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
