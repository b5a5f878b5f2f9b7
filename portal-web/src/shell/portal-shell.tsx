import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../language/use-text.ts';
import { useViewer } from '../session/viewing.tsx';
import { KeyboardIcon, SearchIcon } from '../ui/icons.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { destinationsOf } from './navigation.ts';
import { type ShellDialog, useShellKeys } from './shell-keys.ts';
import './portal-shell.css';
import './portal-shell-phone.css';

const ProfileDialog = lazy(() => import('./profile-dialog.tsx'));
const CommandPalette = lazy(() => import('./command-palette.tsx'));
const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'));

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();

/** The frame around every page behind the sign-in: navigation, search, who is signed in, and the connection. */
export function PortalShell() {
  const t = useText();
  const viewer = useViewer();
  const [dialog, setDialog] = useState<ShellDialog | null>(null);
  useShellKeys(setDialog);
  const close = () => setDialog(null);
  const place = viewer.account?.name ?? viewer.member?.orgUnit?.name ?? '';
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="shell-rail">
        <Brand />
        <button
          type="button"
          className="shell-search"
          aria-label={t('palette.open')}
          onClick={() => setDialog('palette')}
        >
          <SearchIcon size={16} />
          <span>{t('palette.open')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <Navigation />
        <button type="button" className="shell-help" onClick={() => setDialog('shortcuts')}>
          <KeyboardIcon size={16} />
          <span>{t('shortcuts.title')}</span>
        </button>
        <button
          type="button"
          className="shell-person"
          aria-label={`${viewer.name}, ${place}`}
          aria-haspopup="dialog"
          onClick={() => setDialog('profile')}
        >
          <span className="shell-initials" aria-hidden="true">
            {initialsOf(viewer.name)}
          </span>
          <span className="shell-person-text">
            <span className="shell-person-name">{viewer.name}</span>
            <span className="shell-person-place">{place}</span>
          </span>
        </button>
      </header>
      <div className="shell-content">
        <ConnectionBanner />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {dialog === 'profile' && <ProfileDialog close={close} />}
        {dialog === 'palette' && <CommandPalette close={close} />}
        {dialog === 'shortcuts' && <ShortcutSheet close={close} />}
      </Suspense>
    </div>
  );
}

function Brand() {
  return (
    <Link to="/shipments" className="shell-brand">
      <svg aria-hidden="true" width="26" height="26" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M7 19.5h18M9.5 19.5V11h5v8.5M17.5 19.5v-6h5v6M6 24c2 0 2-1.5 4-1.5s2 1.5 4 1.5 2-1.5 4-1.5 2 1.5 4 1.5 2-1.5 4-1.5"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span>Quayside</span>
    </Link>
  );
}

function Navigation() {
  const t = useText();
  const viewer = useViewer();
  return (
    <nav className="shell-nav" aria-label={t('shell.navigation')}>
      {destinationsOf(viewer).map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
          <Icon size={19} />
          <span>{t(label)}</span>
        </Link>
      ))}
    </nav>
  );
}
