import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type InboundFactsFragment, ReceiveInboundDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface ReceiveDialogProps {
  readonly notice: InboundFactsFragment;
  readonly close: () => void;
}

/** The count at the dock. It starts as announced; what differs is told to the sender. */
export default function ReceiveDialog({ notice, close }: ReceiveDialogProps) {
  const t = useText();
  const receive = useCommand(ReceiveInboundDocument);
  const [key] = useState(() => crypto.randomUUID());
  const submit = async (form: FormData) => {
    const lines = notice.lines.map(({ lineNumber }) => ({
      lineNumber,
      quantity: Number(form.get(`quantity-${lineNumber}`)),
      damaged: Number(form.get(`damaged-${lineNumber}`) || 0),
      lot: filledIn(form, `lot-${lineNumber}`) ?? null,
    }));
    if (await receive.run({ input: { id: notice.id, lines, complete: true, idempotencyKey: key } })) close();
  };
  return (
    <CommandDialog
      title={t('inbound.receive')}
      submitLabel={t('inbound.receive')}
      running={receive.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={receive.objection} />}
      size="lg"
    >
      {notice.lines.map((line, index) => (
        <fieldset className="plain-fieldset" key={line.id}>
          <legend>
            {line.sku} {line.description && <span className="soft">{line.description}</span>}
          </legend>
          <div className="form-pair">
            <TextInput
              type="number"
              min={0}
              step="any"
              required
              name={`quantity-${line.lineNumber}`}
              label={t('inbound.counted', { unit: codeWord('unitName', line.unit, t) })}
              defaultValue={String(line.expectedQuantity)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
            <TextInput
              type="number"
              min={0}
              step="any"
              name={`damaged-${line.lineNumber}`}
              label={t('inbound.ofThemDamaged')}
              defaultValue="0"
            />
            <TextInput name={`lot-${line.lineNumber}`} label={t('line.lot')} defaultValue={line.lot ?? ''} />
          </div>
        </fieldset>
      ))}
    </CommandDialog>
  );
}
