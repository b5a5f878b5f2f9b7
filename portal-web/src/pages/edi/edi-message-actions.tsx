import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  CancelEdiMessageDocument,
  MendEdiMessageDocument,
  ReplayEdiMessageDocument,
  ResendEdiMessageDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import type { EdiMessage } from './edi-message-page.tsx';

interface MessageProps {
  readonly message: EdiMessage;
}

const MENDABLE = ['HELD', 'QUARANTINED', 'REJECTED'];

/** What a person may do with a file that waits for one. */
export function EdiMessageActions({ message, changed }: MessageProps & { changed: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const replay = useCommand(ReplayEdiMessageDocument);
  const resend = useCommand(ResendEdiMessageDocument);
  const [dialog, setDialog] = useState<'mend' | 'cancel' | null>(null);
  if (!mayServe(viewer)) return null;
  const { id, direction, state } = message;
  const waits = direction === 'IN' && MENDABLE.includes(state);
  const sent = direction === 'OUT' && state === 'SENT';
  const then = async (done: Promise<unknown>) => {
    if (await done) changed();
  };
  return (
    <>
      {waits && <Button onClick={() => setDialog('mend')}>{t('edi.mend')}</Button>}
      {waits && (
        <Button variant="default" loading={replay.running} onClick={() => then(replay.run({ id }))}>
          {t('edi.replay')}
        </Button>
      )}
      {sent && (
        <Button variant="default" loading={resend.running} onClick={() => then(resend.run({ id }))}>
          {t('edi.resend')}
        </Button>
      )}
      {(waits || sent) && (
        <Button variant="default" onClick={() => setDialog('cancel')}>
          {t('edi.putAside')}
        </Button>
      )}
      <ObjectionNote objection={replay.objection ?? resend.objection} />
      {dialog === 'mend' && <MendDialog message={message} close={() => setDialog(null)} />}
      {dialog === 'cancel' && <CancelDialog message={message} close={() => setDialog(null)} changed={changed} />}
    </>
  );
}

/** The copy is edited; the original keeps its bytes. */
function MendDialog({ message, close }: MessageProps & { close: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const mend = useCommand(MendEdiMessageDocument);
  const submit = async (form: FormData) => {
    const raw = String(form.get('raw')).replaceAll('\r\n', '\n');
    const copy = await mend.run({ id: message.id, raw, note: filledIn(form, 'note') ?? '' });
    if (!copy) return;
    close();
    await navigate({ to: '/edi/$messageId', params: { messageId: copy.id } });
  };
  return (
    <CommandDialog
      title={t('edi.mend')}
      submitLabel={t('edi.mendSend')}
      running={mend.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={mend.objection} />}
      size="xl"
    >
      <p className="soft">{t('edi.mendHint')}</p>
      <Textarea
        name="raw"
        label={t('edi.raw')}
        className="mono"
        rows={16}
        required
        defaultValue={message.raw}
        data-autofocus
      />
      <Textarea name="note" label={t('edi.mendNote')} rows={2} />
    </CommandDialog>
  );
}

function CancelDialog({ message, close, changed }: MessageProps & { close: () => void; changed: () => void }) {
  const t = useText();
  const cancel = useCommand(CancelEdiMessageDocument);
  return <ReasonDialog title={t('edi.putAside')} id={message.id} command={cancel} close={close} done={changed} />;
}
