import { useQuery } from 'urql';
import { UnreadMessagesDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';

const MOST_ASKED = 100;

/** A mark beside each record of a list whose conversation has messages that the reader has not seen. */
export function useUnread(rows: readonly { readonly id: string }[]) {
  const t = useText();
  const itemIds = rows.slice(0, MOST_ASKED).map(({ id }) => id);
  const [{ data }] = useQuery({
    query: UnreadMessagesDocument,
    variables: { itemIds },
    requestPolicy: 'cache-and-network',
    pause: itemIds.length === 0,
  });
  const counts = new Map(data?.unreadMessages.map(({ itemId, count }) => [itemId, count]));
  return ({ id }: { readonly id: string }) => {
    const count = counts.get(id) ?? 0;
    return count > 0 && <span className="unread-mark">{t('conversation.unread', { count })}</span>;
  };
}
