import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ShipmentKind } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { mayDecideCredit } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { HEARD_MS, isUncovered, useBlockWords } from './block-words.ts';
import { ReleaseDialog } from './release-dialog.tsx';
import { useCoverNews } from './use-cover-news.ts';

interface BlockNoteProps {
  readonly accountId: string;
  readonly orderNumber: string | undefined;
  readonly code: string;
  readonly kind: ShipmentKind;
  readonly refresh: () => void;
}

/** Why work on an order does not start, and what to do; whoever may, releases it here. Live. */
export function BlockNote({ accountId, orderNumber, code, kind, refresh }: BlockNoteProps) {
  const t = useText();
  const viewer = useViewer();
  const words = useBlockWords();
  const uncovered = isUncovered(code);
  const [releasing, setReleasing] = useState(false);
  const readSoon = () => void setTimeout(refresh, HEARD_MS);
  useCoverNews({ refresh }, accountId);
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
