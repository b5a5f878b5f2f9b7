import { type AnyRouter, Link, type LinkProps, useRouter, useRouterState } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { type MessageId, useText } from '../language/use-text.ts';
import { ArrowLeftIcon } from '../ui/icons.tsx';

// Addresses of this visit by their place in the browser's history.
const steps = new Map<number, string>();

/** Remembers where each step of the history leads, so that the way back can be named. */
export function rememberSteps(router: AnyRouter): void {
  router.subscribe('onResolved', ({ toLocation }) => {
    steps.set(toLocation.state.__TSR_index, toLocation.href);
  });
}

const LISTS: Readonly<Record<string, MessageId>> = {
  '/shipments': 'nav.shipments',
  '/queue': 'nav.queue',
  '/service': 'nav.service',
  '/edi': 'nav.edi',
  '/accounts': 'nav.accounts',
  '/organization': 'organization.title',
  '/contracts': 'nav.contracts',
  '/invoices': 'invoices.title',
  '/remittances': 'remittances.title',
  '/carrier-invoices': 'carrierInvoices.title',
  '/quotes': 'quotes.title',
  '/receivables': 'receivables.title',
  '/notifications': 'notifications.title',
  '/floor': 'floor.title',
  '/value': 'nav.value',
  '/knowledge': 'knowledge.title',
  '/defects': 'defects.title',
  '/boards': 'nav.boards',
};

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

interface BackLinkProps extends Pick<LinkProps, 'search'> {
  /** Where this page belongs, for whoever came by a link from outside. */
  readonly to:
    | ('/shipments' | '/queue' | '/service' | '/edi' | '/accounts' | '/contracts' | '/notifications' | '/floor')
    | ('/quotes' | '/receivables' | '/knowledge' | '/defects')
    | '/organization'
    | '/invoices'
    | '/remittances'
    | '/carrier-invoices'
    | '/value'
    | '/boards';
}

/** The way back that was come: a list keeps its filter, its rows and its place. */
export function BackLink({ to, search }: BackLinkProps) {
  const t = useText();
  const router = useRouter();
  const index = useRouterState({ select: ({ location }) => location.state.__TSR_index });
  const before = steps.get(index - 1);
  if (!before) {
    return (
      <Link to={to} {...(search ? { search } : {})}>
        <ArrowLeftIcon size={14} />
        {t(LISTS[to] ?? 'ui.back')}
      </Link>
    );
  }
  const goBack = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    router.history.back();
  };
  return (
    <a href={before} onClick={goBack}>
      <ArrowLeftIcon size={14} />
      {t(LISTS[before.split('?')[0] ?? ''] ?? 'ui.back')}
    </a>
  );
}
