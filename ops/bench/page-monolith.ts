import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { SubgraphName } from '@quayside/shared/config';
import type { Subgraph, SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from 'graphql';

type Parts = Readonly<Record<Exclude<SubgraphName, 'edi'>, Subgraph>>;
type Context = Record<keyof Parts, SubgraphContext>;
type Reference = { readonly id: string };
type Resolve = GraphQLFieldResolver<unknown, SubgraphContext, Record<string, unknown>>;
type ResolveReference = (reference: object, context: SubgraphContext, info: GraphQLResolveInfo) => unknown;

const TYPE_DEFS = `
  type Query { shipments(first: Int): ShipmentConnection! }
  type ShipmentConnection { nodes: [Shipment!]! }
  type Shipment { id: ID! number: String! state: String! account: Named contract: Named openClaimCount: Int! }
  type Named { id: ID! name: String! }
`;

/**
 * What the product would be without federation: one Apollo Server, one schema, the same stores, resolvers and loaders.
 * Its viewer is fixed, which spares it the check of the key.
 */
export async function startMonolith(parts: Parts, viewer: Viewer): Promise<string> {
  const { customer, shipment, contract, service } = parts;
  const list = fieldOf(shipment, 'Query', 'shipments');
  const claims = fieldOf(service, 'Shipment', 'openClaimCount');
  const claimed = referenceOf(service, 'Shipment');
  const account = referenceOf(customer, 'Account');
  const agreed = referenceOf(contract, 'Contract');
  const accountOf = fieldOf(shipment, 'Shipment', 'account');
  const contractOf = fieldOf(shipment, 'Shipment', 'contract');
  const server = new ApolloServer<Context>({
    typeDefs: TYPE_DEFS,
    csrfPrevention: true,
    resolvers: {
      Query: { shipments: (root, args, context, info) => list(root, args, context.shipment, info) },
      Shipment: {
        account: async (one, args, context, info) =>
          account((await accountOf(one, args, context.shipment, info)) as Reference, context.customer, info),
        contract: async (one, args, context, info) => {
          const reference = (await contractOf(one, args, context.shipment, info)) as Reference | null;
          return reference && agreed(reference, context.contract, info);
        },
        openClaimCount: async ({ id }: Reference, args, context, info) =>
          claims(await claimed({ id }, context.service, info), args, context.service, info),
      },
    },
  });
  const context = async (): Promise<Context> => ({
    customer: customer.contextFor(viewer),
    shipment: shipment.contextFor(viewer),
    contract: contract.contextFor(viewer),
    service: service.contextFor(viewer),
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 }, context });
  return url;
}

function typeOf(subgraph: Subgraph, name: string): GraphQLObjectType {
  const type = subgraph.schema.getType(name);
  if (!isObjectType(type)) throw new TypeError(`${subgraph.name} has no type ${name}`);
  return type;
}

function fieldOf(subgraph: Subgraph, type: string, field: string): Resolve {
  const resolve = typeOf(subgraph, type).getFields()[field]?.resolve;
  return (resolve as Resolve | undefined) ?? ((source) => (source as Record<string, unknown>)[field]);
}

/** The resolver that the gateway would reach through `_entities`; without one, the reference is the object. */
function referenceOf(subgraph: Subgraph, type: string): ResolveReference {
  const apollo = typeOf(subgraph, type).extensions['apollo'] as
    | { readonly subgraph?: { readonly resolveReference?: ResolveReference } }
    | undefined;
  return apollo?.subgraph?.resolveReference ?? ((reference) => reference);
}
