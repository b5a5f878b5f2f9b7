import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import {
  ArriveInboundDocument,
  ConfirmInboundDocument,
  type InboundFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayOperate, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';

const ReceiveDialog = lazy(() => import('./receive-dialog.tsx'));
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));
const ShipDialog = lazy(() => import('./ship-dialog.tsx'));

type Dialog = 'receive' | 'reject' | 'cancel' | 'ship';

/** What the viewer's role may do next. The rules are the server's; a refusal is shown with its reason. */
export function InboundActions({ notice }: { notice: InboundFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const arrive = useCommand(ArriveInboundDocument);
  const confirm = useCommand(ConfirmInboundDocument);
  if (!mayWrite(viewer) || notice.nextStates.length === 0) return null;
  const { id, nextStates } = notice;
  const operates = mayOperate(viewer);
  const close = () => setDialog(null);
  const bought = notice.kind === 'PURCHASE_ORDER' && notice.state === 'EXPECTED';
  const unanswered = bought && notice.confirmation?.state === 'PENDING';
  return (
    <>
      {operates && unanswered && (
        <>
          <Button loading={confirm.running} onClick={() => confirm.run({ id, lines: null, reason: null })}>
            {t('inbound.confirm')}
          </Button>
          <Button variant="default" onClick={() => setDialog('reject')}>
            {t('inbound.reject')}
          </Button>
        </>
      )}
      {operates && nextStates.includes('RECEIVED') && (
        <Button variant={unanswered ? 'default' : 'filled'} onClick={() => setDialog('receive')}>
          {t('inbound.receive')}
        </Button>
      )}
      {operates && nextStates.includes('ARRIVED') && (
        <Button variant="default" loading={arrive.running} onClick={() => arrive.run({ id })}>
          {t('inbound.arrive')}
        </Button>
      )}
      {operates && bought && !notice.shippedAt && (
        <Button variant="default" onClick={() => setDialog('ship')}>
          {t('inbound.ship')}
        </Button>
      )}
      {nextStates.includes('CANCELLED') && (operates || !isStaff(viewer)) && (
        <Button variant="default" onClick={() => setDialog('cancel')}>
          {t('inbound.cancel')}
        </Button>
      )}
      <ObjectionNote objection={arrive.objection ?? confirm.objection} />
      <Suspense>
        {dialog === 'receive' && <ReceiveDialog notice={notice} close={close} />}
        {(dialog === 'reject' || dialog === 'cancel') && <ReasonDialog notice={notice} kind={dialog} close={close} />}
        {dialog === 'ship' && <ShipDialog notice={notice} close={close} />}
      </Suspense>
    </>
  );
}
