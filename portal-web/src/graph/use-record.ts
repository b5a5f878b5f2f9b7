import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { type AnyVariables, type CombinedError, type RequestPolicy, useQuery } from 'urql';

/** One record as a page reads it: never taken off the screen because reading it again failed. */
export interface RecordRead<Shown> {
  /** The last that could be read; null before the first answer, or when there is none. */
  readonly record: Shown | null;
  /** Why the last reading failed. With a record beside it, the record may be old. */
  readonly error: CombinedError | undefined;
  /** The server has said that there is no such record, or not for this person. */
  readonly absent: boolean;
  refresh(): void;
}

interface Kept<Shown> {
  readonly question: string;
  readonly record: Shown;
}

/** Reads one record and keeps the last good answer of the same question. */
export function useRecord<Data, Variables extends AnyVariables, Shown>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  recordOf: (data: Data) => Shown | null | undefined,
  requestPolicy: RequestPolicy = 'cache-and-network',
): RecordRead<Shown> {
  const [{ data, error, fetching }, readAgain] = useQuery<Data, Variables>({
    query: document,
    variables,
    requestPolicy,
  });
  const question = JSON.stringify(variables);
  const [kept, setKept] = useState<Kept<Shown> | null>(null);
  const fresh = (data && recordOf(data)) ?? null;
  if (fresh && (kept?.record !== fresh || kept.question !== question)) setKept({ question, record: fresh });
  const absent = !fresh && !error && !fetching && !!data;
  const before = kept?.question === question ? kept.record : null;
  return {
    record: fresh ?? (absent ? null : before),
    error,
    absent,
    refresh: () => readAgain({ requestPolicy: 'network-only' }),
  };
}
