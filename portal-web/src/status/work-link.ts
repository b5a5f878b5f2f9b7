import type { NotificationSubject, QueueItemKind } from '../generated/operations.ts';

/** The page of what the desk or a notification is about. */
export function workLink(kind: NotificationSubject | QueueItemKind, id: string) {
  switch (kind) {
    case 'CASE':
      return { to: '/cases/$caseId', params: { caseId: id } } as const;
    case 'CLAIM':
    case 'CLAIM_APPROVAL':
      return { to: '/claims/$claimId', params: { claimId: id } } as const;
    case 'WORK_ORDER':
      return { to: '/work-orders/$workOrderId', params: { workOrderId: id } } as const;
    case 'RETURN_ORDER':
      return { to: '/returns/$returnId', params: { returnId: id } } as const;
    case 'SHIPMENT':
      return { to: '/shipments/$shipmentId', params: { shipmentId: id } } as const;
    case 'CONTRACT':
      return { to: '/contracts/$contractId', params: { contractId: id } } as const;
    case 'QUOTE':
      return { to: '/quotes/$quoteId', params: { quoteId: id } } as const;
    case 'INVOICE':
      return { to: '/invoices/$invoiceId', params: { invoiceId: id } } as const;
    case 'CREDIT':
      return { to: '/accounts/$accountId/credit', params: { accountId: id } } as const;
    case 'OTIF':
      return { to: '/contracts/$contractId/otif', params: { contractId: id } } as const;
    case 'EDI_MESSAGE':
      return { to: '/edi/$messageId', params: { messageId: id } } as const;
  }
}
