import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useText } from '../language/use-text.ts';
import { useViewer } from '../session/viewing.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { destinationsOf } from './navigation.ts';
import { NavigationLink } from './navigation-link.tsx';

/** The destinations that a phone has no tab for. */
export default function MoreDialog({ close, from }: { close: () => void; from: number }) {
  const t = useText();
  const viewer = useViewer();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const opened = useRef(path);
  useEffect(() => {
    if (opened.current !== path) close();
  }, [path, close]);
  return (
    <Dialog close={close} title={t('nav.more')}>
      <nav className="more-nav" aria-label={t('nav.more')}>
        {destinationsOf(viewer)
          .slice(from)
          .map((destination) => (
            <NavigationLink key={destination.to} {...destination} />
          ))}
      </nav>
    </Dialog>
  );
}
