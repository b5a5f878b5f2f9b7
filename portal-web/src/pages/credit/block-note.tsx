import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CreditUpdatedDocument } from '../../generated/operations.ts';
import { useLive } from '../../graph/use-live.ts';
import { useText } from '../../language/use-text.ts';
import { mayDecideCredit } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

const HEARD_MS = 600;

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
  // The warehouse hears of it a moment after the page does.
  const readSoon = () => void setTimeout(refresh, HEARD_MS);
  useLive(CreditUpdatedDocument, { variables: { accountId }, onUpdate: readSoon, onGap: refresh });
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
          done={readSoon}
        />
      )}
    </Note>
  );
}
