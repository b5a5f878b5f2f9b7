import { MemoryBus } from '@quayside/shared/events/memory-bus';
import { type Subgraph } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
declare const SDL: {
    readonly customer: "extend schema @link(\n  url: \"https://specs.apollo.dev/federation/v2.9\"\n  import: [\"@key\", \"@shareable\", \"@inaccessible\"]\n)\nextend type Query { liveHead: String! @shareable @inaccessible }\n\ntype Account @key(fields: \"id\") { id: ID! name: String! fault: String! }\ntype Refusal { code: String! message: String! }\ntype Verified @shareable @inaccessible { viewer: String! expiresAt: String }\ntype OpenedSession @inaccessible { token: String! viewer: String! expiresAt: String! }\nunion OpenSessionResult @inaccessible = OpenedSession | Refusal\ntype Query {\n  account(id: ID!): Account\n  refusal: Refusal\n  verifySession(token: String!): Verified @inaccessible\n  verifyApiKey(secret: String!): Verified @inaccessible\n}\ntype Mutation {\n  openSession(email: String!, password: String!, userAgent: String): OpenSessionResult! @inaccessible\n  closeSession(token: String!): Boolean! @inaccessible\n}";
    readonly shipment: "extend schema @link(\n  url: \"https://specs.apollo.dev/federation/v2.9\"\n  import: [\"@key\", \"@shareable\", \"@inaccessible\"]\n)\nextend type Query { liveHead: String! @shareable @inaccessible }\n\nscalar Long\ntype Shipment @key(fields: \"id\") { id: ID! state: String! account: Account! seq: Int! }\ntype Account @key(fields: \"id\", resolvable: false) { id: ID! }\ntype ShipmentUpdate { cursor: String! event: String! shipment: Shipment! }\ntype Verified @shareable @inaccessible { viewer: String! expiresAt: String }\ntype StoredFile @inaccessible { id: ID! sha256: String! fileName: String! mediaType: String! sizeBytes: Long! }\ntype Query {\n  shipment(id: ID!): Shipment\n  shipments(first: Int = 25): [Shipment!]!\n  liveCursor: String!\n  verifyTrackingLink(token: String!): Verified @inaccessible\n  storedFile(id: ID!): StoredFile @inaccessible\n}\ntype Mutation {\n  move(id: ID!, state: String!): Shipment\n  registerFile(sha256: String!, fileName: String!, mediaType: String!, sizeBytes: Long!, accountId: ID): StoredFile @inaccessible\n}\ntype Subscription {\n  shipmentUpdated(id: ID!, after: String): ShipmentUpdate!\n  shipmentsUpdated(after: String): ShipmentUpdate!\n}";
    readonly service: "extend schema @link(\n  url: \"https://specs.apollo.dev/federation/v2.9\"\n  import: [\"@key\", \"@shareable\", \"@inaccessible\"]\n)\nextend type Query { liveHead: String! @shareable @inaccessible }\n\ntype Shipment @key(fields: \"id\") { id: ID! openClaimCount: Int! asker: String! padding(bytes: Int!): String! fault: String }\ntype Query { claimCount: Int! secretFault: String }";
};
export type HarbourName = keyof typeof SDL;
/** The supergraph of the three test subgraphs. */
export declare function harbourSupergraph(): string;
/** Secrets that the test subgraphs know; take one away and it is not valid any more. */
export type KnownSecrets = Map<string, {
    readonly viewer: Viewer;
    readonly expiresAt: string | null;
}>;
/** Three subgraphs with real stores, a bus between them, and hands on their levers. */
export interface Harbour {
    readonly subgraphs: Readonly<Record<HarbourName, Subgraph>>;
    readonly bus: MemoryBus;
    readonly secrets: KnownSecrets;
    /** How often each subgraph resolved an update's claims: once per execution. */
    readonly executions: {
        count: number;
    };
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
export declare function openHarbour(): Promise<Harbour>;
export {};
