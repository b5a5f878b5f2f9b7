import {
  CUSTOMER_SOURCE,
  CUSTOMER_VIEW_ENDED,
  CUSTOMER_VIEW_OPENED,
  type CustomerViewFacts,
  REFERRER_CHANGED,
  type ReferrerChanged,
} from '@quayside/customer/events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each, ofTypes } from '@quayside/shared/events/inbox';
import { toIso } from '@quayside/shared/instant';
import type { EntityManager } from 'typeorm';
import { SERVICE_SOURCE } from '../events.ts';
import { appendAudit } from './store.ts';

/**
 * Whoever of the company looks at the portal as a customer does stands in that customer's log: who, when and why. Who was
 * said to have brought a customer stands in the book of the staff: it names another customer.
 */
export const followCustomers = (db: Database, bus: EventBus): Promise<BusSubscription> =>
  consume({
    name: `${SERVICE_SOURCE}-customer-views`,
    source: CUSTOMER_SOURCE,
    db,
    bus,
    concerns: ofTypes(CUSTOMER_VIEW_OPENED, CUSTOMER_VIEW_ENDED, REFERRER_CHANGED),
    handle: each(async (em, { type, data, at }) => {
      if (type === REFERRER_CHANGED) return keepReferrer(em, at, data as ReferrerChanged);
      const { viewId, accountId, by, reason, openedAt, endedAt } = data as CustomerViewFacts;
      const opened = type === CUSTOMER_VIEW_OPENED;
      await appendAudit(em, {
        ...{ accountId, book: 'ACCOUNT', at: opened ? at : (endedAt ?? at), actor: by, subject: viewId },
        action: opened ? 'customer-view.opened' : 'customer-view.ended',
        content: opened ? { reason, since: toIso(openedAt) } : { reason, until: toIso(endedAt ?? at) },
      });
    }),
  });

async function keepReferrer(em: EntityManager, at: number, told: ReferrerChanged): Promise<void> {
  const { accountId, by, before, referrerId: after } = told;
  const entry = { accountId, book: 'INTERNAL', at, actor: by, subject: accountId, content: { before, after } } as const;
  await appendAudit(em, { ...entry, action: 'account.referrer-changed' });
}
