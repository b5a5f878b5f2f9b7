import { useEffect, useState } from 'react';
import { useConnection } from '../graph/use-live.ts';
import { useText } from '../language/use-text.ts';

// A socket that comes back at once is no news; the banner waits for half of the second in which it must be seen.
const PATIENCE = 400;

/** Says that what is on screen may be old, for as long as the live connection is lost. */
export function ConnectionBanner() {
  const t = useText();
  const lost = useConnection() === 'lost';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <div role="status" className="shell-banner" data-shown={shown || undefined}>
      {shown && (
        <>
          <span className="shell-pulse" aria-hidden="true" />
          {t('shell.reconnecting')}
        </>
      )}
    </div>
  );
}
