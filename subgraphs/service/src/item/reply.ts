import type { NewMessage } from '../conversation/conversation.ts';

/** A message to the conversation of an item. */
export interface Reply extends NewMessage {
  readonly id: string;
}
