import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { type AnyVariables, type CombinedError, useClient } from 'urql';
import type { Figure } from '../language/code-words.ts';

/** Why nothing was done: a rule said no, or something on the way is broken. */
export interface Objection {
  readonly code: string;
  readonly message: string;
  readonly fix?: string | null | undefined;
  readonly field?: string | null | undefined;
  readonly figures?: readonly Figure[] | null | undefined;
}

type Answer<Data> = Exclude<Data[Exclude<keyof Data, '__typename'>], null | undefined>;
type Done<Data> = Exclude<Answer<Data>, { __typename: 'Refusal' }>;

export interface Command<Data, Variables> {
  /** The changed record, or null when it was refused: then `objection` says why. */
  run(variables: Variables): Promise<Done<Data> | null>;
  readonly running: boolean;
  readonly objection: Objection | null;
  clear(): void;
}

const isRefusal = (answer: object): answer is Objection & { __typename: 'Refusal' } =>
  '__typename' in answer && answer.__typename === 'Refusal';

/** Faults in the words of a refusal, so that a form has one way to show both. */
export function faultOf(error: CombinedError): Objection {
  const first = error.graphQLErrors[0];
  if (!first) return { code: 'NETWORK', message: error.networkError?.message ?? error.message };
  return { code: String(first.extensions['code'] ?? 'FAULT'), message: first.message };
}

/** One mutation of the graph with its three outcomes: done, refused, failed. */
export function useCommand<Data extends object, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
): Command<Data, Variables> {
  const client = useClient();
  const [running, setRunning] = useState(false);
  const [objection, setObjection] = useState<Objection | null>(null);
  const run = async (variables: Variables): Promise<Done<Data> | null> => {
    setRunning(true);
    setObjection(null);
    const result = await client.mutation(document, variables).toPromise();
    setRunning(false);
    if (result.error) {
      setObjection(faultOf(result.error));
      return null;
    }
    const answer = Object.entries(result.data ?? {}).find(([field]) => field !== '__typename')?.[1] as
      | object
      | undefined;
    if (!answer || isRefusal(answer)) {
      setObjection(answer ?? { code: 'FAULT', message: 'No answer' });
      return null;
    }
    return answer as Done<Data>;
  };
  return { run, running, objection, clear: () => setObjection(null) };
}
