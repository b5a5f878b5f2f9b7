import { Moment } from '../../format/moment.tsx';
import {
  type MailLineFragment,
  MailsAboutDocument,
  MailUpdatedDocument,
  RetryMailDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';

const TONES: Record<MailLineFragment['state'], Tone> = {
  QUEUED: 'waiting',
  SENT: 'good',
  FAILED: 'bad',
  DROPPED: 'ended',
};

/** What was written to whom about a record, with the proof that it was sent. For the staff. */
export function MailsPanel({ subjectId }: { subjectId: string }) {
  const t = useText();
  const read = useRecord(MailsAboutDocument, { subjectId }, (data) => data.mailsAbout);
  useLive(MailUpdatedDocument, {
    variables: { subjectId },
    onUpdate: ({ mailUpdated }) => mailUpdated.event === 'mail.queued.v1' && read.refresh(),
    onGap: read.refresh,
  });
  return (
    <Panel title={t('mail.title')} count={read.record?.length} flush>
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {(mails) => (
          <ul className="rows">
            {mails.map((mail) => (
              <Line key={mail.id} mail={mail} changed={read.refresh} />
            ))}
            {mails.length === 0 && <li className="soft">{t('mail.none')}</li>}
          </ul>
        )}
      </RecordView>
    </Panel>
  );
}

function Line({ mail, changed }: { mail: MailLineFragment; changed: () => void }) {
  const t = useText();
  const serves = mayServe(useViewer());
  const retry = useCommand(RetryMailDocument);
  const again = async () => {
    if (await retry.run({ id: mail.id })) changed();
  };
  return (
    <li className="mail-line">
      <span className="line">
        <StateMark tone={TONES[mail.state]}>{t(`mail.state.${mail.state}`)}</StateMark>
        <span className="mail-address">{mail.address}</span>
        <span className="soft">
          <Moment at={mail.sentAt ?? mail.createdAt} />
        </span>
      </span>
      {mail.answer && (
        <span className="soft small mono mail-proof">
          {mail.answer} · {mail.messageId}
        </span>
      )}
      {mail.lastError && (
        <span className="small mail-proof">
          {mail.lastError} · {t('mail.attempts', { count: mail.attempts })}
        </span>
      )}
      {serves && mail.state === 'FAILED' && (
        <button type="button" className="quiet-button" onClick={again} disabled={retry.running}>
          {t('mail.retry')}
        </button>
      )}
      <ObjectionNote objection={retry.objection} />
    </li>
  );
}
