import { TextInput } from '@mantine/core';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import type { Objection } from '../../graph/use-command.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { useRatesText } from './rates-text.ts';

interface EndCardProps {
  readonly card: { readonly validFrom: string; readonly validTo: string | null };
  readonly name: string;
  /** What becomes of the days after. */
  readonly hint: string;
  readonly command: { readonly running: boolean; readonly objection: Objection | null };
  readonly end: (validTo: string) => Promise<void>;
  readonly close: () => void;
}

/** Asks for the last day of a card, of a contract or of a carrier. */
export function EndCardDialog({ card, name, hint, command, end, close }: EndCardProps) {
  const t = useRatesText();
  return (
    <CommandDialog
      title={t('rates.endOf', { name })}
      submitLabel={t('rates.end')}
      running={command.running}
      close={close}
      submit={(form) => end(String(form.get('validTo')))}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <TextInput
        name="validTo"
        type="date"
        label={t('rates.lastDay')}
        description={hint}
        min={card.validFrom}
        defaultValue={card.validTo ?? ''}
        required
      />
    </CommandDialog>
  );
}
