import { useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../language/use-text.ts';
import { useViewer } from '../session/viewing.tsx';
import { KeyboardIcon, MoreIcon, SearchIcon } from '../ui/icons.tsx';
import mark from '../ui/quayside.svg?url';
import { ConnectionBanner } from './connection-banner.tsx';
import { destinationsOf, isAt } from './navigation.ts';
import { NavigationLink } from './navigation-link.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { type ShellDialog, useShellKeys } from './shell-keys.ts';
import { ViewingBanner } from './viewing-banner.tsx';
import './portal-shell.css';
import './portal-shell-phone.css';

const ProfileDialog = lazy(() => import('./profile-dialog.tsx'));
const CommandPalette = lazy(() => import('./command-palette.tsx'));
const MoreDialog = lazy(() => import('./more-dialog.tsx'));
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
  const narrow = useMediaQuery('(max-width: 860px)', undefined, { getInitialValueInEffect: false });
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
        <Navigation narrow={narrow} more={() => setDialog('more')} />
        <NotificationBell />
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
        <ViewingBanner />
        <ConnectionBanner />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {dialog === 'more' && <MoreDialog close={close} from={TABS - 1} />}
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
      <img src={mark} alt="" width={26} height={26} />
      <span>Quayside</span>
    </Link>
  );
}

/** A phone has room for five names; the rest is behind the last of them. */
const TABS = 5;

function Navigation({ narrow, more }: { narrow: boolean; more: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const all = destinationsOf(viewer);
  const shown = narrow && all.length > TABS ? all.slice(0, TABS - 1) : all;
  const hidden = useRouterState({
    select: ({ location }) => all.slice(shown.length).some((destination) => isAt(destination, location.pathname)),
  });
  return (
    <nav className="shell-nav" aria-label={t('shell.navigation')}>
      {shown.map((destination) => (
        <NavigationLink key={destination.to} {...destination} />
      ))}
      {shown.length < all.length && (
        <button type="button" aria-haspopup="dialog" aria-current={hidden ? 'true' : undefined} onClick={more}>
          <MoreIcon size={19} />
          <span>{t('nav.more')}</span>
        </button>
      )}
    </nav>
  );
}
