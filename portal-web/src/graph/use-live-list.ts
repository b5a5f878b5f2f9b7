import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useRef } from 'react';
import type { AnyVariables } from 'urql';
import { useLive } from './use-live.ts';

// News come in bursts; the list is read again at most this often.
const QUIET_MS = 2_000;

/** Follows a list from its first answer on: rows in the cache move by themselves, new ones are fetched. */
export function useLiveList<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  list: { readonly refresh: () => void },
  { variables, after }: { variables: Variables | null; after: string | null | undefined },
): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      list.refresh();
    }, QUIET_MS);
  };
  useLive(document, { variables, after, onUpdate: readSoon, onGap: readSoon });
}
