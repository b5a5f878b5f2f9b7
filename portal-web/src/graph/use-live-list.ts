import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useRef } from 'react';
import type { AnyVariables } from 'urql';
import { useLive } from './use-live.ts';

// News come in bursts; the list is read again at most this often.
const QUIET_MS = 2_000;
/** For lists in which little happens, and what happens is waited for. */
export const SOON_MS = 300;

interface Follow<Data, Variables> {
  readonly variables: Variables | null;
  readonly after?: string | null | undefined;
  readonly quietMs?: number;
  /** Left out: everything that comes concerns the list. */
  readonly concerns?: (data: Data) => boolean;
}

/** Follows a list from its first answer on: rows in the cache move by themselves, new ones are fetched. */
export function useLiveList<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  list: { readonly refresh: () => void },
  { variables, after, quietMs = QUIET_MS, concerns = () => true }: Follow<Data, Variables>,
): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      list.refresh();
    }, quietMs);
  };
  useLive(document, { variables, after, onUpdate: (data) => concerns(data) && readSoon(), onGap: readSoon });
}
