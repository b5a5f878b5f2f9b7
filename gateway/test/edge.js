import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryFileStore } from '@quayside/shared/files/file-store';
import { serveSubgraph } from '@quayside/shared/graphql/serve-subgraph';
import { silentLog } from '@quayside/shared/log';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { LocalLink } from '../src/local-link.js';
import { RemoteLink } from '../src/remote-link.js';
import { startGateway } from '../src/server.js';
import { harbourSupergraph, openHarbour } from './harbour.js';
/** Killing a socket that is still connecting is an error of `ws`; here it is what a test wants. */
class QuietSocket extends WebSocket {
    constructor(url, protocols) {
        super(url, protocols);
        this.on('error', () => undefined);
    }
}
export const METRICS_TOKEN = 'figures-for-the-watch';
export const SECRET = 'a secret of at least thirty-two characters';
export async function openEdge({ remote = false, ...options } = {}) {
    const harbour = await openHarbour();
    const folder = mkdtempSync(join(tmpdir(), 'edge-'));
    const subgraphs = Object.values(harbour.subgraphs);
    const serve = (ports) => Promise.all(subgraphs.map((one, n) => serveSubgraph(one, { host: '127.0.0.1', port: ports[n] ?? 0, secret: SECRET })));
    let serving = remote ? await serve([]) : [];
    const links = subgraphs.map((subgraph, index) => {
        const served = serving[index];
        return served
            ? new RemoteLink({ name: subgraph.name, url: served.url, secret: SECRET, log: silentLog })
            : new LocalLink(subgraph);
    });
    const gateway = await startGateway({
        host: '127.0.0.1',
        port: 0,
        supergraphSdl: harbourSupergraph(),
        links,
        secret: SECRET,
        tls: false,
        metricsToken: METRICS_TOKEN,
        log: silentLog,
        now: Date.now,
        files: new DirectoryFileStore(join(folder, 'documents')),
        portalDir: join(folder, 'portal'),
        edi: null,
        ...options,
    });
    for (const source of ['customer', 'shipment']) {
        const handle = (event) => {
            if (event.type === 'credential.revoked.v1')
                gateway.credentials.revoke(event.data.credentialHash);
        };
        await harbour.bus.subscribe({ source, consumer: null, after: null, handle });
    }
    const clients = [];
    const post = (body, headers = {}) => fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
    });
    return {
        harbour,
        gateway,
        portalDir: join(folder, 'portal'),
        admit: (secret, viewer, expiresAt) => void harbour.secrets.set(secret, { viewer, expiresAt: expiresAt ?? null }),
        post,
        ask: async (secret, query, variables = {}) => (await post({ query, variables }, { authorization: `Bearer ${secret}` })).json(),
        connect: (secret) => {
            const client = createClient({
                url: `${gateway.url.replace('http', 'ws')}/graphql`,
                webSocketImpl: QuietSocket,
                connectionParams: { authorization: `Bearer ${secret}` },
                retryAttempts: 0,
                lazy: true,
                lazyCloseTimeout: 2_000,
            });
            clients.push(client);
            return client;
        },
        whileCutOff: async (work) => {
            const ports = serving.map(({ url }) => Number(new URL(url).port));
            await Promise.all(serving.map((served) => served.stop()));
            await work();
            serving = await serve(ports);
        },
        stop: async () => {
            for (const client of clients)
                await client.dispose();
            await gateway.stop();
            for (const link of links)
                await link.close();
            for (const served of serving)
                await served.stop();
            await harbour.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
export function follow(client, query, variables = {}) {
    const updates = [];
    const errors = [];
    const ended = { value: false };
    const stop = client.subscribe({ query, variables }, {
        next: (answer) => void updates.push(answer),
        error: (error) => void errors.push(error),
        complete: () => {
            ended.value = true;
        },
    });
    return { updates, errors, ended, stop };
}
//# sourceMappingURL=edge.js.map