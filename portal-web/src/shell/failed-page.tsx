import { Button } from '@mantine/core';
import { useText } from '../language/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { WarningIcon } from '../ui/icons.tsx';

/** A page broke. The rest of the portal still works. */
export function FailedPage() {
  const t = useText();
  return (
    <EmptyState
      icon={<WarningIcon size={28} />}
      title={t('fault.page')}
      hint={t('fault.pageHint')}
      action={
        <Button variant="default" onClick={() => location.reload()}>
          {t('ui.retry')}
        </Button>
      }
    />
  );
}
