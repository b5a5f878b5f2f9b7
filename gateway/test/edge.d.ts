import type { Viewer } from '@quayside/shared/identity';
import { type Client } from 'graphql-ws';
import { type Gateway, type GatewayOptions } from '../src/server.ts';
import { type Harbour } from './harbour.ts';
export declare const METRICS_TOKEN = "figures-for-the-watch";
export declare const SECRET = "a secret of at least thirty-two characters";
export type Answer = any;
/** A gateway over the test subgraphs, and the ways into it. */
export interface Edge {
    readonly harbour: Harbour;
    readonly gateway: Gateway;
    /** Where the gateway looks for the built portal: empty. */
    readonly portalDir: string;
    /** Makes a secret valid for a viewer. */
    admit(secret: string, viewer: Viewer, expiresAt?: string): void;
    post(body: object, headers?: Record<string, string>): Promise<Response>;
    /** The answer to a document, as the holder of a secret. */
    ask(secret: string, query: string, variables?: Record<string, unknown>): Promise<Answer>;
    /** A graphql-ws client that never reconnects. */
    connect(secret: string): Client;
    /** Stops the doors of remote subgraphs, does something, and opens them again at the same addresses. */
    whileCutOff(work: () => Promise<void>): Promise<void>;
    stop(): Promise<void>;
}
export type EdgeOptions = Partial<Pick<GatewayOptions, 'recheckMs' | 'outboxLimits' | 'liveLimits' | 'now' | 'tls'>> & {
    /** Subgraphs that are asked over HTTP. */
    readonly remote?: boolean;
};
export declare function openEdge({ remote, ...options }?: EdgeOptions): Promise<Edge>;
/** What a subscription has received so far; grows by itself. */
export interface Received {
    readonly updates: Answer[];
    readonly errors: unknown[];
    readonly ended: {
        value: boolean;
    };
    stop(): void;
}
export declare function follow(client: Client, query: string, variables?: Record<string, unknown>): Received;
