import { TextInput } from '@mantine/core';
import {
  type Disposition,
  InspectReturnDocument,
  ReceiveReturnDocument,
  type ReturnOrderFactsFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface ReturnDialogProps {
  readonly order: ReturnOrderFactsFragment;
  readonly close: () => void;
}

/** The count at the dock. It starts as announced. */
export function ReceiveReturn({ order, close }: ReturnDialogProps) {
  const t = useText();
  const receive = useCommand(ReceiveReturnDocument);
  const submit = async (form: FormData) => {
    const counts = order.lines.map(({ line }) => ({ line, quantity: Number(form.get(`count-${line}`)) }));
    if (await receive.run({ id: order.id, warehouse: String(form.get('warehouse')), counts })) close();
  };
  return (
    <CommandDialog
      title={t('return.receive')}
      submitLabel={t('return.receive')}
      running={receive.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={receive.objection} />}
      size="lg"
    >
      <TextInput name="warehouse" label={t('return.warehouse')} required data-autofocus />
      {order.lines.map((line) => (
        <TextInput
          key={line.line}
          name={`count-${line.line}`}
          type="number"
          min={0}
          step="any"
          required
          label={`${line.sku} · ${t('inbound.counted', { unit: codeWord('unitName', line.unit, t) })}`}
          defaultValue={String(line.quantity)}
        />
      ))}
    </CommandDialog>
  );
}

const DISPOSITIONS: readonly Disposition[] = ['RESTOCK', 'REPAIR', 'SCRAP'];

/** What becomes of every line; all of it goes back into stock, unless somebody sees otherwise. */
export function InspectReturn({ order, close }: ReturnDialogProps) {
  const t = useText();
  const inspect = useCommand(InspectReturnDocument);
  const submit = async (form: FormData) => {
    const inspections = order.lines.map(({ line }) => ({
      line,
      verdicts: DISPOSITIONS.map((disposition) => ({
        disposition,
        quantity: Number(form.get(`${disposition}-${line}`) || 0),
        note: filledIn(form, `note-${line}`) ?? null,
      })).filter(({ quantity }) => quantity > 0),
    }));
    const location = filledIn(form, 'location') ?? '';
    if (await inspect.run({ id: order.id, inspections, location })) close();
  };
  return (
    <CommandDialog
      title={t('return.inspect')}
      submitLabel={t('return.inspect')}
      running={inspect.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={inspect.objection} />}
      size="lg"
    >
      <TextInput name="location" label={t('return.location')} description={t('return.locationHint')} data-autofocus />
      {order.lines.map((line) => (
        <fieldset className="plain-fieldset" key={line.line}>
          <legend>
            {line.sku} <span className="soft">{t('return.received', { count: line.receivedQuantity ?? 0 })}</span>
          </legend>
          <div className="form-pair">
            {DISPOSITIONS.map((disposition) => (
              <TextInput
                key={disposition}
                name={`${disposition}-${line.line}`}
                type="number"
                min={0}
                step="any"
                label={t(`disposition.${disposition}`)}
                defaultValue={String(disposition === 'RESTOCK' ? (line.receivedQuantity ?? 0) : 0)}
              />
            ))}
            <TextInput name={`note-${line.line}`} label={t('return.note')} maxLength={255} />
          </div>
        </fieldset>
      ))}
    </CommandDialog>
  );
}
