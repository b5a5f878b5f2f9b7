import type { QueueRowFragment } from '../../generated/operations.ts';

/** Where the work itself is done. */
export function linkOf({ kind, id }: Pick<QueueRowFragment, 'kind' | 'id'>) {
  switch (kind) {
    case 'CASE':
      return { to: '/cases/$caseId', params: { caseId: id } } as const;
    case 'CLAIM':
      return { to: '/claims/$claimId', params: { claimId: id } } as const;
    case 'WORK_ORDER':
      return { to: '/work-orders/$workOrderId', params: { workOrderId: id } } as const;
    case 'RETURN_ORDER':
      return { to: '/returns/$returnId', params: { returnId: id } } as const;
    case 'EDI_MESSAGE':
      return { to: '/edi/$messageId', params: { messageId: id } } as const;
    case 'CONTRACT':
      return { to: '/contracts/$contractId', params: { contractId: id } } as const;
  }
}
