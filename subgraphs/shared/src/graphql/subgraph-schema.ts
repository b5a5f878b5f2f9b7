import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import { GraphQLScalarType, type GraphQLSchema, parse } from 'graphql';
import { viewOnly } from '../errors.ts';
import type { Viewer } from '../identity.ts';
import { scalarResolvers } from './scalars.ts';

/** What a context answers when it is asked for itself with the viewer as a reader only. */
export const AS_READER = Symbol('as reader');

interface Context {
  readonly viewer: Viewer;
  readonly live: { cursor(): Promise<string> };
  readonly [AS_READER]: (context: Context) => Context;
}

/** Of these resolvers, by type definitions: several stores of a process may be opened with the same ones. */
const schemas = new WeakMap<object, Map<string, GraphQLSchema>>();

/** The federated schema, in which every resolver but the mutations themselves has a reader before it. */
export function subgraphSchema(typeDefs: string, resolvers: object): GraphQLSchema {
  const known = schemas.get(resolvers) ?? new Map<string, GraphQLSchema>();
  schemas.set(resolvers, known);
  const schema =
    known.get(typeDefs) ??
    buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: readingResolvers(withCommonResolvers(resolvers)) });
  known.set(typeDefs, schema);
  return schema;
}

function withCommonResolvers(resolvers: object): GraphQLResolverMap<unknown> {
  const own = 'Query' in resolvers ? (resolvers.Query as object) : {};
  const liveHead = (_: unknown, _args: unknown, context: Context): Promise<string> => context.live.cursor();
  return { ...scalarResolvers, ...resolvers, Query: { liveHead, ...own } } as GraphQLResolverMap<unknown>;
}

type Resolve = (...args: unknown[]) => unknown;

/** The gateway refuses before; no mutation of a subgraph relies on it. */
const refusingViews = ([name, resolve]: [string, unknown]): [string, unknown] => [
  name,
  (...args: unknown[]) => {
    if ((args[2] as Context).viewer.viewing) throw viewOnly();
    return (resolve as Resolve)(...args);
  },
];

/**
 * Every resolver but the mutations themselves works with the viewer as a reader. A mutation loads what it changes with
 * the right to write, and its answer tells what was done; whatever is looked up from there is reading.
 */
function readingResolvers(resolvers: GraphQLResolverMap<unknown>): GraphQLResolverMap<unknown> {
  const wrap = (resolve: Resolve, place: number): Resolve => {
    return (...args) => {
      const context = args[place] as Context;
      return resolve(...args.with(place, context[AS_READER](context)));
    };
  };
  const wrapField = ([name, field]: [string, unknown]): [string, unknown] => {
    // Of a reference the context is the second argument; which type a union has, is nobody's secret.
    if (typeof field === 'function' && name !== '__resolveType')
      return [name, wrap(field as Resolve, name === '__resolveReference' ? 1 : 2)];
    if (typeof field !== 'object' || field === null) return [name, field];
    return [name, Object.fromEntries(Object.entries(field).map(wrapField))];
  };
  const wrapType = ([name, type]: [string, unknown]): [string, unknown] =>
    name === 'Mutation' && typeof type === 'object' && type !== null
      ? [name, Object.fromEntries(Object.entries(type).map(refusingViews))]
      : name === 'Mutation' || type instanceof GraphQLScalarType || typeof type !== 'object' || type === null
        ? [name, type]
        : [name, Object.fromEntries(Object.entries(type).map(wrapField))];
  return Object.fromEntries(Object.entries(resolvers).map(wrapType)) as GraphQLResolverMap<unknown>;
}
