import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  MarkAllNotificationsReadDocument,
  MarkNotificationsReadDocument,
  type NotificationLineFragment,
  NotificationReceivedDocument,
  NotificationsDocument,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useReading } from '../../session/viewing.tsx';
import { workLink } from '../../status/work-link.ts';
import { EmptyState, PanelSkeleton } from '../../ui/empty-state.tsx';
import { BellIcon, LockIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { useRecordKeys } from '../../ui/record-keys.ts';
import { useNotificationText } from './notification-text.ts';
import { notificationWords } from './notification-words.ts';
import '../../ui/list-bar.css';
import '../../ui/panel.css';
import './notifications.css';

/** What the reader is told of, newest first. Live. */
export function NotificationsPage() {
  const t = useNotificationText();
  const { unread = false } = useSearch({ from: '/portal/notifications' });
  const navigate = useNavigate({ from: '/notifications' });
  const list = usePages(NotificationsDocument, { unreadOnly: unread }, (data) => data.notifications);
  const first = list.first?.notifications;
  useLiveList(NotificationReceivedDocument, list, { variables: first ? {} : null, after: first?.liveCursor });
  const all = useCommand(MarkAllNotificationsReadDocument);
  const newest = list.rows[0]?.at;
  const markAll = async () => {
    if (newest && (await all.run({ until: newest }))) list.refresh();
  };
  return (
    <PageFrame
      title={t('notifications.title')}
      under={first && t('notifications.unread', { count: first.unreadCount })}
      actions={
        <>
          <Link to="/notifications/preferences">{t('notifications.preferences')}</Link>
          <Button
            variant="default"
            onClick={markAll}
            loading={all.running}
            disabled={!newest || first?.unreadCount === 0}
          >
            {t('notifications.markAll')}
          </Button>
        </>
      }
    >
      <ObjectionNote objection={all.objection} />
      <div className="panel">
        <div className="list-bar">
          <label className="check-line">
            <input
              type="checkbox"
              checked={unread}
              onChange={({ currentTarget }) =>
                navigate({ search: { unread: currentTarget.checked || undefined }, replace: true })
              }
            />
            <span>{t('notifications.unreadOnly')}</span>
          </label>
        </div>
        <Lines list={list} unread={unread} />
      </div>
    </PageFrame>
  );
}

type List = ReturnType<typeof usePages<unknown, { after?: string | null }, NotificationLineFragment>>;

function Lines({ list, unread }: { list: List; unread: boolean }) {
  const t = useNotificationText();
  const lines = useRef<HTMLUListElement>(null);
  useRecordKeys(lines);
  const { failure, stale } = listFaults(list);
  if (list.rows.length === 0) {
    if (failure) return failure;
    if (list.loading) return <PanelSkeleton />;
    return (
      <EmptyState
        icon={<BellIcon size={28} />}
        title={unread ? t('notifications.noneUnread') : t('notifications.none')}
        hint={t('notifications.noneHint')}
        action={<Link to="/notifications/preferences">{t('notifications.preferences')}</Link>}
      />
    );
  }
  return (
    <>
      {stale}
      <ul className="notifications" ref={lines} aria-label={t('notifications.title')}>
        {list.rows.map((line) => (
          <Line key={line.id} line={line} read={list.refresh} />
        ))}
      </ul>
      {list.hasMore && (
        <div className="record-more">
          <Button variant="default" onClick={list.more} loading={list.loading}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ line, read }: { line: NotificationLineFragment; read: () => void }) {
  const t = useNotificationText();
  const reading = useReading();
  const mark = useCommand(MarkNotificationsReadDocument);
  const markRead = async () => {
    if (!line.read && (await mark.run({ ids: [line.id] }))) read();
  };
  return (
    <li data-unread={!line.read || undefined}>
      <Link {...workLink(line.subjectKind, line.subjectId)} data-record="" onClick={markRead}>
        <span className="notification-words">
          {!line.read && <span className="visually-hidden">{t('notifications.new')} </span>}
          {line.internal && <LockIcon size={13} />}
          {notificationWords(line, t, reading)}
        </span>
        {line.title && <span className="notification-title">{line.title}</span>}
        {line.excerpt && <span className="soft notification-excerpt">{line.excerpt}</span>}
        <span className="soft small">
          <Moment at={line.at} />
        </span>
      </Link>
      {!line.read && (
        <button type="button" className="quiet-button" onClick={markRead} disabled={mark.running}>
          {t('notifications.markOne')}
        </button>
      )}
    </li>
  );
}
