import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  DiscardHeldMailDocument,
  type HeldMailLineFragment,
  HeldMailsDocument,
  HeldMailUpdatedDocument,
} from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { usePages } from '../../graph/use-pages.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { EmptyState, PanelSkeleton } from '../../ui/empty-state.tsx';
import { InboxIcon } from '../../ui/icons.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { AssignMailDialog } from './assign-mail-dialog.tsx';
import '../../ui/panel.css';
import './held-mails.css';

/** E-mails that came in and wait for a person, newest first. Live. */
export function HeldMailsPage() {
  const t = useText();
  const list = usePages(HeldMailsDocument, {}, (data) => data.heldMails);
  useLive(HeldMailUpdatedDocument, {
    variables: list.first ? {} : null,
    after: list.first?.heldMails.liveCursor,
    onUpdate: list.refresh,
    onGap: list.refresh,
  });
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const waiting = list.rows.filter(({ state }) => state === 'HELD');
  const { failure, stale } = listFaults(list);
  return (
    <PageFrame title={t('held.title')} under={t('held.hint')} back={<BackLink to="/queue" />}>
      <div role="status">
        {leftOut.length > 0 && <Note tone="warn" title={t('held.leftOut', { files: leftOut.join(', ') })} />}
      </div>
      <div className="panel">
        {stale}
        {waiting.length > 0 && (
          <ul className="held-mails" aria-label={t('held.title')}>
            {waiting.map((mail) => (
              <Line key={mail.id} mail={mail} done={(files) => [setLeftOut(files), list.refresh()]} />
            ))}
          </ul>
        )}
        {waiting.length === 0 && (failure ?? (list.loading ? <PanelSkeleton /> : <NoMail />))}
        {list.hasMore && (
          <div className="record-more">
            <Button variant="default" onClick={list.more} loading={list.loading}>
              {t('ui.more')}
            </Button>
          </div>
        )}
      </div>
    </PageFrame>
  );
}

function NoMail() {
  const t = useText();
  const hint = t('held.noneHint');
  return (
    <EmptyState
      icon={<InboxIcon size={28} />}
      title={t('held.none')}
      hint={hint}
      action={<Link to="/queue">{t('nav.queue')}</Link>}
    />
  );
}

interface LineProps {
  readonly mail: HeldMailLineFragment;
  readonly done: (leftOut: readonly string[]) => void;
}

function Line({ mail, done }: LineProps) {
  const t = useText();
  const serves = mayServe(useViewer());
  const [open, setOpen] = useState<'assign' | 'discard' | null>(null);
  const discard = useCommand(DiscardHeldMailDocument);
  const close = () => setOpen(null);
  return (
    <li>
      <div className="held-mail-head">
        <strong>{mail.mailSubject || t('held.unnamed')}</strong>
        <StateMark tone="waiting">{t(`heldReason.${mail.reason}`)}</StateMark>
      </div>
      <p className="soft small held-mail-from">
        {[mail.sender, mail.account?.name, mail.subjectId && t('held.named')].filter(Boolean).join(' · ')} ·{' '}
        <Moment at={mail.at} />
      </p>
      <p className="held-mail-text">{mail.text ?? t('held.noText')}</p>
      {mail.files.length > 0 && <p className="small soft held-mail-from">{mail.files.join(', ')}</p>}
      {serves && (
        <div className="line">
          <Button size="compact-sm" onClick={() => setOpen('assign')}>
            {t('held.assign')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setOpen('discard')}>
            {t('held.discard')}
          </Button>
        </div>
      )}
      {open === 'assign' && <AssignMailDialog mail={mail} close={close} done={done} />}
      {open === 'discard' && (
        <ReasonDialog
          title={t('held.discardTitle')}
          id={mail.id}
          command={discard}
          close={close}
          done={() => done([])}
        />
      )}
    </li>
  );
}
