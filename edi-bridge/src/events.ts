/** What the EDI bridge tells the others. The only file of it that other workspaces import. */
export const EDI_SOURCE = 'edi';

/** `edi-message.recorded.v1` when a message came or went, `edi-message.changed.v1` when its state changed. */
export interface EdiMessageFacts {
  readonly messageId: string;
  readonly direction: 'IN' | 'OUT';
  readonly state: string;
  readonly partnerId: string | null;
  readonly accountId: string | null;
}
export const EDI_MESSAGE_RECORDED = 'edi-message.recorded.v1';
export const EDI_MESSAGE_CHANGED = 'edi-message.changed.v1';
