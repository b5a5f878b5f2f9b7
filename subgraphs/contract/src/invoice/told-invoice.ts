import {
  COLLECTION_STEP_TAKEN,
  DISPUTE_DECIDED,
  INVOICE_ISSUED,
  LINE_DISPUTED,
  RECEIVABLE_CHANGED,
} from '../money-events.ts';

const TOLD = [INVOICE_ISSUED, RECEIVABLE_CHANGED, COLLECTION_STEP_TAKEN, LINE_DISPUTED, DISPUTE_DECIDED];

/** The invoice that an event is about; null for any other event. */
export const toldInvoice = ({ type, data }: { readonly type: string; readonly data: unknown }): string | null =>
  TOLD.includes(type) ? ((data as { invoiceId?: string }).invoiceId ?? null) : null;
