/** A fact that happened, as it travels: ids and facts, no rows. */
export interface EventEnvelope<Data = unknown> {
  readonly id: string;
  /** Past tense and version, such as `shipment.delivered.v1`. */
  readonly type: string;
  /** Subgraph that published it. */
  readonly source: string;
  /** Place in the source's log: grows by one, without gap. */
  readonly position: number;
  /** Epoch milliseconds UTC. */
  readonly at: number;
  /** The tenant, or null for facts about the company itself. */
  readonly accountId: string | null;
  /** Id of the aggregate. */
  readonly subject: string;
  /** Version of the aggregate after the change. */
  readonly seq: number;
  readonly correlationId: string;
  readonly data: Data;
}
