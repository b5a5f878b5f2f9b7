import { useBlocker } from '@tanstack/react-router';
import { useText } from '../language/use-text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

/** Asks before a page is left on which something was typed and not saved. */
export function DraftGuard({ drafted }: { drafted: () => boolean }) {
  const t = useText();
  const blocker = useBlocker({ shouldBlockFn: drafted, enableBeforeUnload: drafted, withResolver: true });
  if (blocker.status !== 'blocked') return null;
  return (
    <ConfirmDialog
      title={t('dialog.discardTitle')}
      confirmLabel={t('dialog.discard')}
      running={false}
      confirm={blocker.proceed}
      close={blocker.reset}
    >
      {t('dialog.discardHint')}
    </ConfirmDialog>
  );
}
