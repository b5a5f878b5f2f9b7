import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { ResolveExceptionDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayOperate } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { endWords, type ShipmentException, troubleWords } from './exception-words.ts';
import type { ShipmentProps } from './shipment-props.ts';

/** What deviates from the plan, open ones first. Without any, there is no panel. */
export function ExceptionsPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const [resolving, setResolving] = useState<ShipmentException | null>(null);
  const operator = mayOperate(useViewer());
  const { locale } = useReading();
  if (shipment.exceptions.length === 0) return null;
  const sorted = [...shipment.exceptions].sort((a, b) => Number(!!a.resolvedAt) - Number(!!b.resolvedAt));
  return (
    <Panel title={t('shipment.exceptions')} count={shipment.exceptions.length} flush>
      <ul className="rows">
        {sorted.map((exception) => (
          <li key={exception.id}>
            <StateMark tone={exception.resolvedAt ? 'good' : 'warn'}>
              {t(exception.resolvedAt ? 'exception.resolved' : 'exception.open')}
            </StateMark>
            <span className="grow">
              <strong>{t(`exceptionKind.${exception.kind}`)}</strong> {troubleWords(exception, locale, t)}
              <span className="record-sub">
                <Moment at={exception.resolvedAt ?? exception.raisedAt} />
                {exception.resolution && ` · ${endWords(exception, t)}`}
              </span>
            </span>
            {operator && !exception.resolvedAt && (
              <Button size="xs" variant="default" onClick={() => setResolving(exception)}>
                {t('shipment.resolve')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {resolving && <ResolveDialog shipmentId={shipment.id} exception={resolving} close={() => setResolving(null)} />}
    </Panel>
  );
}

interface ResolveDialogProps {
  readonly shipmentId: string;
  readonly exception: ShipmentException;
  readonly close: () => void;
}

function ResolveDialog({ shipmentId, exception, close }: ResolveDialogProps) {
  const t = useText();
  const { locale } = useReading();
  const resolve = useCommand(ResolveExceptionDocument);
  const submit = async (form: FormData) => {
    const resolution = String(form.get('resolution'));
    if (await resolve.run({ shipmentId, exceptionId: exception.id, resolution })) close();
  };
  return (
    <CommandDialog
      title={t('shipment.resolve')}
      submitLabel={t('shipment.resolve')}
      running={resolve.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={resolve.objection} />}
    >
      <p className="soft">{troubleWords(exception, locale, t)}</p>
      <Textarea name="resolution" label={t('shipment.resolution')} required rows={3} />
    </CommandDialog>
  );
}
