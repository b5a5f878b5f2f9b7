import type { ConversationViewFragment, TrackingQuery, TrackingViewFragment } from '../generated/operations.ts';
import type { Language, Messages } from './words.ts';

/** What the server fetched for the page: the view, where its stream goes on, and what the reader sent before. */
export type Snapshot = NonNullable<TrackingQuery['tracking']>;
export type View = TrackingViewFragment;
export type Instruction = View['instructions'][number];
export type Rating = NonNullable<Snapshot['rating']>;
export type DamageReport = NonNullable<Snapshot['damageReports']>[number];

export type Conversation = ConversationViewFragment;

/** Everything that the server hands to the script, as JSON in the page. */
export interface PageData {
  readonly language: Language;
  readonly messages: Messages;
  readonly snapshot: Snapshot;
  /** Epoch milliseconds at which the snapshot was true. */
  readonly takenAt: number;
}
