import type { HeardEvent } from './hearing.ts';

/** What is known here of a contract: enough to see that it ends, and what it covers. */
export interface Agreement {
  readonly id: string;
  readonly accountId: string;
  readonly number: string;
  readonly state: string;
  /** YYYY-MM-DD, both ends included. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly services: readonly string[];
}

/** Published by the contract subgraph; a test holds the names against the originals. */
export const AGREEMENT_EVENTS: readonly string[] = [
  'contract.activated.v1',
  'contract.amended.v1',
  'contract.terminated.v1',
];

/** The contract as an event tells it, or null. */
export function agreementOf({ source, type, data }: HeardEvent): Agreement | null {
  // Millions of events of other names pass.
  if (source !== 'contract' || !type.startsWith('contract.') || !AGREEMENT_EVENTS.includes(type)) return null;
  const terms = data as Readonly<Record<string, unknown>>;
  const { contractId, accountId, number, state, validFrom, validTo, services } = terms;
  if (typeof contractId !== 'string' || typeof accountId !== 'string') return null;
  const covered = Array.isArray(services) ? (services as readonly { service?: unknown }[]) : [];
  return {
    id: contractId,
    accountId,
    number: String(number ?? ''),
    state: String(state ?? ''),
    validFrom: String(validFrom ?? ''),
    validTo: String(validTo ?? ''),
    services: covered.flatMap(({ service }) => (typeof service === 'string' ? [service] : [])),
  };
}
