import { CONTRACT_SOURCE } from '@quayside/contract/events';
import { INVOICE_ISSUED, type InvoiceIssued } from '@quayside/contract/money-events';
import type { Database } from '@quayside/shared/db/database';
import type { BusSubscription, EventBus } from '@quayside/shared/events/bus';
import { consume, each } from '@quayside/shared/events/inbox';
import { EDI_SOURCE } from '../events.ts';
import { partnersOf } from '../partner/store.ts';
import { noteDue } from './due.ts';

/** Follows what is billed: every partner of the account that takes invoices gets each of them once. */
export const followInvoices = (parts: { db: Database; bus: EventBus; onDue: () => void }): Promise<BusSubscription> =>
  consume({
    name: EDI_SOURCE,
    source: CONTRACT_SOURCE,
    db: parts.db,
    bus: parts.bus,
    concerns: ({ type }) => type === INVOICE_ISSUED,
    handle: each(async (em, event) => {
      const { invoiceId, number, kind, accountId } = event.data as InvoiceIssued;
      const facts = { orderNumber: number, at: event.at, invoiceIds: [invoiceId] };
      for (const partner of await partnersOf(em, accountId, event.at)) {
        const wanted = { setType: invoiceSet(kind, partner.outSets), recordId: invoiceId, facts };
        if (await noteDue(em, partner, wanted, null)) parts.onDue();
      }
    }),
  });

/** A freight bill has no way to take back: whoever takes a 210 gets credit notes as an 810. */
export const invoiceSet = (kind: InvoiceIssued['kind'], outSets: readonly string[]): '210' | '810' =>
  kind === 'INVOICE' && outSets.includes('210') ? '210' : '810';
