/** What the service subgraph tells the others. The only file of it that other workspaces import. */
export const SERVICE_SOURCE = 'service';

/** Carried by every event; subject is the case, claim, work order or return, seq its version. */
export interface ServiceFacts {
  readonly kind: 'CASE' | 'CLAIM' | 'WORK_ORDER' | 'RETURN_ORDER';
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

/** A branch works other hours; subject is the day. Data: WorkCapacityChanged. */
export const WORK_CAPACITY_CHANGED = 'work-capacity.changed.v1';
/** Whose hours they are. */
export interface WorkCapacityChanged {
  readonly branch: string;
  /** YYYY-MM-DD, or MON to SUN. */
  readonly day: string;
}

type ItemVerb = 'opened' | 'replied' | 'assigned' | 'state-changed' | 'worked' | 'charged' | 'rated';
/**
 * Type names are `<kind>.<verb>.v1`: case.opened.v1, case.replied.v1, case.assigned.v1, case.state-changed.v1 … Only jobs
 * are worked on and rated, and only jobs and returns are charged.
 */
export type ServiceEventType =
  | `${'case' | 'claim' | 'work-order' | 'return-order'}.${ItemVerb}.v1`
  | 'delivery.rated.v1';
