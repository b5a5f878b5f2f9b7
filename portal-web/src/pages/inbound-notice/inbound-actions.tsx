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
import { type Action, ActionMenu } from '../../ui/action-menu.tsx';

const ReceiveDialog = lazy(() => import('./receive-dialog.tsx'));
const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));
const ShipDialog = lazy(() => import('./ship-dialog.tsx'));

type Dialog = 'receive' | 'reject' | 'cancel' | 'ship';

/** What the viewer's role may do next: one step as a button, the rest in a menu. The rules are the server's. */
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
  const open = (which: Dialog, danger = false): Action => ({
    label: t(`inbound.${which}`),
    run: () => setDialog(which),
    danger,
  });
  const deeds = [
    operates &&
      unanswered && { label: t('inbound.confirm'), run: () => confirm.run({ id, lines: null, reason: null }) },
    operates && nextStates.includes('RECEIVED') && open('receive'),
    operates && nextStates.includes('ARRIVED') && { label: t('inbound.arrive'), run: () => arrive.run({ id }) },
    operates && bought && !notice.shippedAt && open('ship'),
    operates && unanswered && open('reject', true),
    nextStates.includes('CANCELLED') && (operates || !isStaff(viewer)) && open('cancel', true),
  ].filter((deed) => deed !== false);
  const [first, ...rest] = deeds;
  return (
    <>
      {first && (
        <Button loading={arrive.running || confirm.running} onClick={first.run}>
          {first.label}
        </Button>
      )}
      <ActionMenu actions={rest} />
      <ObjectionNote objection={arrive.objection ?? confirm.objection} />
      <Suspense>
        {dialog === 'receive' && <ReceiveDialog notice={notice} close={close} />}
        {(dialog === 'reject' || dialog === 'cancel') && <ReasonDialog notice={notice} kind={dialog} close={close} />}
        {dialog === 'ship' && <ShipDialog notice={notice} close={close} />}
      </Suspense>
    </>
  );
}
