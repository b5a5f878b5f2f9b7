import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CreditUpdatedDocument, type ShipmentKind } from '../../generated/operations.ts';
import { useLive } from '../../graph/use-live.ts';
import { useText } from '../../language/use-text.ts';
import { mayDecideCredit } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { HEARD_MS, isUncovered, useBlockWords } from './block-words.ts';
import { ReleaseDialog } from './release-dialog.tsx';

interface BlockNoteProps {
  readonly accountId: string;
  readonly orderNumber: string | undefined;
  readonly code: string;
  readonly kind: ShipmentKind;
  readonly refresh: () => void;
}

/** Why work on an order does not start, and what to do; whoever may, releases it here. */
export function BlockNote({ accountId, orderNumber, code, kind, refresh }: BlockNoteProps) {
  const t = useText();
  const viewer = useViewer();
  const words = useBlockWords();
  const uncovered = isUncovered(code);
  const [releasing, setReleasing] = useState(false);
  const readSoon = () => void setTimeout(refresh, HEARD_MS);
  useLive(CreditUpdatedDocument, { variables: { accountId }, onUpdate: readSoon, onGap: refresh });
  return (
    <Note tone="warn" title={words(code, kind)}>
      {uncovered && <p>{t('cover.goods')}</p>}
      <div className="line">
        <Link to={uncovered ? '/accounts/$accountId' : '/accounts/$accountId/credit'} params={{ accountId }}>
          {t(uncovered ? 'cover.toContracts' : 'credit.why')}
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
