import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type CaseCategory, OpenDefectDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface DefectDialogProps {
  readonly category: CaseCategory;
  readonly title?: string;
  /** Cases in which it was seen. */
  readonly cases: readonly { readonly id: string; readonly number: string }[];
  readonly close: () => void;
}

/** A failure that comes again and again, as it is first suspected. */
export function DefectDialog({ category, title, cases, close }: DefectDialogProps) {
  const t = useText();
  const navigate = useNavigate();
  const open = useCommand(OpenDefectDocument);
  const submit = async (form: FormData) => {
    const opened = await open.run({
      input: {
        title: filledIn(form, 'title') ?? '',
        pattern: filledIn(form, 'pattern') ?? '',
        category: form.get('category') as CaseCategory,
        dueOn: filledIn(form, 'dueOn') ?? null,
        caseIds: cases.map(({ id }) => id),
      },
    });
    if (!opened) return;
    close();
    await navigate({ to: '/defects/$defectId', params: { defectId: opened.id } });
  };
  return (
    <CommandDialog
      title={t('defect.open')}
      submitLabel={t('defect.open')}
      running={open.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={open.objection} />}
    >
      <TextInput name="title" label={t('defect.title')} defaultValue={title} required maxLength={200} data-autofocus />
      <Textarea name="pattern" label={t('defect.pattern')} required rows={4} />
      <NativeSelect
        name="category"
        label={t('raise.category')}
        defaultValue={category}
        data={CASE_CATEGORIES.map((value) => ({ value, label: t(`caseCategory.${value}`) }))}
      />
      <TextInput name="dueOn" type="date" label={t('defect.dueOn')} />
      {cases.length > 0 && (
        <p className="soft small">{t('defect.seenIn', { numbers: cases.map(({ number }) => number).join(', ') })}</p>
      )}
    </CommandDialog>
  );
}
