import type { ComponentType } from 'react';
import type { MessageId } from '../language/use-text.ts';
import { type Actor, isStaff } from '../session/permissions.ts';
import { BoxIcon, ContractIcon, ExchangeIcon, InboxIcon, PeopleIcon, ShelfIcon, SpeechIcon } from '../ui/icons.tsx';

export interface Destination {
  readonly to: '/shipments' | '/queue' | '/service' | '/accounts' | '/contracts' | '/edi' | '/stock';
  readonly label: MessageId;
  readonly icon: ComponentType<{ size?: number }>;
}

const SHIPMENTS: Destination = { to: '/shipments', label: 'nav.shipments', icon: BoxIcon };
const WAREHOUSE: Destination = { to: '/stock', label: 'nav.warehouse', icon: ShelfIcon };
const QUEUE: Destination = { to: '/queue', label: 'nav.queue', icon: InboxIcon };
const SERVICE: Destination = { to: '/service', label: 'nav.service', icon: SpeechIcon };
const ACCOUNTS: Destination = { to: '/accounts', label: 'nav.accounts', icon: PeopleIcon };
const COMPANY: Destination = { to: '/accounts', label: 'nav.company', icon: PeopleIcon };
const CONTRACTS: Destination = { to: '/contracts', label: 'nav.contracts', icon: ContractIcon };
const EDI: Destination = { to: '/edi', label: 'nav.edi', icon: ExchangeIcon };

/** Where this person can go, most used first: a phone shows the first four as tabs. */
export const destinationsOf = (actor: Actor): readonly Destination[] =>
  isStaff(actor)
    ? [SHIPMENTS, QUEUE, SERVICE, EDI, WAREHOUSE, ACCOUNTS, CONTRACTS]
    : [SHIPMENTS, SERVICE, EDI, WAREHOUSE, CONTRACTS, COMPANY];
