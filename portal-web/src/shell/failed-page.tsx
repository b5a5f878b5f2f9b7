import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useText } from '../language/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import { PageUnreachable } from './lazy-page.tsx';

// Only an answer of the server proves that loading again will not end on the browser's own error page.
const serverAnswers = (): Promise<boolean> =>
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

/** A page broke, or could not be fetched. The rest of the portal still works. */
export function FailedPage({ error }: ErrorComponentProps) {
  const t = useText();
  const [trying, setTrying] = useState(false);
  const unreachable = error instanceof PageUnreachable;
  const retry = async () => {
    setTrying(true);
    if (await serverAnswers()) location.reload();
    else setTrying(false);
  };
  useEffect(() => {
    if (!(error instanceof PageUnreachable)) return;
    const backOnline = () => void serverAnswers().then((answers) => answers && location.reload());
    window.addEventListener('online', backOnline);
    return () => {
      window.removeEventListener('online', backOnline);
      error.forget();
    };
  }, [error]);
  return (
    <div className="page" role="alert">
      <EmptyState
        icon={<WarningIcon size={28} />}
        title={t(unreachable ? 'fault.unreachable' : 'fault.page')}
        hint={t(unreachable ? 'fault.networkHint' : 'fault.pageHint')}
        action={
          <Button variant="default" loading={trying} onClick={retry}>
            {t('ui.retry')}
          </Button>
        }
      />
    </div>
  );
}
