import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { NotificationReceivedDocument, UnreadNotificationsDocument } from '../generated/operations.ts';
import { useLive } from '../graph/use-live.ts';
import { useRecord } from '../graph/use-record.ts';
import { useText } from '../language/use-text.ts';
import { BellIcon } from '../ui/icons.tsx';
import './notification-bell.css';

const MOST_SHOWN = 99;

/** How many notifications wait, live on every page, and the way to them. */
export function NotificationBell() {
  const t = useText();
  const { record, refresh } = useRecord(UnreadNotificationsDocument, {}, (data) => data.notifications);
  // A count that came by the stream holds until the count is read anew.
  const [news, setNews] = useState<{ readonly over: unknown; readonly count: number } | null>(null);
  useLive(NotificationReceivedDocument, {
    variables: record ? {} : null,
    after: record?.liveCursor,
    onUpdate: ({ notificationReceived }) => setNews({ over: record, count: notificationReceived.unreadCount }),
    onGap: refresh,
  });
  const count = (news?.over === record ? news?.count : undefined) ?? record?.unreadCount ?? 0;
  return (
    <Link to="/notifications" className="shell-bell">
      <BellIcon size={19} />
      <span className="shell-bell-name">{t('notifications.title')}</span>
      {count > 0 && (
        <span className="shell-bell-count" aria-hidden="true">
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
      <span className="visually-hidden" aria-live="polite">
        {count > 0 ? t('notifications.unread', { count }) : ''}
      </span>
    </Link>
  );
}
