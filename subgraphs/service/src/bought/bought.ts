import type { WithActivity } from '@quayside/contract/activity-events';
import type { ChargeMade } from '@quayside/contract/events';

/**
 * What a customer buys of us, as finely as events tell it: the services of a contract, of which warehousing is told apart
 * by what was charged.
 */
export const BOUGHT_SERVICES = [
  ...(['TRANSPORT', 'GUARANTEED_DELIVERY', 'HANDLING', 'STORAGE', 'WAREHOUSING', 'SHELVING', 'TALLYING'] as const),
  ...(['REPACKING', 'LABELLING', 'KITTING', 'PHOTO', 'QUALITY_CHECK', 'RETURNS_HANDLING'] as const),
  'FINANCING_REFERRAL',
] as const;
export type BoughtService = (typeof BOUGHT_SERVICES)[number];

/** That a customer bought something in a month, however often. */
export interface Bought {
  readonly accountId: string;
  /** The service, or the mode (X12) in which goods were carried. */
  readonly kind: 'SERVICE' | 'MODE';
  readonly value: string;
  /** `2026-11`, UTC. */
  readonly month: string;
}

/** The part of an event that matters here. */
interface ToldEvent {
  readonly type: string;
  readonly at: number;
  readonly data: unknown;
}

/** The month of an instant, UTC: `2026-11`. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

function ofCharge({ service, kind }: Pick<ChargeMade, 'service' | 'kind'>): BoughtService {
  if (service !== 'WAREHOUSING') return service;
  if (kind === 'STORAGE') return 'STORAGE';
  return kind === 'HANDLING_IN' || kind === 'HANDLING_OUT' ? 'HANDLING' : 'WAREHOUSING';
}

/** What was charged because it was done; what was called off or credited is nothing that somebody has had. */
function charged(made: ChargeMade, at: number): Bought[] {
  if (made.reason !== 'DONE' || made.source === 'OTIF') return [];
  const month = monthOf(made.doneAt ?? at);
  return [{ accountId: made.accountId, kind: 'SERVICE', value: ofCharge(made), month }];
}

/** What moved, whether or not anything was agreed to be charged for it. */
function moved({ activity, kind }: WithActivity & { readonly kind?: string }): Bought[] {
  if (!activity) return [];
  const { accountId, at, guaranteed, mode } = activity;
  const bought = { accountId, month: monthOf(at) };
  if (activity.kind === 'RECEIVED') return [{ ...bought, kind: 'SERVICE', value: 'HANDLING' }];
  if (activity.kind !== 'SHIPPED' && activity.kind !== 'DELIVERED') return [];
  // Goods of a warehouse order may be collected by the customer's own carrier: that we carried them shows on arrival.
  const carried = activity.kind === 'DELIVERED' || kind !== 'WAREHOUSE_ORDER';
  return [
    ...(carried ? [{ ...bought, kind: 'SERVICE', value: 'TRANSPORT' } as const] : []),
    ...(guaranteed ? [{ ...bought, kind: 'SERVICE', value: 'GUARANTEED_DELIVERY' } as const] : []),
    ...(kind === 'WAREHOUSE_ORDER' ? [{ ...bought, kind: 'SERVICE', value: 'HANDLING' } as const] : []),
    ...(mode && carried ? [{ ...bought, kind: 'MODE', value: mode } as const] : []),
  ];
}

/** What an event says that a customer has bought: nothing, for most. */
export const boughtBy = ({ type, at, data }: ToldEvent): Bought[] =>
  type === 'charge.made.v1' ? charged(data as ChargeMade, at) : moved(data as WithActivity);
