import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useEffect, useState } from 'react';
import { type AnyVariables, type CombinedError, useClient } from 'urql';

/** One answer of a keyset-paged field. */
export interface Connected<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly endCursor?: string | null; readonly hasNextPage: boolean };
  readonly liveCursor?: string;
}

export interface Pages<Data, Node> {
  readonly rows: readonly Node[];
  /** The first answer, for counts and the live cursor. */
  readonly first: Data | undefined;
  readonly loading: boolean;
  readonly error: CombinedError | undefined;
  readonly hasMore: boolean;
  more(): void;
  refresh(): void;
}

interface Loaded<Data> {
  readonly question: string;
  readonly pages: readonly (Data | undefined)[];
  readonly error: CombinedError | undefined;
}

/** A list that grows page by page. Every page stays bound to the cache, so its rows move when events come. */
export function usePages<Data, Variables extends AnyVariables, Node>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  connectionOf: (data: Data) => Connected<Node>,
): Pages<Data, Node> {
  const client = useClient();
  const question = JSON.stringify(variables);
  const [asked, setAsked] = useState({ question, afters: [null] as (string | null)[] });
  const [loaded, setLoaded] = useState<Loaded<Data>>({ question: '', pages: [], error: undefined });
  const afters = asked.question === question ? asked.afters : [null];
  const places = JSON.stringify(afters);

  useEffect(() => {
    const stops = (JSON.parse(places) as (string | null)[]).map((after, index, all) => {
      const page = { ...JSON.parse(question), after } as Variables;
      // Only what has just been asked for goes to the network; the pages above it are known.
      const requestPolicy = index === all.length - 1 ? 'cache-and-network' : 'cache-first';
      return client.query(document, page, { requestPolicy }).subscribe(({ data, error }) =>
        setLoaded((before) => {
          const pages = before.question === question ? [...before.pages] : [];
          pages[index] = data ?? pages[index];
          return { question, pages, error };
        }),
      ).unsubscribe;
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, document, question, places]);

  const connections = loaded.pages.flatMap((page) => (page ? [connectionOf(page)] : []));
  const last = connections.at(-1)?.pageInfo;
  return {
    rows: connections.flatMap((connection) => connection.nodes),
    first: loaded.question === question ? loaded.pages[0] : undefined,
    loading: loaded.question !== question || loaded.pages.length < afters.length,
    error: loaded.error,
    hasMore: last?.hasNextPage ?? false,
    more: () => setAsked({ question, afters: [...afters, last?.endCursor ?? null] }),
    refresh: () =>
      void client
        .query(document, { ...variables, after: null } as unknown as Variables, { requestPolicy: 'network-only' })
        .toPromise(),
  };
}
