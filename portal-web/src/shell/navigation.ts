import type { ComponentType } from 'react';
import type { MessageId } from '../language/use-text.ts';
import { type Actor, isStaff, maySeeValue } from '../session/permissions.ts';
import {
  BoxIcon,
  ChartIcon,
  CheckIcon,
  ContractIcon,
  ExchangeIcon,
  InboxIcon,
  MoneyIcon,
  PeopleIcon,
  ShelfIcon,
  SpeechIcon,
  TrendIcon,
} from '../ui/icons.tsx';

export interface Destination {
  readonly to:
    | '/invoices'
    | '/shipments'
    | '/queue'
    | '/service'
    | '/accounts'
    | '/contracts'
    | '/edi'
    | '/stock'
    | '/floor'
    | '/value'
    | '/boards';
  readonly label: MessageId;
  readonly icon: ComponentType<{ size?: number }>;
  /** Pages that belong to it and have another address. */
  readonly also?: readonly string[];
}

const SHIPMENTS: Destination = {
  to: '/shipments',
  label: 'nav.shipments',
  icon: BoxIcon,
  also: ['/order'],
};
const WAREHOUSE: Destination = { to: '/stock', label: 'nav.warehouse', icon: ShelfIcon, also: ['/inbound', '/packs'] };
const QUEUE: Destination = { to: '/queue', label: 'nav.queue', icon: InboxIcon, also: ['/held-mails', '/supervision'] };
const SERVICE: Destination = {
  to: '/service',
  label: 'nav.service',
  icon: SpeechIcon,
  also: [
    '/cases',
    '/claims',
    '/work-orders',
    '/returns',
    '/capacity',
    '/satisfaction',
    '/case-analysis',
    '/knowledge',
    '/defects',
  ],
};
const ACCOUNTS: Destination = {
  to: '/accounts',
  label: 'nav.accounts',
  icon: PeopleIcon,
  also: ['/calendars', '/organization', '/parameters'],
};
const COMPANY: Destination = { to: '/accounts', label: 'nav.company', icon: PeopleIcon };
const CONTRACTS: Destination = {
  to: '/contracts',
  label: 'nav.contracts',
  icon: ContractIcon,
  also: ['/quotes', '/simulation', '/tiers', '/fuel'],
};
const MONEY: Destination = {
  to: '/invoices',
  label: 'nav.money',
  icon: MoneyIcon,
  also: ['/charges', '/receivables', '/remittances', '/carrier-invoices', '/billing', '/waiting', '/prices'],
};
const EDI: Destination = { to: '/edi', label: 'nav.edi', icon: ExchangeIcon, also: ['/edi-check', '/edi-partners'] };

const VALUE: Destination = { to: '/value', label: 'nav.value', icon: TrendIcon };
const BOARDS: Destination = { to: '/boards', label: 'nav.boards', icon: ChartIcon };
const FLOOR: Destination = { to: '/floor', label: 'floor.title', icon: CheckIcon };

/** Where this person can go, most used first: a phone shows the first four as tabs. */
export const destinationsOf = (actor: Actor): readonly Destination[] =>
  actor.role === 'OPERATOR'
    ? [SHIPMENTS, QUEUE, FLOOR, SERVICE, EDI, WAREHOUSE, ACCOUNTS, CONTRACTS, MONEY, BOARDS]
    : isStaff(actor)
      ? [
          SHIPMENTS,
          QUEUE,
          SERVICE,
          EDI,
          WAREHOUSE,
          ACCOUNTS,
          CONTRACTS,
          MONEY,
          BOARDS,
          ...(maySeeValue(actor) ? [VALUE] : []),
        ]
      : [SHIPMENTS, SERVICE, EDI, WAREHOUSE, CONTRACTS, MONEY, BOARDS, COMPANY];

/** Whether this address is a page of the destination. */
export const isAt = ({ to, also = [] }: Pick<Destination, 'to' | 'also'>, path: string): boolean =>
  [to, ...also].some((start) => path === start || path.startsWith(`${start}/`));
