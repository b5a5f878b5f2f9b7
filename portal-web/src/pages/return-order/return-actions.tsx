import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  AuthoriseReturnDocument,
  CloseReturnDocument,
  type ReturnOrderFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice, mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { CreditReturn, EndReturn } from './credit-dialog.tsx';
import { InspectReturn, ReceiveReturn } from './goods-dialogs.tsx';

type Dialog = 'receive' | 'inspect' | 'credit' | 'decline' | 'cancel';

/** Authorise, count, inspect, credit, close; decline or take back before the goods come. */
export function ReturnActions({ order }: { order: ReturnOrderFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const authorise = useCommand(AuthoriseReturnDocument);
  const end = useCommand(CloseReturnDocument);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { id, state } = order;
  if (!mayWrite(viewer) || ['DECLINED', 'CANCELLED', 'CLOSED'].includes(state)) return null;
  const [serves, prices] = [mayServe(viewer), mayPrice(viewer)];
  const close = () => setDialog(null);
  const coming = state === 'REQUESTED' || state === 'AUTHORISED';
  return (
    <>
      {prices && state === 'REQUESTED' && (
        <Button loading={authorise.running} onClick={() => authorise.run({ id })}>
          {t('return.authorise')}
        </Button>
      )}
      {serves && state === 'AUTHORISED' && <Button onClick={() => setDialog('receive')}>{t('return.receive')}</Button>}
      {serves && state === 'RECEIVED' && <Button onClick={() => setDialog('inspect')}>{t('return.inspect')}</Button>}
      {prices && state === 'INSPECTED' && <Button onClick={() => setDialog('credit')}>{t('return.credit')}</Button>}
      {serves && state === 'CREDITED' && (
        <Button loading={end.running} onClick={() => end.run({ id })}>
          {t('return.close')}
        </Button>
      )}
      <ActionMenu
        actions={[
          serves && state === 'INSPECTED' && { label: t('return.close'), run: () => end.run({ id }) },
          prices &&
            state === 'REQUESTED' && { label: t('return.decline'), run: () => setDialog('decline'), danger: true },
          coming && { label: t('return.cancel'), run: () => setDialog('cancel'), danger: true },
        ]}
      />
      <ObjectionNote objection={authorise.objection ?? end.objection} />
      {dialog === 'receive' && <ReceiveReturn order={order} close={close} />}
      {dialog === 'inspect' && <InspectReturn order={order} close={close} />}
      {dialog === 'credit' && <CreditReturn order={order} close={close} />}
      {(dialog === 'decline' || dialog === 'cancel') && <EndReturn order={order} kind={dialog} close={close} />}
    </>
  );
}
