import { formatInstant, type Reading } from '../../format/instant.ts';
import type { NotificationLineFragment } from '../../generated/operations.ts';
import { subjectStateWord } from '../../language/code-words.ts';
import type { Text } from '../../language/use-text.ts';

/** The sentence of a notification in the reader's language. */
export function notificationWords(line: NotificationLineFragment, t: Text, reading: Reading): string {
  return t(`notification.${line.topic}`, {
    actor: line.actor ?? 'Quayside',
    number: line.number,
    state: line.state ? subjectStateWord(line.subjectKind, line.state, t) : '',
    due: line.dueAt ? formatInstant(line.dueAt, reading) : '',
  });
}

/** The page that a notification leads to. */
export function notificationLink({ subjectKind, subjectId }: NotificationLineFragment) {
  switch (subjectKind) {
    case 'CASE':
      return { to: '/cases/$caseId', params: { caseId: subjectId } } as const;
    case 'CLAIM':
      return { to: '/claims/$claimId', params: { claimId: subjectId } } as const;
    case 'WORK_ORDER':
      return { to: '/work-orders/$workOrderId', params: { workOrderId: subjectId } } as const;
    case 'SHIPMENT':
      return { to: '/shipments/$shipmentId', params: { shipmentId: subjectId } } as const;
    case 'CONTRACT':
      return { to: '/contracts/$contractId', params: { contractId: subjectId } } as const;
    case 'EDI_MESSAGE':
      return { to: '/edi/$messageId', params: { messageId: subjectId } } as const;
    case 'RETURN_ORDER':
      return { to: '/returns/$returnId', params: { returnId: subjectId } } as const;
  }
}
