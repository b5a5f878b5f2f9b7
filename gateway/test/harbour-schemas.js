/*
 * A small product of three subgraphs, named like the real ones because the gateway knows those names. It has what the
 * real schemas must not have: a field that fails, and one that shows the person who asks.
 */
const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@shareable", "@inaccessible"]
)
extend type Query { liveHead: String! @shareable @inaccessible }
`;
export const CUSTOMER_SDL = `${LINK}
type Account @key(fields: "id") { id: ID! name: String! fault: String! }
type Refusal { code: String! message: String! }
type Verified @shareable @inaccessible { viewer: String! expiresAt: String }
type OpenedSession @inaccessible { token: String! viewer: String! expiresAt: String! }
union OpenSessionResult @inaccessible = OpenedSession | Refusal
type Query {
  account(id: ID!): Account
  refusal: Refusal
  verifySession(token: String!): Verified @inaccessible
  verifyApiKey(secret: String!): Verified @inaccessible
}
type Mutation {
  openSession(email: String!, password: String!, userAgent: String): OpenSessionResult! @inaccessible
  closeSession(token: String!): Boolean! @inaccessible
}`;
export const SHIPMENT_SDL = `${LINK}
scalar Long
type Shipment @key(fields: "id") { id: ID! state: String! account: Account! seq: Int! }
type Account @key(fields: "id", resolvable: false) { id: ID! }
type ShipmentUpdate { cursor: String! event: String! shipment: Shipment! }
type Verified @shareable @inaccessible { viewer: String! expiresAt: String }
type StoredFile @inaccessible { id: ID! sha256: String! fileName: String! mediaType: String! sizeBytes: Long! }
type Query {
  shipment(id: ID!): Shipment
  shipments(first: Int = 25): [Shipment!]!
  liveCursor: String!
  verifyTrackingLink(token: String!): Verified @inaccessible
  storedFile(id: ID!): StoredFile @inaccessible
}
type Mutation {
  move(id: ID!, state: String!): Shipment
  registerFile(sha256: String!, fileName: String!, mediaType: String!, sizeBytes: Long!, accountId: ID): StoredFile @inaccessible
}
type Subscription {
  shipmentUpdated(id: ID!, after: String): ShipmentUpdate!
  shipmentsUpdated(after: String): ShipmentUpdate!
}`;
export const SERVICE_SDL = `${LINK}
type Shipment @key(fields: "id") { id: ID! openClaimCount: Int! asker: String! padding(bytes: Int!): String! fault: String }
type Query { claimCount: Int! secretFault: String }`;
//# sourceMappingURL=harbour-schemas.js.map