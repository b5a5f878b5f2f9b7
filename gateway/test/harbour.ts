import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Database } from '@quayside/shared/db/database';
import { CreateTenantScope1767225600001, tenantScopeTable } from '@quayside/shared/db/reach';
import { AppError } from '@quayside/shared/errors';
import { CreateInbox1767225600002, inboxTable } from '@quayside/shared/events/inbox';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { type Subgraph, type SubgraphContext, startSubgraph } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { appendEvents, type NewEvent } from '@quayside/shared/outbox/append';
import { CreateEventLog1767225600000, eventTable, relayTable } from '@quayside/shared/outbox/table';
import { parse } from 'graphql';
import { CUSTOMER_SDL, SERVICE_SDL, SHIPMENT_SDL } from './harbour-schemas.ts';

const SDL = { customer: CUSTOMER_SDL, shipment: SHIPMENT_SDL, service: SERVICE_SDL } as const;
export type HarbourName = keyof typeof SDL;

/** The supergraph of the three test subgraphs. */
export function harbourSupergraph(): string {
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({ name, url: `http://${name}.test/`, typeDefs: parse(sdl) })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map((one) => one.message).join('\n'));
  return composed.supergraphSdl;
}

/** Secrets that the test subgraphs know; take one away and it is not valid any more. */
export type KnownSecrets = Map<string, { readonly viewer: Viewer; readonly expiresAt: string | null }>;

/** Three subgraphs with real stores, a bus between them, and hands on their levers. */
export interface Harbour {
  readonly subgraphs: Readonly<Record<HarbourName, Subgraph>>;
  readonly bus: MemoryBus;
  readonly secrets: KnownSecrets;
  /** How often each subgraph resolved an update's claims: once per execution. */
  readonly executions: { count: number };
  /** Moves a shipment and waits until the event is published. */
  move(id: string, state: string, accountId?: string): Promise<void>;
  /** So many moves of one shipment at once. */
  moveOften(id: string, times: number, accountId?: string): Promise<void>;
  /** Takes the newest events away, as a restored backup would. */
  restore(position: number): Promise<void>;
  /** Takes a secret away and says so on the bus. */
  revoke(secret: string): Promise<void>;
  stop(): Promise<void>;
}

const tables = [eventTable, relayTable, inboxTable, tenantScopeTable];
const migrations = [CreateEventLog1767225600000, CreateTenantScope1767225600001, CreateInbox1767225600002];
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export async function openHarbour(): Promise<Harbour> {
  const folder = mkdtempSync(join(tmpdir(), 'harbour-'));
  const bus = new MemoryBus(silentLog);
  const secrets: KnownSecrets = new Map();
  const executions = { count: 0 };
  const open = async (name: HarbourName, resolvers: object): Promise<Subgraph> => {
    const databaseUrl = `file:${join(folder, `${name}.sqlite`)}`;
    const db = await Database.open({ url: databaseUrl, tables, migrations });
    const deps = { databaseUrl, bus, log: silentLog };
    return startSubgraph({ name, typeDefs: SDL[name], resolvers, db, deps, context: (base) => base });
  };
  const subgraphs = {
    customer: await open('customer', customerResolvers(secrets)),
    shipment: await open('shipment', shipmentResolvers(secrets)),
    service: await open('service', serviceResolvers(executions)),
  };
  return {
    subgraphs,
    bus,
    secrets,
    executions,
    move: (id, state, accountId = 'acme') => publish(subgraphs.shipment, [moved(id, state, accountId)]),
    moveOften: (id, times, accountId = 'acme') =>
      publish(
        subgraphs.shipment,
        Array.from({ length: times }, (_, n) => moved(id, `STEP${n}`, accountId)),
      ),
    restore: async (position) => {
      await subgraphs.shipment.db.write((em) => em.query('DELETE FROM event WHERE position > ?', [position]));
    },
    revoke: async (secret) => {
      secrets.delete(secret);
      const data = { credentialHash: hashOf(secret) };
      await publish(subgraphs.customer, [{ type: 'credential.revoked.v1', subject: 'x', accountId: null, data }]);
    },
    stop: async () => {
      for (const subgraph of Object.values(subgraphs)) await subgraph.stop();
      await bus.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let seq = 0;

type Happened = Pick<NewEvent, 'type' | 'subject' | 'accountId' | 'data'>;

const moved = (id: string, state: string, accountId: string): Happened => ({
  type: 'shipment.moved.v1',
  subject: id,
  accountId,
  data: { state, accountId },
});

async function publish(subgraph: Subgraph, happened: readonly Happened[]): Promise<void> {
  const events = happened.map((one) => ({ ...one, seq: ++seq, at: Date.now(), correlationId: 'test' }));
  await subgraph.db.write((em) => appendEvents(em, events));
  await subgraph.settle();
}

const verified = (secrets: KnownSecrets, secret: string) => {
  const found = secrets.get(secret);
  return found ? { viewer: JSON.stringify(found.viewer), expiresAt: found.expiresAt } : null;
};

function customerResolvers(secrets: KnownSecrets): object {
  const account = (id: string) => ({ id, name: `Account ${id}` });
  return {
    Query: {
      account: (_: unknown, { id }: { id: string }) => account(id),
      verifySession: (_: unknown, { token }: { token: string }) => verified(secrets, token),
      verifyApiKey: (_: unknown, { secret }: { secret: string }) => verified(secrets, secret),
    },
    Mutation: {
      openSession: (_: unknown, { email, password }: { email: string; password: string }) => {
        const found = secrets.get(`session-${email}`);
        if (email === 'locked') return { __typename: 'Refusal', code: 'SIGN_IN_LOCKED', message: 'Locked.' };
        if (!found || password !== 'right') return { __typename: 'Refusal', code: 'SIGN_IN_FAILED', message: 'No.' };
        const expiresAt = new Date(Date.now() + 60_000).toISOString();
        return {
          __typename: 'OpenedSession',
          token: `session-${email}`,
          viewer: JSON.stringify(found.viewer),
          expiresAt,
        };
      },
      closeSession: (_: unknown, { token }: { token: string }) => secrets.delete(token),
    },
    Account: {
      __resolveReference: ({ id }: { id: string }) => account(id),
      fault: () => {
        throw new Error('password of the database is hunter2');
      },
    },
  };
}

interface Moved {
  readonly state: string;
  readonly accountId: string;
}

const shipmentOf = (id: string, moved: Moved, at: number) => ({
  id,
  state: moved.state,
  account: { __typename: 'Account', id: moved.accountId },
  seq: at,
});

const maySee = (viewer: Viewer, accountId: string): boolean =>
  viewer.reach.kind === 'everything' || (viewer.reach.kind === 'account' && viewer.reach.accountId === accountId);

async function* updates(context: SubgraphContext, after: string | null | undefined, id: string | null) {
  const filter = { viewer: context.viewer, ...(id === null ? {} : { subject: id }) };
  for await (const { cursor, event } of context.live.follow(after, filter)) {
    const moved = event.data as Moved;
    if ((id !== null && event.subject !== id) || !maySee(context.viewer, moved.accountId)) continue;
    yield { cursor, event: event.type, shipment: shipmentOf(event.subject, moved, event.seq) };
  }
}

function shipmentResolvers(secrets: KnownSecrets): object {
  const some = (id: string) => shipmentOf(id, { state: 'BOOKED', accountId: 'acme' }, 0);
  const files = new Map<string, object>();
  return {
    Query: {
      shipment: (_: unknown, { id }: { id: string }) => some(id),
      shipments: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_one, n) => some(`s${n}`)),
      liveCursor: (_: unknown, _args: unknown, context: SubgraphContext) => context.live.cursor(),
      verifyTrackingLink: (_: unknown, { token }: { token: string }) => verified(secrets, token),
      storedFile: (_: unknown, { id }: { id: string }) => files.get(id) ?? null,
    },
    Mutation: {
      move: (_: unknown, { id, state }: { id: string; state: string }) => ({ ...some(id), state }),
      registerFile: (_: unknown, facts: { sha256: string }) => {
        const file = { id: `f${files.size}`, ...facts };
        files.set(file.id, file);
        return file;
      },
    },
    Subscription: {
      shipmentUpdated: {
        subscribe: (_: unknown, { id, after }: { id: string; after?: string }, context: SubgraphContext) => {
          if (id === 'nowhere') throw new AppError('NOT_FOUND', 'The shipment was not found.');
          return updates(context, after, id);
        },
        resolve: (update: unknown) => update,
      },
      shipmentsUpdated: {
        subscribe: (_: unknown, { after }: { after?: string }, context: SubgraphContext) =>
          updates(context, after, null),
        resolve: (update: unknown) => update,
      },
    },
    Shipment: { __resolveReference: ({ id }: { id: string }) => some(id) },
  };
}

function serviceResolvers(executions: { count: number }): object {
  return {
    Query: {
      claimCount: () => 3,
      secretFault: () => {
        throw new TypeError('/home/secret/path failed');
      },
    },
    Shipment: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      openClaimCount: () => {
        executions.count++;
        return 2;
      },
      asker: (_: unknown, _args: unknown, { viewer }: SubgraphContext) => `${viewer.id} ${viewer.name}`,
      padding: (_: unknown, { bytes }: { bytes: number }) => 'x'.repeat(bytes),
      fault: () => {
        throw new Error('stack of the service');
      },
    },
  };
}
