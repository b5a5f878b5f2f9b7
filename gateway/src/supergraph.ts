import { readFileSync } from 'node:fs';
import { type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';

/** The supergraph in the forms that planning and execution need. Built once: it is most of what the gateway keeps. */
export interface LoadedSupergraph {
  readonly sdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** The same, as Apollo's planner reads it. */
  readonly api: Schema;
  /** With the join directives. */
  readonly supergraphSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
}

/** The committed supergraph, next to both `src` and `dist`. */
export const readSupergraph = (): string => readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');

/** Builds schemas and planner; `sdl` must be the output of composition, which has validated it. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const document = parse(sdl, { noLocation: true });
  const supergraph = Supergraph.build(document, { validateSupergraph: false });
  const api = supergraph.apiSchema();
  return {
    sdl,
    api,
    apiSchema: composedSchema(api.toAST()),
    supergraphSchema: composedSchema(document),
    // The parsed document in each fetch saves the in-process link from parsing what the planner has just printed.
    planner: new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true }),
  };
}

/** Not checked again: that takes a fifth of the start. */
const composedSchema = (document: DocumentNode): GraphQLSchema =>
  buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
