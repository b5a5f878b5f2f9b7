import { executeSubgraph } from '@quayside/shared/graphql/execute-subgraph';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { type DocumentNode, parse } from 'graphql';

const viewer = systemViewer('Demo');

interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** One subgraph as the demo fills it: its real mutations, any number of them in one transaction. */
export class DemoGraph {
  readonly #subgraph: Subgraph;
  readonly #documents = new Map<string, DocumentNode>();

  constructor(subgraph: Subgraph) {
    this.#subgraph = subgraph;
  }

  /** Everything inside is committed together. */
  together<T>(work: () => Promise<T>): Promise<T> {
    return this.#subgraph.db.write(work);
  }

  /**
   * Runs a mutation with one root field and returns its object.
   * @throws Error when the answer is an error or a refusal: the demo's story must hold.
   */
  async run(text: string, variables: Record<string, unknown>): Promise<Answer> {
    const response = await this.#execute(text, variables);
    const answer = Object.values(response.data ?? {})[0] as Answer | null | undefined;
    if (response.errors || !answer || answer.__typename === 'Refusal') {
      throw new Error(
        `the demo was refused: ${JSON.stringify(response.errors ?? answer)} for ${JSON.stringify(variables)}`,
      );
    }
    return answer;
  }

  /** @throws Error when the answer is an error. */
  async read<Data>(text: string, variables: Record<string, unknown>): Promise<Data> {
    const response = await this.#execute(text, variables);
    if (response.errors) throw new Error(`the demo cannot read: ${JSON.stringify(response.errors)}`);
    return response.data as Data;
  }

  #execute(text: string, variables: Record<string, unknown>) {
    let document = this.#documents.get(text);
    if (!document) {
      document = parse(text, { noLocation: true });
      this.#documents.set(text, document);
    }
    return executeSubgraph(this.#subgraph, viewer, { document, variables }, 'demo');
  }
}

/** A mutation `field(input: Input!)` that asks for the id, and for the reason when it is refused. */
export const inputMutation = (field: string, inputType: string, selection: string): string =>
  `mutation($input: ${inputType}!) { ${field}(input: $input) { __typename ... on Refusal { code message field } ${selection} } }`;
