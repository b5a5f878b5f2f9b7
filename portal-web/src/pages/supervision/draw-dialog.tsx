import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import { DrawReviewsDocument, ParametersDocument, type ReviewedKind } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { useSupervisionText } from './supervision-text.ts';

const KINDS: readonly ReviewedKind[] = ['CASE', 'CLAIM', 'WORK_ORDER', 'RETURN_ORDER'];
const DAY = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

interface DrawProps {
  /** Epoch milliseconds of the last midnight in UTC. */
  readonly end: number;
  readonly drawn: () => void;
  readonly close: () => void;
}

/** Which share of which closed work. The lot follows from the order alone. */
export function DrawDialog({ end, drawn, close }: DrawProps) {
  const t = useSupervisionText();
  const draw = useCommand(DrawReviewsDocument);
  const [{ data }] = useQuery({ query: ParametersDocument, variables: {} });
  const usual = data?.parameters.find(({ name }) => name === 'REVIEW_SAMPLE_PERCENT')?.value ?? 10;
  const submit = async (form: FormData) => {
    const instant = (name: string) => `${form.get(name)}T00:00:00.000Z`;
    const input = {
      kind: KINDS.find((kind) => kind === form.get('kind')) ?? 'CASE',
      closedFrom: instant('from'),
      closedTo: instant('to'),
      percent: Number(form.get('percent')),
    };
    if (!(await draw.run({ input }))) return;
    drawn();
    close();
  };
  return (
    <CommandDialog
      title={t('supervision.draw')}
      submitLabel={t('supervision.draw')}
      running={draw.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={draw.objection} />}
    >
      <NativeSelect
        name="kind"
        label={t('supervision.kind')}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        data-autofocus
      />
      <TextInput name="from" type="date" required label={t('supervision.from')} defaultValue={dateOf(end - 30 * DAY)} />
      <TextInput name="to" type="date" required label={t('supervision.to')} defaultValue={dateOf(end)} />
      <TextInput
        name="percent"
        type="number"
        min={1}
        max={100}
        required
        label={t('supervision.percent')}
        key={usual}
        defaultValue={String(usual)}
      />
    </CommandDialog>
  );
}
