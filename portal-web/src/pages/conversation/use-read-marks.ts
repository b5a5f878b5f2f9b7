import { useEffect, useState } from 'react';
import { useMutation } from 'urql';
import {
  ConversationReadDocument,
  MarkConversationReadDocument,
  type ReadMarkFactsFragment,
  ReadMarksDocument,
} from '../../generated/operations.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useViewer } from '../../session/viewing.tsx';

/**
 * Who has read how far, live; and tells that this reader has read on when the last message is on the screen.
 * @param lastId id of the last message; null before there is one.
 * @returns the names of others whose mark is at each message.
 */
export function useReadMarks(itemId: string, lastId: string | null): ReadonlyMap<string, readonly string[]> {
  const me = useViewer().member?.id;
  const read = useRecord(ReadMarksDocument, { itemId }, (data) => data.readMarks);
  const [news, setNews] = useState<readonly ReadMarkFactsFragment[] | null>(null);
  useLive(ConversationReadDocument, {
    variables: { itemId },
    onUpdate: ({ conversationRead }) => setNews(conversationRead.marks),
    onGap: read.refresh,
  });
  const [, mark] = useMutation(MarkConversationReadDocument);
  useEffect(() => {
    if (!lastId) return;
    const tell = () => {
      if (document.visibilityState === 'visible') void mark({ itemId, upTo: lastId });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [itemId, lastId, mark]);
  const places = new Map<string, string[]>();
  for (const { member, name, upTo } of news ?? read.record ?? []) {
    if (member.id !== me) places.set(upTo, [...(places.get(upTo) ?? []), name]);
  }
  return places;
}
