import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/spotlight/styles.css';
import './command-palette.css';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { FindShipmentDocument } from '../generated/operations.ts';
import { useText } from '../language/use-text.ts';
import { useViewer } from '../session/viewing.tsx';
import { useReturnFocus } from '../ui/dialog.tsx';
import { BoxIcon, SearchIcon } from '../ui/icons.tsx';
import { destinationsOf } from './navigation.ts';

// Enter takes the first answer when none has been chosen with the arrows.
function openFirst(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || document.querySelector('[data-action][data-selected]')) return;
  document.querySelector<HTMLElement>('[data-action]')?.click();
}

/** Go to a page, or find a shipment by its number or any reference, without leaving the keyboard. */
export default function CommandPalette({ close }: { close: () => void }) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 120);
  const actions = [...usePageActions(typed), ...useShipmentActions(search)];
  useReturnFocus();
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight
      actions={actions}
      query={typed}
      onQueryChange={setTyped}
      // Both lists are filtered already, one of them by the server.
      filter={(_, all) => all}
      onSpotlightClose={close}
      shortcut={null}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      nothingFound={typed ? t('palette.nothing') : t('palette.hint')}
      searchProps={{
        leftSection: <SearchIcon />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.open'),
        onKeyDown: openFirst,
      }}
    />
  );
}

function usePageActions(typed: string): SpotlightActionData[] {
  const t = useText();
  const navigate = useNavigate();
  const viewer = useViewer();
  const wanted = typed.trim().toLowerCase();
  return destinationsOf(viewer)
    .filter(({ label }) => t(label).toLowerCase().includes(wanted))
    .map(({ to, label, icon: Icon }) => ({
      id: to,
      label: t(label),
      leftSection: <Icon />,
      onClick: () => navigate({ to }),
    }));
}

function useShipmentActions(search: string): SpotlightActionData[] {
  const t = useText();
  const navigate = useNavigate();
  const [{ data }] = useQuery({
    query: FindShipmentDocument,
    variables: { search },
    pause: search.length < 2,
  });
  if (search.length < 2) return [];
  return (data?.shipments.nodes ?? []).map((shipment) => ({
    id: shipment.id,
    label: shipment.number,
    description: [
      t(`shipmentState.${shipment.state}`),
      shipment.account.name,
      ...shipment.references.slice(0, 3).map(({ kind, value }) => `${t(`reference.${kind}`)} ${value}`),
    ].join(' · '),
    leftSection: <BoxIcon />,
    onClick: () => navigate({ to: '/shipments/$shipmentId', params: { shipmentId: shipment.id } }),
  }));
}
