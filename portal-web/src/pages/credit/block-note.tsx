import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { mayDecideCredit } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

interface BlockNoteProps {
  readonly accountId: string;
  readonly orderNumber: string | undefined;
  readonly code: string;
  readonly refresh: () => void;
}

/** Why work on an order does not start, and what to do; whoever may, releases it here. */
export function BlockNote({ accountId, orderNumber, code, refresh }: BlockNoteProps) {
  const t = useText();
  const viewer = useViewer();
  const [releasing, setReleasing] = useState(false);
  return (
    <Note tone="warn" title={t(code === 'CREDIT_HOLD' ? 'credit.workHeld' : 'credit.workWaits')}>
      <div className="line">
        <Link to="/accounts/$accountId/credit" params={{ accountId }}>
          {t('credit.why')}
        </Link>
        {mayDecideCredit(viewer) && orderNumber && (
          <Button size="compact-sm" variant="default" onClick={() => setReleasing(true)}>
            {t('credit.release')}
          </Button>
        )}
      </div>
      {releasing && orderNumber && (
        <ReleaseDialog
          accountId={accountId}
          orderNumber={orderNumber}
          close={() => setReleasing(false)}
          done={refresh}
        />
      )}
    </Note>
  );
}
