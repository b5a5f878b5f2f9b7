import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { formatDate, fromWallClock, toWallClock } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import {
  type AccountFactsFragment,
  CustomerTouchesDocument,
  CustomerValueUpdatedDocument,
  type LoggedTouchChannel,
  LogTouchDocument,
  type TouchDirection,
  type TouchLineFragment,
  type TouchOrigin,
  type TouchOutcome,
  type TouchPurpose,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { SOON_MS, useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { workLink } from '../../status/work-link.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText } from '../value/value-text.ts';
import { valueWord } from '../value/value-words.ts';

interface TouchesPanelProps {
  readonly account: AccountFactsFragment;
  readonly refresh: () => void;
}

const NOTHING = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } };

const ORIGINS = ['ALL', 'LOGGED', 'CONVERSATION'] as const;

/** Everything that was said between both sides, by whichever way, newest first; what is said now comes by itself. */
export function TouchesPanel({ account, refresh }: TouchesPanelProps) {
  const t = useValueText();
  const writes = mayServe(useViewer());
  const [open, setOpen] = useState(false);
  const [origin, setOrigin] = useState<TouchOrigin | null>(null);
  const asked = { id: account.id, origin };
  const list = usePages(CustomerTouchesDocument, asked, (data) => data.account?.touches ?? NOTHING);
  useLiveList(CustomerValueUpdatedDocument, list, { variables: { accountId: account.id }, quietMs: SOON_MS });
  const saved = () => {
    list.refresh();
    refresh();
  };
  return (
    <Panel
      title={t('value.touches')}
      flush
      actions={
        writes && (
          <button type="button" className="quiet-button" onClick={() => setOpen(true)}>
            {t('value.logTouch')}
          </button>
        )
      }
    >
      <NativeSelect
        className="touch-origin"
        aria-label={t('value.touchOrigin')}
        value={origin ?? 'ALL'}
        onChange={({ currentTarget: { value } }) => setOrigin(value === 'ALL' ? null : (value as TouchOrigin))}
        data={ORIGINS.map((value) => ({ value, label: t(`value.touchOrigin.${value}`) }))}
      />
      {list.error && list.rows.length === 0 && <QueryFailure error={list.error} retry={list.refresh} />}
      {list.loading && list.rows.length === 0 && !list.error && <PanelSkeleton />}
      <ul className="rows">
        {list.rows.map((touch) => (
          <TouchRow key={touch.id} touch={touch} />
        ))}
        {!list.loading && list.rows.length === 0 && !list.error && <li className="soft">{t('value.noTouches')}</li>}
      </ul>
      {list.hasMore && (
        <button type="button" className="quiet-button" onClick={list.more}>
          {t('ui.more')}
        </button>
      )}
      {open && <TouchDialog account={account} close={() => setOpen(false)} saved={saved} />}
    </Panel>
  );
}

/** One contact: of what was logged what came of it, of a message the way to its conversation. */
function TouchRow({ touch }: { touch: TouchLineFragment }) {
  const t = useValueText();
  const { locale } = useReading();
  const { ourSide, theirSide, thread } = touch;
  const [from, to] = touch.direction === 'FROM_US' ? [ourSide, theirSide] : [theirSide, ourSide];
  return (
    <li>
      <span className="grow">
        <strong>{valueWord('channel', touch.channel, t)}</strong> · {t('value.sides', { from, to })}
        <span className="record-sub">
          <Moment at={touch.heldAt} /> ·{' '}
          {thread ? (
            <Link {...workLink(thread.kind, thread.id)}>{thread.number}</Link>
          ) : (
            <>
              {valueWord('purpose', touch.purpose, t)} · {valueWord('outcome', touch.outcome, t)}
            </>
          )}
          {touch.followUpOn && ` · ${t('value.followUp')} ${formatDate(touch.followUpOn, locale)}`}
        </span>
        {thread && touch.notes === '' ? (
          <span className="soft small">{t('value.touchUntold')}</span>
        ) : (
          <span className="touch-words">{touch.notes}</span>
        )}
      </span>
    </li>
  );
}

const CHANNELS: readonly LoggedTouchChannel[] = ['CALL', 'VISIT', 'MEETING', 'E_MAIL', 'LETTER', 'MESSAGE', 'FAX'];
const PURPOSES: readonly TouchPurpose[] = ['ROUTINE', 'SALES', 'SERVICE', 'BILLING', 'AT_RISK', 'WIN_BACK'];
const OUTCOMES: readonly TouchOutcome[] = ['DONE', 'AGREED', 'TO_FOLLOW_UP', 'REFUSED', 'NO_ANSWER'];

interface TouchDialogProps {
  readonly account: AccountFactsFragment;
  readonly close: () => void;
  readonly saved: () => void;
}

function TouchDialog({ account, close, saved }: TouchDialogProps) {
  const t = useValueText();
  const viewer = useViewer();
  const { timeZone } = useReading();
  const log = useCommand(LogTouchDocument);
  // One key for this dialog: a second tap, or a try again after a lost answer, logs nothing twice.
  const key = useRef(crypto.randomUUID());
  const submit = async (form: FormData) => {
    const contact = account.contacts.find(({ id }) => id === form.get('contactId'));
    const at = filledIn(form, 'heldAt');
    const input = {
      accountId: account.id,
      channel: String(form.get('channel')) as LoggedTouchChannel,
      direction: String(form.get('direction')) as TouchDirection,
      purpose: String(form.get('purpose')) as TouchPurpose,
      outcome: String(form.get('outcome')) as TouchOutcome,
      heldAt: at ? fromWallClock(at, timeZone).toISOString() : null,
      ourSide: filledIn(form, 'ourSide') ?? null,
      theirSide: filledIn(form, 'theirSide') ?? null,
      contactId: contact?.id ?? null,
      notes: filledIn(form, 'notes') ?? '',
      followUpOn: filledIn(form, 'followUpOn') ?? null,
      idempotencyKey: key.current,
    };
    if (!(await log.run({ input }))) return;
    saved();
    close();
  };
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <NativeSelect name={name} label={label} data={options.map(([value, words]) => ({ value, label: words }))} />
  );
  return (
    <CommandDialog
      title={t('value.logTouch')}
      submitLabel={t('value.save')}
      running={log.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={log.objection} />}
    >
      <div className="form-pair">
        {select(
          'channel',
          t('value.touchChannel'),
          CHANNELS.map((code) => [code, valueWord('channel', code, t)]),
        )}
        {select('direction', t('value.touchDirection'), [
          ['FROM_US', t('value.fromUs')],
          ['FROM_THEM', t('value.fromThem')],
        ])}
        {select(
          'purpose',
          t('value.touchPurpose'),
          PURPOSES.map((code) => [code, valueWord('purpose', code, t)]),
        )}
        {select(
          'outcome',
          t('value.touchOutcome'),
          OUTCOMES.map((code) => [code, valueWord('outcome', code, t)]),
        )}
        <TextInput name="ourSide" label={t('value.ourSide')} defaultValue={viewer.name} />
        {select('contactId', t('value.contact'), [
          ['', t('value.otherPerson')],
          ...account.contacts.map(({ id, name }) => [id, name] as const),
        ])}
        <TextInput name="theirSide" label={t('value.theirSide')} />
        <TextInput
          name="heldAt"
          type="datetime-local"
          label={t('value.heldAt')}
          defaultValue={toWallClock(new Date(), timeZone)}
        />
        <TextInput name="followUpOn" type="date" label={t('value.followUp')} />
      </div>
      <Textarea name="notes" label={t('value.notes')} required autosize minRows={3} />
    </CommandDialog>
  );
}
