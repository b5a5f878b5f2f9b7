import { NativeSelect, Textarea } from '@mantine/core';
import {
  type CaseFactsFragment,
  ChangeCaseStateDocument,
  FollowCaseUpDocument,
  type SuggestionDecision,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface CaseDialogProps {
  readonly record: CaseFactsFragment;
  readonly close: () => void;
}

/** Ends a case: a suggestion adopted or not, the others solved or not, and always with the reason. */
export function ResolveDialog({ record, close }: CaseDialogProps) {
  const t = useText();
  const change = useCommand(ChangeCaseStateDocument);
  const suggestion = record.kind === 'SUGGESTION';
  const submit = async (form: FormData) => {
    const resolved = await change.run({
      id: record.id,
      state: 'RESOLVED',
      resolution: filledIn(form, 'resolution') ?? null,
      decision: (filledIn(form, 'decision') as SuggestionDecision | undefined) ?? null,
      solved: suggestion ? null : filledIn(form, 'outcome') !== 'NOT_SOLVED',
    });
    if (resolved) close();
  };
  return (
    <CommandDialog
      title={t('case.toResolved')}
      submitLabel={t('case.toResolved')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
    >
      {suggestion ? (
        <NativeSelect
          name="decision"
          label={t('case.decision')}
          data={(['ADOPTED', 'NOT_ADOPTED'] as const).map((value) => ({ value, label: t(`decision.${value}`) }))}
        />
      ) : (
        <NativeSelect
          name="outcome"
          label={t('case.outcome')}
          data={(['SOLVED', 'NOT_SOLVED'] as const).map((value) => ({ value, label: t(`caseOutcome.${value}`) }))}
        />
      )}
      <Textarea name="resolution" label={t('case.resolution')} required rows={4} data-autofocus />
    </CommandDialog>
  );
}

/** Says what has been done about a suggestion that was adopted; the customer reads it. */
export function FollowUpDialog({ record, close }: CaseDialogProps) {
  const t = useText();
  const follow = useCommand(FollowCaseUpDocument);
  const submit = async (form: FormData) => {
    if (await follow.run({ id: record.id, text: filledIn(form, 'text') ?? '' })) close();
  };
  return (
    <CommandDialog
      title={t('case.follow')}
      submitLabel={t('case.follow')}
      running={follow.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={follow.objection} />}
    >
      <Textarea
        name="text"
        label={t('case.followThrough')}
        defaultValue={record.followThrough ?? ''}
        required
        rows={4}
        data-autofocus
      />
    </CommandDialog>
  );
}
