/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentInput } from '../generated/operations.ts';
import { SendButton, Sentences } from './action.tsx';
import type { Doing } from './actions.tsx';
import type { Conversation, Snapshot } from './page-data.ts';
import { PhotoPicker } from './photo-picker.tsx';
import { useSetting } from './setting.ts';
import { usePhotos } from './use-photos.ts';
import { useSending } from './use-sending.ts';

const LIMIT = 1000;

interface TalkProps {
  readonly snapshot: Snapshot;
  readonly doing: Doing | null;
  readonly zone: string;
}

const answersIn = (conversations: readonly Conversation[]): number =>
  conversations.flatMap(({ messages }) => messages).filter(({ authorKind }) => authorKind !== 'CONSIGNEE').length;

/** What was asked and reported through this link, with the answers as they come. */
export function Talk({ snapshot, doing, zone }: TalkProps) {
  const { say } = useSetting();
  const [open, setOpen] = useState(false);
  const cases = snapshot.conversations?.cases ?? [];
  const answers = answersIn(cases);
  const [seen, setSeen] = useState(answers);
  useEffect(() => {
    if (open) setSeen(answers);
  }, [open, answers]);
  const asks = snapshot.scopes.includes('ASK');
  // Forms that nobody sees are not built.
  const acting = open ? doing : null;
  if (!asks && cases.length === 0) return null;
  return (
    <details class="card action" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>
          <strong>{say('talk.title')}</strong>
          <span class="soft">{say('talk.hint')}</span>
          <span role="status">
            {answers > seen ? <span class="badge badge-good">{say('talk.unread')}</span> : null}
          </span>
        </span>
      </summary>
      {cases.length > 0 ? (
        <ul class="talks">
          {cases.map((conversation) => (
            <ConversationItem key={conversation.id} conversation={conversation} doing={acting} zone={zone} />
          ))}
        </ul>
      ) : null}
      {asks ? <Ask doing={acting} folded={cases.length > 0} /> : null}
    </details>
  );
}

interface ItemProps {
  readonly conversation: Conversation;
  readonly doing: Doing | null;
  readonly zone: string;
}

function ConversationItem({ conversation, doing, zone }: ItemProps) {
  const { say, moments } = useSetting();
  const { id, number, kind, state, description, openedAt, resolution, messages } = conversation;
  return (
    <li>
      <p class="talk-head">
        <strong>{say(kind === 'COMPLAINT' ? 'talk.report' : 'talk.question', { number })}</strong>
        <span class="badge">{say(`talk.state.${state}`)}</span>
      </p>
      <ol class="messages" aria-live="polite">
        <Bubble by={say('talk.you')} when={moments.both(openedAt, zone)} body={description} files={0} own />
        {messages.map(({ id: messageId, authorKind, body, fileCount, at }) => (
          <Bubble
            key={messageId}
            by={say(authorKind === 'CONSIGNEE' ? 'talk.you' : `talk.by.${authorKind}`)}
            when={moments.both(at, zone)}
            body={body}
            files={fileCount}
            own={authorKind === 'CONSIGNEE'}
          />
        ))}
        {resolution ? (
          <li class="message">
            <span class="soft">{say(`talk.state.${state}`)}</span>
            <q>{resolution}</q>
          </li>
        ) : null}
      </ol>
      {state === 'CLOSED' ? <p class="soft">{say('talk.closed')}</p> : null}
      {doing && state !== 'CLOSED' ? (
        <TalkForm
          doing={doing}
          label={say('talk.reply')}
          send={(told) => doing.graph.reply({ id, body: told.text, ...told.more })}
        />
      ) : null}
    </li>
  );
}

interface BubbleProps {
  readonly by: string;
  readonly when: string;
  readonly body: string;
  readonly files: number;
  readonly own: boolean;
}

function Bubble({ by, when, body, files, own }: BubbleProps) {
  const { say } = useSetting();
  return (
    <li class={own ? 'message message-own' : 'message'}>
      <span class="soft">
        {by} · {when}
      </span>
      {body ? <q>{body}</q> : null}
      {files > 0 ? <span class="soft">{say('talk.files', { count: files })}</span> : null}
    </li>
  );
}

/** A new question; folded to a button where something was asked before. */
function Ask({ doing, folded }: { readonly doing: Doing | null; readonly folded: boolean }) {
  const { say } = useSetting();
  const [open, setOpen] = useState(false);
  if (!doing) return <p class="soft">{say('action.needsScript')}</p>;
  if (folded && !open) {
    return (
      <button type="button" class="again" onClick={() => setOpen(true)}>
        {say('talk.askAnother')}
      </button>
    );
  }
  return (
    <TalkForm
      doing={doing}
      label={say('talk.ask')}
      required
      send={async ({ text, more }) => {
        const asked = await doing.graph.ask({ text, ...more });
        setOpen(false);
        return asked;
      }}
    />
  );
}

interface Told {
  readonly text: string;
  readonly more: { readonly attachments: AttachmentInput[]; readonly idempotencyKey: string };
}

interface FormProps {
  readonly doing: Doing;
  readonly label: string;
  readonly required?: boolean;
  send(told: Told): Promise<Conversation>;
}

function TalkForm({ doing, label, required = false, send }: FormProps) {
  const { say } = useSetting();
  const sending = useSending();
  const [text, setText] = useState('');
  const photos = usePhotos(doing.token);
  // One key until it arrived: what is sent again after a lost answer is said once.
  const key = useRef(crypto.randomUUID());

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (photos.list.some(({ state }) => state === 'sending')) return sending.setFault(say('damage.waiting'));
    if (photos.list.some(({ state }) => state === 'failed')) return sending.setFault(say('damage.photoFailed'));
    const attachments = photos.list.flatMap(({ attachment }) => attachment ?? []);
    const told = { text: text.trim(), more: { attachments, idempotencyKey: key.current } };
    if (!(await sending.send(async () => doing.onConversation(await send(told))))) return;
    key.current = crypto.randomUUID();
    setText('');
    photos.clear();
  }
  return (
    <form onSubmit={submit}>
      <Sentences label={label} value={text} limit={LIMIT} required={required} onInput={setText} />
      <PhotoPicker photos={photos} />
      <SendButton sending={sending.sending} fault={sending.fault} />
    </form>
  );
}
