/** What the EDI bridge tells the others. The only file of it that other workspaces import. */
export const EDI_SOURCE = 'edi';

/**
 * `edi-message.recorded.v1` when a message came or went, `edi-message.changed.v1` when its state changed; the other two
 * are alarms: the acknowledgement of a group of ours is overdue, and nobody has done anything about it.
 */
export interface EdiMessageFacts {
  readonly messageId: string;
  readonly direction: 'IN' | 'OUT';
  readonly state: string;
  /** The state it was in, where an event tells of a change. */
  readonly changedFrom?: string;
  readonly partnerId: string | null;
  readonly accountId: string | null;
  /** It is what a carrier bills us, or our answer to it, and waits for a person: for those who may see margins. */
  readonly ourCost?: true;
  /** What it was and what became of it, where it waits for a person. */
  readonly summary?: string;
}
export const EDI_MESSAGE_RECORDED = 'edi-message.recorded.v1';
export const EDI_MESSAGE_CHANGED = 'edi-message.changed.v1';
export const EDI_ACKNOWLEDGEMENT_OVERDUE = 'edi-acknowledgement.overdue.v1';
export const EDI_ACKNOWLEDGEMENT_ESCALATED = 'edi-acknowledgement.escalated.v1';
