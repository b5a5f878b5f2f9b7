import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import type { AttachmentInput, ConversationMessageFragment } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import type { Objection } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { LockIcon } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';
import { Attachments } from './attachments.tsx';
import { MailsPanel } from './mails-panel.tsx';
import { MentionPicker } from './mention-picker.tsx';
import { useReadMarks } from './use-read-marks.ts';
import './conversation-panel.css';

export interface Reply {
  readonly body: string;
  readonly internal: boolean;
  readonly attachments: AttachmentInput[];
  readonly mentions: string[];
}

interface ConversationPanelProps {
  /** The case, claim or work order that is talked about. */
  readonly itemId: string;
  /** Whose record it is: attachments are for its people too. */
  readonly accountId: string;
  readonly messages: readonly ConversationMessageFragment[];
  /** Resolves to something when the reply was taken. */
  readonly reply: (reply: Reply) => Promise<unknown>;
  readonly running: boolean;
  readonly objection: Objection | null;
  /** A closed record is read only. */
  readonly closed: boolean;
  /** Somebody outside of both companies reads along. */
  readonly consigneeReads?: boolean;
}

/** What was said, oldest first, with the next word below it. */
export function ConversationPanel({ messages, closed, consigneeReads = false, ...reply }: ConversationPanelProps) {
  const t = useText();
  const viewer = useViewer();
  const readers = useReadMarks(reply.itemId, messages.at(-1)?.id ?? null);
  return (
    <>
      <Panel title={t('conversation.title')} count={messages.length} flush>
        <ol className="conversation" aria-live="polite">
          {messages.map((message) => (
            <MessageBubble key={message.id} message={message} readers={readers.get(message.id)} />
          ))}
        </ol>
        {messages.length === 0 && <p className="soft conversation-none">{t('conversation.none')}</p>}
        {consigneeReads && <p className="soft conversation-none">{t('conversation.consigneeReads')}</p>}
        {mayWrite(viewer) && !closed && <ReplyForm {...reply} />}
      </Panel>
      {isStaff(viewer) && <MailsPanel subjectId={reply.itemId} />}
    </>
  );
}

interface MessageBubbleProps {
  readonly message: ConversationMessageFragment;
  /** Who has read up to here. */
  readonly readers: readonly string[] | undefined;
}

function MessageBubble({ message, readers }: MessageBubbleProps) {
  const t = useText();
  const ours = isStaff(useViewer()) ? message.authorKind === 'STAFF' : message.authorKind === 'CUSTOMER';
  return (
    <li data-ours={ours || undefined} data-internal={message.internal || undefined}>
      <p className="message-head">
        <strong>{message.author}</strong>
        <span className="soft">
          {t(`authorKind.${message.authorKind}`)} · <Moment at={message.at} />
        </span>
        {message.internal && (
          <span className="message-internal">
            <LockIcon size={13} />
            {t('conversation.internal')}
          </span>
        )}
      </p>
      <p className="message-body">{message.body}</p>
      <Attachments of={message.attachments} />
      {readers && <p className="message-readers">{t('conversation.readBy', { names: readers.join(', ') })}</p>}
    </li>
  );
}

type ReplyFormProps = Pick<ConversationPanelProps, 'itemId' | 'accountId' | 'reply' | 'running' | 'objection'>;

function ReplyForm({ itemId, accountId, reply, running, objection }: ReplyFormProps) {
  const t = useText();
  const staff = isStaff(useViewer());
  const uploads = useUploads(accountId);
  const form = useRef<HTMLFormElement>(null);
  const [internal, setInternal] = useState(false);
  const [mentions, setMentions] = useState<readonly string[]>([]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = String(new FormData(event.currentTarget).get('body'));
    if (!(await reply({ body, internal, attachments: uploads.attachments(), mentions: [...mentions] }))) return;
    form.current?.reset();
    uploads.clear();
    setMentions([]);
    setInternal(false);
  };
  return (
    <form className="reply form-stack" ref={form} onSubmit={submit} data-internal={internal || undefined}>
      <Textarea
        name="body"
        required
        rows={3}
        label={internal ? t('conversation.note') : t('conversation.reply')}
        placeholder={internal ? t('conversation.notePlaceholder') : t('conversation.replyPlaceholder')}
      />
      <FilePicker uploads={uploads} label={t('conversation.attach')} />
      <MentionPicker itemId={itemId} internal={internal} mentions={mentions} change={setMentions} />
      <ObjectionNote objection={objection} />
      <div className="form-foot">
        {staff && (
          <label className="check-line reply-internal">
            <input
              type="checkbox"
              checked={internal}
              onChange={() => {
                setInternal(!internal);
                setMentions([]);
              }}
            />
            <span>{t('conversation.asNote')}</span>
          </label>
        )}
        <Button type="submit" loading={running || uploads.busy} disabled={uploads.faulty}>
          {internal ? t('conversation.saveNote') : t('conversation.send')}
        </Button>
      </div>
    </form>
  );
}
