import { useEffect, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../graph/use-live.ts';
import { useText } from '../language/use-text.ts';

// A socket that comes back at once is no news; the banner waits for half of the second in which it must be seen.
const PATIENCE = 400;

function followNetwork(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Says that what is on screen may be old, for as long as the live connection is lost. */
export function ConnectionBanner() {
  const t = useText();
  const lost = useConnection() === 'lost';
  const offline = !useSyncExternalStore(followNetwork, () => navigator.onLine);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <div role="status" className="shell-banner" data-shown={shown || offline || undefined}>
      {(shown || offline) && (
        <>
          <span className="shell-pulse" aria-hidden="true" />
          {t(offline ? 'shell.offline' : 'shell.reconnecting')}
        </>
      )}
    </div>
  );
}
