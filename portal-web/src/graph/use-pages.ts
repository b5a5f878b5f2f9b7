import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type AnyVariables, type Client, type CombinedError, useClient } from 'urql';

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

interface Asked {
  readonly question: string;
  /** Where each page begins; the first is null. */
  readonly afters: readonly (string | null)[];
}

// How far each place of the browser's history had been unrolled: going back finds the rows that were there.
const unrolled = new Map<string, Asked>();

const askedAt = (place: string, question: string): Asked => {
  const before = unrolled.get(place);
  return before?.question === question ? before : { question, afters: [null] };
};

const variablesOf = <Variables>(question: string, after: string | null): Variables =>
  ({ ...JSON.parse(question), after }) as Variables;

/** What the cache knows of these pages already, so that the first drawing has the height that was scrolled to. */
function inCache<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  { question, afters }: Asked,
): Loaded<Data> {
  const pages: Data[] = [];
  for (const after of afters) {
    const known = client.readQuery(document, variablesOf<Variables>(question, after))?.data;
    if (!known) break;
    pages.push(known);
  }
  return { question: pages.length > 0 ? question : '', pages, error: undefined };
}

/** A list that grows page by page. Every page stays bound to the cache, so its rows move when events come. */
export function usePages<Data, Variables extends AnyVariables, Node>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  connectionOf: (data: Data) => Connected<Node>,
): Pages<Data, Node> {
  const client = useClient();
  const place = useRouterState({ select: ({ location }) => `${location.state.__TSR_key}${location.pathname}` });
  const question = JSON.stringify(variables);
  const [asked, setAsked] = useState<Asked>(() => askedAt(place, question));
  const [loaded, setLoaded] = useState<Loaded<Data>>(() => inCache(client, document, asked));
  const { afters } = asked.question === question ? asked : askedAt(place, question);
  const places = JSON.stringify(afters);

  useEffect(() => {
    const stops = (JSON.parse(places) as (string | null)[]).map((after, index, all) => {
      // Only what has just been asked for goes to the network; the pages above it are known.
      const requestPolicy = index === all.length - 1 ? 'cache-and-network' : 'cache-first';
      return client
        .query(document, variablesOf<Variables>(question, after), { requestPolicy })
        .subscribe(({ data, error }) =>
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
    more: () => {
      const next = { question, afters: [...afters, last?.endCursor ?? null] };
      unrolled.set(place, next);
      setAsked(next);
    },
    refresh: () =>
      void client
        .query(document, { ...variables, after: null } as unknown as Variables, { requestPolicy: 'network-only' })
        .toPromise(),
  };
}
