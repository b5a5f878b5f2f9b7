import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { useLingui } from '@lingui/react';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { isLanguage, LANGUAGES, speak } from '../../language/language.ts';
import { useText } from '../../language/use-text.ts';
import { type SignIn, safeReturn, signIn } from '../../session/session-door.ts';
import { Note } from '../../ui/notes.tsx';
import mark from '../../ui/quayside.svg?url';
import './sign-in-page.css';

/** The door for members. A link that was opened before is returned to. */
export function SignInPage() {
  const t = useText();
  const { to } = useSearch({ from: '/sign-in' });
  const [outcome, setOutcome] = useState<SignIn | null>(null);
  const [waiting, setWaiting] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setWaiting(true);
    const ended = await signIn(String(form.get('email')), String(form.get('password')));
    // A whole new page: no record of an earlier viewer can survive in the cache.
    if (ended === 'signed-in') return location.assign(safeReturn(to));
    setWaiting(false);
    setOutcome(ended);
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit} className="sign-in-card form-stack">
        <img src={mark} alt="" width={44} height={44} />
        <div>
          <h1>{t('signIn.title')}</h1>
          <p className="soft">{t('signIn.hint')}</p>
        </div>
        <TextInput
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          label={t('signIn.email')}
        />
        <PasswordInput
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          label={t('signIn.password')}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        <div role="alert">{outcome && outcome !== 'signed-in' && <Note tone="bad">{t(`signIn.${outcome}`)}</Note>}</div>
        <Button type="submit" loading={waiting}>
          {t('signIn.submit')}
        </Button>
        <LanguageChoice />
        <p className="soft small">{t('signIn.consignee')}</p>
      </form>
    </main>
  );
}

function LanguageChoice() {
  const t = useText();
  const { i18n } = useLingui();
  return (
    <NativeSelect
      aria-label={t('profile.language')}
      value={i18n.locale}
      onChange={({ currentTarget: { value } }) => isLanguage(value) && speak(value)}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
    />
  );
}
