import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  ChooseNotificationDocument,
  ForgetNotificationChoiceDocument,
  type NotificationChoicesFragment,
  NotificationPreferencesDocument,
  SetDigestTimeDocument,
  SetQuietHoursDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useReading } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNotificationText } from './notification-text.ts';
import './notifications.css';

type Choice = NotificationChoicesFragment['topics'][number];

/** What the reader is told of and how: in the portal, by mail, or not at all. */
export function PreferencesPage() {
  const t = useNotificationText();
  const read = useRecord(NotificationPreferencesDocument, {}, (data) => data.notificationPreferences);
  return (
    <PageFrame title={t('notifications.preferences')} back={<BackLink to="/notifications" />}>
      <RecordView read={read}>
        {(preferences) => (
          <>
            <Panel title={t('preferences.topics')} flush>
              <Topics topics={preferences.topics} changed={read.refresh} />
            </Panel>
            <Panel title={t('preferences.digest')}>
              <DigestTime preferences={preferences} changed={read.refresh} />
            </Panel>
            <Panel title={t('preferences.quiet')}>
              <QuietHours preferences={preferences} changed={read.refresh} />
            </Panel>
          </>
        )}
      </RecordView>
    </PageFrame>
  );
}

function Topics({ topics, changed }: { topics: readonly Choice[]; changed: () => void }) {
  const t = useNotificationText();
  const choose = useCommand(ChooseNotificationDocument);
  const forget = useCommand(ForgetNotificationChoiceDocument);
  // A box shows at once what was clicked; what the server says then takes its place.
  const [clicked, setClicked] = useState<{ readonly over: readonly Choice[]; readonly choice: Choice } | null>(null);
  const shown = topics.map((choice) =>
    clicked?.over === topics && clicked.choice.topic === choice.topic ? clicked.choice : choice,
  );
  const save = async (choice: Choice) => {
    setClicked({ over: topics, choice });
    const { topic, portal, email, daily } = choice;
    if (await choose.run({ topic, portal, email, daily })) changed();
    else setClicked(null);
  };
  const reset = async ({ topic }: Choice) => {
    if (await forget.run({ topic })) changed();
  };
  const box = (choice: Choice, channel: 'portal' | 'email' | 'daily') => (
    <label>
      <input
        type="checkbox"
        aria-label={`${t(`notification.topic.${choice.topic}`)}: ${t(`preferences.${channel}`)}`}
        checked={choice[channel]}
        disabled={channel === 'daily' && !choice.email}
        onChange={({ currentTarget }) => save({ ...choice, [channel]: currentTarget.checked })}
      />
    </label>
  );
  return (
    <>
      <ObjectionNote objection={choose.objection ?? forget.objection} />
      <table className="preferences">
        <thead>
          <tr>
            <th scope="col">{t('preferences.topic')}</th>
            <th scope="col">{t('preferences.portal')}</th>
            <th scope="col">{t('preferences.email')}</th>
            <th scope="col">{t('preferences.daily')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((choice) => (
            <tr key={choice.topic}>
              <th scope="row">
                {t(`notification.topic.${choice.topic}`)}
                {choice.chosen && (
                  <button type="button" className="quiet-button preferences-house" onClick={() => reset(choice)}>
                    {t('preferences.reset')}
                  </button>
                )}
              </th>
              <td>{box(choice, 'portal')}</td>
              <td>{box(choice, 'email')}</td>
              <td>{box(choice, 'daily')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface HoursProps {
  readonly preferences: NotificationChoicesFragment;
  readonly changed: () => void;
}

function DigestTime({ preferences: { digestAt }, changed }: HoursProps) {
  const t = useNotificationText();
  const { timeZone } = useReading();
  const set = useCommand(SetDigestTimeDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (await set.run({ at: String(new FormData(event.currentTarget).get('at')) })) changed();
  };
  return (
    <form className="form-stack" onSubmit={submit} key={digestAt}>
      <p className="soft">{t('preferences.digestHint', { zone: timeZone })}</p>
      <div className="quiet-hours">
        <TextInput type="time" name="at" required label={t('preferences.digestAt')} defaultValue={digestAt} />
        <Button type="submit" loading={set.running}>
          {t('preferences.save')}
        </Button>
      </div>
      <ObjectionNote objection={set.objection} />
    </form>
  );
}

function QuietHours({ preferences, changed }: HoursProps) {
  const t = useNotificationText();
  const { timeZone } = useReading();
  const set = useCommand(SetQuietHoursDocument);
  const save = async (from: string | null, to: string | null) => {
    if (await set.run({ from, to })) changed();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void save(String(fields.get('from')), String(fields.get('to')));
  };
  const { quietFrom, quietTo } = preferences;
  return (
    <form className="form-stack" onSubmit={submit} key={`${quietFrom}${quietTo}`}>
      <p className="soft">{t('preferences.quietHint', { zone: timeZone })}</p>
      <div className="quiet-hours">
        <TextInput type="time" name="from" required label={t('preferences.from')} defaultValue={quietFrom ?? '22:00'} />
        <TextInput type="time" name="to" required label={t('preferences.to')} defaultValue={quietTo ?? '07:00'} />
        <Button type="submit" loading={set.running}>
          {t('preferences.save')}
        </Button>
        {quietFrom && (
          <Button variant="default" onClick={() => save(null, null)} disabled={set.running}>
            {t('preferences.noQuiet')}
          </Button>
        )}
      </div>
      <ObjectionNote objection={set.objection} />
    </form>
  );
}
