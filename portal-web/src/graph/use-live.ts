import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { type AnyVariables, useClient } from 'urql';
import type { Connection, LiveClient } from './live-client.ts';

const LiveContext = createContext<LiveClient | null>(null);
export const LiveProvider = LiveContext.Provider;

function useLiveClient(): LiveClient {
  const live = useContext(LiveContext);
  if (!live) throw new Error('A page must be inside LiveProvider.');
  return live;
}

export function useConnection(): Connection {
  const live = useLiveClient();
  return useSyncExternalStore(live.onConnection, live.connection);
}

interface Following<Data, Variables> {
  /** Null while it is not known yet what to follow. */
  readonly variables: Variables | null;
  /** Cursor of the first answer: the stream starts there, so nothing between them is missed. */
  readonly after?: string | null | undefined;
  readonly onUpdate?: (data: Data) => void;
  /** Something may have been missed: read again. */
  readonly onGap: () => void;
}

// A page without a cursor of its own was read before its stream began; by then the stream has, so it reads once more.
const STREAM_BEGUN_MS = 1_500;

const isVisible = () => window.document.visibilityState === 'visible';

/** Follows a subscription for as long as the page is open. Records in the cache change by themselves. */
export function useLive<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  { variables, after, onUpdate, onGap }: Following<Data, Variables>,
): void {
  const client = useClient();
  const live = useLiveClient();
  const updated = useEffectEvent((data: Data) => onUpdate?.(data));
  const gap = useEffectEvent(() => onGap());
  const start = useEffectEvent(() => ({ ...variables, after: after ?? null }) as unknown as Variables);
  const startsAtCursor = useEffectEvent(() => typeof after === 'string');
  const subject = variables && JSON.stringify(variables);
  useEffect(() => {
    if (subject === null) return;
    const { unsubscribe } = client.subscription(document, start()).subscribe((result) => {
      if (result.data) updated(result.data);
    });
    const settled = startsAtCursor() ? undefined : setTimeout(gap, STREAM_BEGUN_MS);
    return () => {
      clearTimeout(settled);
      unsubscribe();
    };
  }, [client, document, subject]);
  useEffect(() => live.onGap(() => gap()), [live]);
  useEffect(() => {
    const seen = () => isVisible() && live.connection() === 'lost' && gap();
    window.addEventListener('online', seen);
    window.document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', seen);
      window.document.removeEventListener('visibilitychange', seen);
    };
  }, [live]);
}
