import { Button, NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import '@mantine/core/styles/SegmentedControl.css';
import '@mantine/core/styles/FloatingIndicator.css';
import { useState } from 'react';
import { UpdateProfileDocument } from '../generated/operations.ts';
import { ObjectionNote } from '../graph/objection-note.tsx';
import { useCommand } from '../graph/use-command.ts';
import { isLanguage, LANGUAGES, speak } from '../language/language.ts';
import { useText } from '../language/use-text.ts';
import { signOut } from '../session/session-door.ts';
import { useReading, useViewer } from '../session/viewing.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SignOutIcon } from '../ui/icons.tsx';
import { Note } from '../ui/notes.tsx';
import { OwnPasswordDialog } from './own-password-dialog.tsx';

/** Zones to choose from: this device's, the one in use, UTC, and all that the browser knows. */
function timeZones(current: string): string[] {
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([current, device, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** Who is signed in, how they read, and the way out. */
export default function ProfileDialog({ close }: { close: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const { locale, timeZone } = useReading();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const profile = useCommand(UpdateProfileDocument);
  const [password, setPassword] = useState<'KEPT' | 'CHANGING' | 'CHANGED'>('KEPT');
  const changeLanguage = async (tag: string) => {
    if (!isLanguage(tag)) return;
    await speak(tag);
    await profile.run({ input: { locale: tag } });
  };
  if (password === 'CHANGING')
    return <OwnPasswordDialog close={() => setPassword('KEPT')} done={() => setPassword('CHANGED')} />;
  return (
    <Dialog close={close} title={viewer.name}>
      <div className="form-stack" data-undrafted="">
        <div className="soft">
          {viewer.member?.email}
          {viewer.role && ` · ${t(`role.${viewer.role}`)}`}
        </div>
        <NativeSelect
          label={t('profile.language')}
          value={locale}
          onChange={(event) => changeLanguage(event.currentTarget.value)}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label={t('profile.timeZone')}
          description={t('profile.timeZoneHint')}
          value={timeZone}
          onChange={(event) => profile.run({ input: { timeZone: event.currentTarget.value } })}
          data={timeZones(timeZone)}
        />
        <div>
          <div className="form-label" id="profile-theme">
            {t('profile.theme')}
          </div>
          <SegmentedControl
            fullWidth
            aria-labelledby="profile-theme"
            value={colorScheme}
            onChange={(scheme) => setColorScheme(scheme as 'auto' | 'light' | 'dark')}
            data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          />
        </div>
        <ObjectionNote objection={profile.objection} />
        <div role="status">{password === 'CHANGED' && <Note tone="good" title={t('profile.passwordChanged')} />}</div>
        {viewer.member && (
          <Button variant="default" onClick={() => setPassword('CHANGING')}>
            {t('profile.changePassword')}
          </Button>
        )}
        <Button variant="default" leftSection={<SignOutIcon />} onClick={signOut}>
          {t('session.signOut')}
        </Button>
      </div>
    </Dialog>
  );
}
