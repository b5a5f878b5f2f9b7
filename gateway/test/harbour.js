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
import { startSubgraph } from '@quayside/shared/graphql/subgraph';
import { silentLog } from '@quayside/shared/log';
import { appendEvents } from '@quayside/shared/outbox/append';
import { CreateEventLog1767225600000, eventTable, relayTable } from '@quayside/shared/outbox/table';
import { parse } from 'graphql';
import { CUSTOMER_SDL, SERVICE_SDL, SHIPMENT_SDL } from './harbour-schemas.js';
const SDL = { customer: CUSTOMER_SDL, shipment: SHIPMENT_SDL, service: SERVICE_SDL };
/** The supergraph of the three test subgraphs. */
export function harbourSupergraph() {
    const composed = composeServices(Object.entries(SDL).map(([name, sdl]) => ({ name, url: `http://${name}.test/`, typeDefs: parse(sdl) })));
    if (composed.errors)
        throw new AggregateError(composed.errors, composed.errors.map((one) => one.message).join('\n'));
    return composed.supergraphSdl;
}
const tables = [eventTable, relayTable, inboxTable, tenantScopeTable];
const migrations = [CreateEventLog1767225600000, CreateTenantScope1767225600001, CreateInbox1767225600002];
const hashOf = (secret) => createHash('sha256').update(secret).digest('hex');
export async function openHarbour() {
    const folder = mkdtempSync(join(tmpdir(), 'harbour-'));
    const bus = new MemoryBus(silentLog);
    const secrets = new Map();
    const executions = { count: 0 };
    const open = async (name, resolvers) => {
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
        moveOften: (id, times, accountId = 'acme') => publish(subgraphs.shipment, Array.from({ length: times }, (_, n) => moved(id, `STEP${n}`, accountId))),
        restore: async (position) => {
            await subgraphs.shipment.db.write((em) => em.query('DELETE FROM event WHERE position > ?', [position]));
        },
        revoke: async (secret) => {
            secrets.delete(secret);
            const data = { credentialHash: hashOf(secret) };
            await publish(subgraphs.customer, [{ type: 'credential.revoked.v1', subject: 'x', accountId: null, data }]);
        },
        stop: async () => {
            for (const subgraph of Object.values(subgraphs))
                await subgraph.stop();
            await bus.close();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
let seq = 0;
const moved = (id, state, accountId) => ({
    type: 'shipment.moved.v1',
    subject: id,
    accountId,
    data: { state, accountId },
});
async function publish(subgraph, happened) {
    const events = happened.map((one) => ({ ...one, seq: ++seq, at: Date.now(), correlationId: 'test' }));
    await subgraph.db.write((em) => appendEvents(em, events));
    await subgraph.settle();
}
const verified = (secrets, secret) => {
    const found = secrets.get(secret);
    return found ? { viewer: JSON.stringify(found.viewer), expiresAt: found.expiresAt } : null;
};
function customerResolvers(secrets) {
    const account = (id) => ({ id, name: `Account ${id}` });
    return {
        Query: {
            account: (_, { id }) => account(id),
            verifySession: (_, { token }) => verified(secrets, token),
            verifyApiKey: (_, { secret }) => verified(secrets, secret),
        },
        Mutation: {
            openSession: (_, { email, password }) => {
                const found = secrets.get(`session-${email}`);
                if (email === 'locked')
                    return { __typename: 'Refusal', code: 'SIGN_IN_LOCKED', message: 'Locked.' };
                if (!found || password !== 'right')
                    return { __typename: 'Refusal', code: 'SIGN_IN_FAILED', message: 'No.' };
                const expiresAt = new Date(Date.now() + 60_000).toISOString();
                return {
                    __typename: 'OpenedSession',
                    token: `session-${email}`,
                    viewer: JSON.stringify(found.viewer),
                    expiresAt,
                };
            },
            closeSession: (_, { token }) => secrets.delete(token),
        },
        Account: {
            __resolveReference: ({ id }) => account(id),
            fault: () => {
                throw new Error('password of the database is hunter2');
            },
        },
    };
}
const shipmentOf = (id, moved, at) => ({
    id,
    state: moved.state,
    account: { __typename: 'Account', id: moved.accountId },
    seq: at,
});
const maySee = (viewer, accountId) => viewer.reach.kind === 'everything' || (viewer.reach.kind === 'account' && viewer.reach.accountId === accountId);
async function* updates(context, after, id) {
    const filter = { viewer: context.viewer, ...(id === null ? {} : { subject: id }) };
    for await (const { cursor, event } of context.live.follow(after, filter)) {
        const moved = event.data;
        if ((id !== null && event.subject !== id) || !maySee(context.viewer, moved.accountId))
            continue;
        yield { cursor, event: event.type, shipment: shipmentOf(event.subject, moved, event.seq) };
    }
}
function shipmentResolvers(secrets) {
    const some = (id) => shipmentOf(id, { state: 'BOOKED', accountId: 'acme' }, 0);
    const files = new Map();
    return {
        Query: {
            shipment: (_, { id }) => some(id),
            shipments: (_, { first }) => Array.from({ length: first }, (_one, n) => some(`s${n}`)),
            liveCursor: (_, _args, context) => context.live.cursor(),
            verifyTrackingLink: (_, { token }) => verified(secrets, token),
            storedFile: (_, { id }) => files.get(id) ?? null,
        },
        Mutation: {
            move: (_, { id, state }) => ({ ...some(id), state }),
            registerFile: (_, facts) => {
                const file = { id: `f${files.size}`, ...facts };
                files.set(file.id, file);
                return file;
            },
        },
        Subscription: {
            shipmentUpdated: {
                subscribe: (_, { id, after }, context) => {
                    if (id === 'nowhere')
                        throw new AppError('NOT_FOUND', 'The shipment was not found.');
                    return updates(context, after, id);
                },
                resolve: (update) => update,
            },
            shipmentsUpdated: {
                subscribe: (_, { after }, context) => updates(context, after, null),
                resolve: (update) => update,
            },
        },
        Shipment: { __resolveReference: ({ id }) => some(id) },
    };
}
function serviceResolvers(executions) {
    return {
        Query: {
            claimCount: () => 3,
            secretFault: () => {
                throw new TypeError('/home/secret/path failed');
            },
        },
        Shipment: {
            __resolveReference: ({ id }) => ({ id }),
            openClaimCount: () => {
                executions.count++;
                return 2;
            },
            asker: (_, _args, { viewer }) => `${viewer.id} ${viewer.name}`,
            padding: (_, { bytes }) => 'x'.repeat(bytes),
            fault: () => {
                throw new Error('stack of the service');
            },
        },
    };
}
//# sourceMappingURL=harbour.js.map