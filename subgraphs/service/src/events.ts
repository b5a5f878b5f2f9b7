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

/** `delivery.rated.v1`; subject is the rating. */
export interface DeliveryRated {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly score: number;
}

/** Type names are `<kind>.<verb>.v1`: case.opened.v1, case.replied.v1, case.assigned.v1, case.state-changed.v1 … */
export type ServiceEventType =
  | `${'case' | 'claim' | 'work-order'}.${'opened' | 'replied' | 'assigned' | 'state-changed'}.v1`
  | 'delivery.rated.v1'
  | typeof QUEUE_CHANGED;

/** The place of an item on the staff's desk has changed, or of something that another subgraph asks a person for. */
export const QUEUE_CHANGED = 'queue.changed.v1';
