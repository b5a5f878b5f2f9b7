import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Everything the gateway counts, in a registry of its own so that two gateways in one process do not mix. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'door' | 'outcome'>;
  readonly duration: Histogram<'door'>;
  readonly liveSockets: Gauge;
  readonly liveGroups: Gauge;
  readonly liveSubscriptions: Gauge;
  /** Events that groups executed. */
  readonly liveEvents: Counter;
  /** Updates written to sockets. */
  readonly liveUpdates: Counter;
  /** Updates that a newer one replaced before a slow client could take them. */
  readonly liveCoalesced: Counter;
  /** Sockets closed because the client stayed behind. */
  readonly liveTooSlow: Counter;
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Opens the registry; `process` metrics come with it. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name: `quayside_${name}`, help, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `quayside_${name}`, help, registers });
  return {
    registry,
    requests: new Counter({
      name: 'quayside_requests_total',
      help: 'Requests by door and outcome.',
      labelNames: ['door', 'outcome'],
      registers,
    }),
    duration: new Histogram({
      name: 'quayside_request_duration_seconds',
      help: 'Time from request to answer.',
      labelNames: ['door'],
      buckets: SECONDS,
      registers,
    }),
    liveSockets: gauge('live_sockets', 'Open WebSockets.'),
    liveGroups: gauge('live_groups', 'Groups of subscribers that share their updates.'),
    liveSubscriptions: gauge('live_subscriptions', 'Open subscriptions.'),
    liveEvents: counter('live_events_total', 'Events executed for groups.'),
    liveUpdates: counter('live_updates_total', 'Updates written to sockets (fan-out).'),
    liveCoalesced: counter('live_coalesced_total', 'Updates replaced by a newer one before they were sent.'),
    liveTooSlow: counter('live_too_slow_total', 'Sockets closed because the client stayed behind.'),
  };
}
