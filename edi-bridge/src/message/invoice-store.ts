import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { visibleMessages } from './store.ts';
import { invoiceTable } from './table.ts';

interface Spoken {
  readonly id: string;
  readonly messageId: string;
}

/** The invoices of ours that these messages speak of; nothing of a message out of the viewer's reach. */
export const findInvoices = (em: EntityManager, viewer: Viewer, messageIds: readonly string[]): Promise<Spoken[]> =>
  messageIds.length === 0
    ? Promise.resolve([])
    : visibleMessages(em, viewer)
        .innerJoin(invoiceTable.options.name, 'i', 'i.message_id = m.id')
        .select('i.invoice_id', 'id')
        .addSelect('m.id', 'messageId')
        .andWhere('m.id IN (:...messageIds)', { messageIds: [...messageIds] })
        .orderBy('i.invoice_id')
        .getRawMany<Spoken>();
