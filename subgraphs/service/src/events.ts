/** What the service subgraph tells the others. The only file of it that other workspaces import. */
export const SERVICE_SOURCE = 'service';

/** Carried by every event; subject is what the desk shows, seq the version of a case, claim or work order. */
export interface ServiceFacts {
  readonly kind: 'CASE' | 'CLAIM' | 'WORK_ORDER' | 'EDI_MESSAGE' | 'CONTRACT';
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  readonly shipmentId: string | null;
  readonly state: string;
  readonly ownerId: string | null;
}

/** A clock of an item has come near its deadline, nearer, or past it. Carried beside the facts of the item. */
export interface ClockFacts extends ServiceFacts {
  readonly clockId: string;
  /** Of a claim only. */
  readonly legId: string | null;
  /** NOTICE, FILE, ACKNOWLEDGE, DECIDE, STATUS, SUE, RESPOND or RESOLVE. */
  readonly clockKind: string;
  /** Id of the regime that sets the time. */
  readonly regime: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  /** Between the company and its carrier: for the staff only. */
  readonly internal: boolean;
}

/** `calendar.changed.v1`: a party works by other days from now on; subject is the version. */
export interface CalendarChanged {
  /** `house`, an account id, or `carrier:<SCAC>`. */
  readonly party: string;
  readonly version: number;
  readonly timeZone: string;
}

/** `delivery.rated.v1`; subject is the rating. */
export interface DeliveryRated {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly score: number;
}

/** Type names are `<kind>.<verb>.v1`: case.opened.v1, case.replied.v1, case.assigned.v1, case.state-changed.v1 … */
export type ServiceEventType =
  | `${'case' | 'claim' | 'work-order'}.${'opened' | 'replied' | 'assigned' | 'state-changed'}.v1`
  | 'clock.reminded.v1'
  | 'clock.escalated.v1'
  | 'clock.missed.v1'
  | 'calendar.changed.v1'
  | 'delivery.rated.v1'
  | typeof QUEUE_CHANGED;

/** The place of an item on the staff's desk has changed, or of something that another subgraph asks a person for. */
export const QUEUE_CHANGED = 'queue.changed.v1';
