import type { Instant } from '@quayside/shared/instant';

/** An event of the shipment subgraph that a verdict rests on. */
export interface OtifEvidence {
  /** Of the event in the log. */
  readonly id: string;
  readonly type: string;
  /** When it happened, at the place where it did. */
  readonly at: Instant;
  /** X12 element 1650 of a milestone. */
  readonly code: string | null;
  /** X12 element 1651 of a milestone. */
  readonly reasonCode: string | null;
}
/** An order line of which something is missing. */
export interface ShortLine {
  readonly line: number;
  readonly ordered: number;
  readonly shipped: number;
}

/** A shipment as far as the rule looks at it, with the events that told it. */
export interface OtifFact {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly contractId: string;
  readonly number: string;
  readonly promisedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  /** It does not come: nothing is counted. */
  readonly ended: boolean;
  readonly lineCount: number;
  readonly short: readonly ShortLine[];
  /** Reason codes that were reported on the way. */
  readonly reasons: readonly string[];
  readonly events: readonly OtifEvidence[];
}

/** What one event says of a shipment; what it leaves out stays as it was. */
export interface ToldFact {
  readonly event: OtifEvidence;
  readonly shipmentId: string;
  readonly accountId: string;
  readonly contractId: string | null;
  readonly number: string;
  readonly state: string;
  readonly promisedAt?: Instant | null | undefined;
  readonly deliveredAt: Instant | null;
  readonly lineCount?: number | undefined;
  readonly short?: readonly ShortLine[] | undefined;
}

const MOST_EVENTS = 60;
const ENDED = ['CANCELLED', 'DECLINED'];
/** `NS` and `NA` mean normal status: they say why nothing is wrong. */
const NORMAL = ['NS', 'NA'];

/** The fact after one more event; null for a shipment that falls under no contract. */
export function told(before: OtifFact | null, news: ToldFact): OtifFact | null {
  const contractId = news.contractId ?? before?.contractId ?? null;
  if (contractId === null) return null;
  const { shipmentId, accountId, number, deliveredAt, event } = news;
  const known = before?.events.some(({ id }) => id === event.id) ?? false;
  const reason = event.reasonCode !== null && !NORMAL.includes(event.reasonCode) ? [event.reasonCode] : [];
  return {
    ...{ shipmentId, accountId, contractId, number, deliveredAt },
    promisedAt: news.promisedAt === undefined ? (before?.promisedAt ?? null) : news.promisedAt,
    ended: ENDED.includes(news.state),
    lineCount: Math.max(1, news.lineCount ?? before?.lineCount ?? 1),
    short: news.short ?? before?.short ?? [],
    reasons: [...new Set([...(before?.reasons ?? []), ...reason])],
    events: known ? (before?.events ?? []) : [...(before?.events ?? []), event].slice(-MOST_EVENTS),
  };
}
