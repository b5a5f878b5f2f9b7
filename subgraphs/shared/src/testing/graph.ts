import { parse, validate } from 'graphql';
import { executeSubgraph, type SubgraphResponse, subscribeSubgraph } from '../graphql/execute-subgraph.ts';
import type { Subgraph } from '../graphql/subgraph.ts';
import type { Viewer } from '../identity.ts';
import { newId } from '../ids.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read into answers of any shape; a wrong path fails the test itself
type Answer = any;

/** Asks a subgraph as a viewer, through its real schema. */
export interface TestGraph {
  /** @returns data of the answer. @throws Error with the messages when there are errors. */
  ask(document: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The whole answer, for tests about errors. */
  answer(document: string, variables?: Record<string, unknown>): Promise<SubgraphResponse>;
  /** The updates of a subscription. */
  subscribe(document: string, variables?: Record<string, unknown>): Promise<AsyncGenerator<Answer, void, undefined>>;
}

export function graphAs(subgraph: Subgraph, viewer: Viewer): TestGraph {
  const prepare = (text: string, variables?: Record<string, unknown>) => {
    const document = parse(text);
    const faults = validate(subgraph.schema, document);
    if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('\n'));
    return { document, variables };
  };
  const answer: TestGraph['answer'] = async (text, variables) =>
    executeSubgraph(subgraph, viewer, prepare(text, variables), newId());
  return {
    answer,
    ask: async (text, variables) => dataOf(await answer(text, variables)),
    subscribe: async (text, variables) => {
      const source = await subscribeSubgraph(subgraph, viewer, prepare(text, variables), { correlationId: newId() });
      if (!(Symbol.asyncIterator in source)) throw new Error(messages(source));
      return datas(source);
    },
  };
}

async function* datas(
  source: AsyncGenerator<SubgraphResponse, void, undefined>,
): AsyncGenerator<Answer, void, undefined> {
  for await (const response of source) yield dataOf(response);
}

function dataOf(response: SubgraphResponse): Answer {
  if (response.errors) throw new Error(messages(response));
  return response.data;
}

const messages = (response: SubgraphResponse): string =>
  (response.errors ?? []).map((error) => `${String(error.extensions?.['code'])}: ${error.message}`).join('\n');
