/** What the service subgraph tells the others. The only file of it that other workspaces import. */
export const SERVICE_SOURCE = 'service';

/** Carried by every event; subject is the case, claim or work order, seq its version. */
export interface ServiceFacts {
  readonly kind: 'CASE' | 'CLAIM' | 'WORK_ORDER';
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly state: string;
  readonly ownerId: string | null;
}

/**
 * `clock.reminder.v1`, `clock.due.v1` and `clock.escalated.v1`: a deadline of an item comes up, has come, or has passed
 * without an answer; subject is the item.
 */
export interface ClockFacts {
  readonly itemKind: ServiceFacts['kind'];
  readonly itemId: string;
  readonly number: string;
  /** Which deadline of the item it is; `due` is that of the item as a whole. */
  readonly clock: string;
  /** Epoch milliseconds, or an instant as text. */
  readonly dueAt: number | string;
}
export const CLOCK_REMINDER = 'clock.reminder.v1';
export const CLOCK_DUE = 'clock.due.v1';
export const CLOCK_ESCALATED = 'clock.escalated.v1';

/** `conversation.read.v1`: somebody has read on; subject is the item. */
export const CONVERSATION_READ = 'conversation.read.v1';

/** `notification.made.v1` and `notification.read.v1`; subject is the member whose notifications they are. */
export interface NotificationTold {
  readonly memberId: string;
  /** Null when several were read at once. */
  readonly notificationId: string | null;
}
export const NOTIFICATION_MADE = 'notification.made.v1';
export const NOTIFICATION_READ = 'notification.read.v1';

/** Carried by `mail.queued.v1` and `mail.sent.v1`; subject is what the mail is about. */
export interface MailTold {
  readonly mailId: string;
}
export const MAIL_QUEUED = 'mail.queued.v1';
export const MAIL_SENT = 'mail.sent.v1';
/** `mail.failed.v1`: a mail was given up; subject is what it is about. */
export interface MailFailed extends MailTold {
  readonly itemKind: ServiceFacts['kind'];
  readonly itemId: string;
  readonly number: string;
  readonly reason: string;
}
export const MAIL_FAILED = 'mail.failed.v1';

/** `delivery.rated.v1`; subject is the rating. */
export interface DeliveryRated {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly score: number;
}

/** Type names are `<kind>.<verb>.v1`: case.opened.v1, case.replied.v1, case.assigned.v1, case.state-changed.v1 … */
export type ServiceEventType =
  | `${'case' | 'claim' | 'work-order'}.${'opened' | 'replied' | 'assigned' | 'state-changed'}.v1`
  | 'delivery.rated.v1';
