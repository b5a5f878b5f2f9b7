import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import {
  type ArticleFactsFragment,
  type CaseCategory,
  type CaseFactsFragment,
  WriteArticleDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { LANGUAGES } from '../../language/language.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface ArticleDialogProps {
  /** The article that is changed; a new one where left out. */
  readonly article?: ArticleFactsFragment;
  /** The solved case that a new one tells of. */
  readonly origin?: CaseFactsFragment;
  readonly close: () => void;
}

/** The words of an article. A new one is a draft among the staff. */
export function ArticleDialog({ article, origin, close }: ArticleDialogProps) {
  const t = useText();
  const { locale } = useReading();
  const navigate = useNavigate();
  const write = useCommand(WriteArticleDocument);
  const submit = async (form: FormData) => {
    const written = await write.run({
      input: {
        id: article?.id ?? null,
        version: article?.version ?? null,
        caseId: origin?.id ?? null,
        title: filledIn(form, 'title') ?? '',
        question: filledIn(form, 'question') ?? '',
        answer: filledIn(form, 'answer') ?? '',
        category: form.get('category') as CaseCategory,
        language: filledIn(form, 'language') ?? locale,
      },
    });
    if (!written) return;
    close();
    if (!article) await navigate({ to: '/knowledge/$articleId', params: { articleId: written.id } });
  };
  return (
    <CommandDialog
      title={article ? t('knowledge.change') : t('knowledge.write')}
      submitLabel={t('preferences.save')}
      running={write.running}
      close={close}
      submit={submit}
      size="lg"
      foot={<ObjectionNote objection={write.objection} />}
    >
      {origin && <p className="soft small">{t('knowledge.fromCaseHint')}</p>}
      <TextInput
        name="title"
        label={t('knowledge.question')}
        defaultValue={article?.title ?? origin?.subject}
        required
        maxLength={200}
        data-autofocus
      />
      <Textarea
        name="question"
        label={t('knowledge.details')}
        defaultValue={article?.question ?? origin?.description}
        required
        rows={4}
      />
      <Textarea
        name="answer"
        label={t('knowledge.answer')}
        defaultValue={article?.answer ?? origin?.resolution ?? ''}
        required
        rows={6}
      />
      <NativeSelect
        name="category"
        label={t('raise.category')}
        defaultValue={article?.category ?? origin?.category ?? 'OTHER'}
        data={CASE_CATEGORIES.map((value) => ({ value, label: t(`caseCategory.${value}`) }))}
      />
      <NativeSelect
        name="language"
        label={t('profile.language')}
        defaultValue={article?.language ?? locale}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      />
    </CommandDialog>
  );
}
