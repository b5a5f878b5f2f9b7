import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { PickShipmentDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useText } from '../../language/use-text.ts';
import { ShipmentStateMark } from '../../status/shipment-state.tsx';
import { SearchIcon } from '../../ui/icons.tsx';
import type { RaiseSubject } from './raise-subject.ts';
import '../../ui/picker.css';

/** Which shipment is it about: the latest ones at once, any other by its number or a reference. */
export function ShipmentPicker({ pick }: { pick: (shipment: NonNullable<RaiseSubject['shipment']>) => void }) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [{ data, error }, readAgain] = useQuery({ query: PickShipmentDocument, variables: { search } });
  const found = data?.shipments.nodes;
  return (
    <div className="form-stack" data-undrafted="">
      <TextInput
        type="search"
        label={t('raise.whichShipment')}
        placeholder={t('shipments.search')}
        leftSection={<SearchIcon size={16} />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {error && !found && <QueryFailure error={error} retry={readAgain} />}
      <ul className="picker" aria-label={t('nav.shipments')}>
        {found?.map((shipment) => (
          <li key={shipment.id}>
            <button type="button" onClick={() => pick(shipment)}>
              <strong>{shipment.number}</strong>
              <span className="soft small picker-facts">
                {[...shipment.references.slice(0, 2).map(({ value }) => value), shipment.consignee?.name]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <ShipmentStateMark state={shipment.state} />
            </button>
          </li>
        ))}
        {found?.length === 0 && <li className="soft">{t('palette.nothing')}</li>}
      </ul>
    </div>
  );
}
