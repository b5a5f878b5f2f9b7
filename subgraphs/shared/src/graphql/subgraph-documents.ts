import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { BoundedCache } from '../bounded-cache.ts';
import type { SubgraphRequest } from './execute-subgraph.ts';

/** What the gateway sends for one operation. */
export interface SubgraphRequestBody {
  readonly query?: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

export interface DocumentCache {
  /** The request with its document parsed and validated, or what is wrong with it. */
  prepare(body: SubgraphRequestBody): SubgraphRequest | readonly Error[];
}

const DOCUMENTS = 500;

export const isPrepared = (outcome: SubgraphRequest | readonly Error[]): outcome is SubgraphRequest =>
  !Array.isArray(outcome);

/** The gateway asks the same few operations again and again: each text is parsed and validated once. */
export function documentCache(schema: GraphQLSchema): DocumentCache {
  const documents = new BoundedCache<string, DocumentNode>(DOCUMENTS);
  return {
    prepare: ({ query, variables, operationName }) => {
      let document = documents.get(query ?? '');
      if (!document) {
        const checked = parseAndValidate(schema, query ?? '');
        if (Array.isArray(checked)) return checked;
        document = checked as DocumentNode;
        documents.set(query ?? '', document);
      }
      return { document, variables: variables ?? undefined, operationName: operationName ?? undefined };
    },
  };
}

function parseAndValidate(schema: GraphQLSchema, text: string): DocumentNode | readonly Error[] {
  try {
    const document = parse(text, { noLocation: true });
    const faults = validate(schema, document);
    return faults.length > 0 ? faults : document;
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
  }
}
