import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from 'urql';
import {
  AnswerSatisfactionDocument,
  AskedAccountsDocument,
  type SatisfactionCause,
  type SatisfactionChannel,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

const CHANNELS = ['CALL', 'QUESTIONNAIRE', 'INTERVIEW'] as const;
const CAUSES = ['LATE', 'DAMAGE', 'SILENCE', 'BILLING'] as const;

/** What a customer said to the staff about recommending us. */
export function RecordAnswerDialog({ close, done }: { close: () => void; done: () => void }) {
  const t = useText();
  const record = useCommand(AnswerSatisfactionDocument);
  const [{ data }] = useQuery({ query: AskedAccountsDocument });
  const accounts = data?.accounts.nodes ?? [];
  const submit = async (form: FormData) => {
    const said = await record.run({
      input: {
        ...{ measure: 'NPS', occasion: 'PERIOD', accountId: filledIn(form, 'account') },
        channel: filledIn(form, 'channel') as SatisfactionChannel,
        respondent: filledIn(form, 'respondent'),
        score: Number(form.get('score')),
        comment: filledIn(form, 'comment'),
        cause: filledIn(form, 'cause') as SatisfactionCause | undefined,
      },
    });
    if (!said) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('satisfaction.record')}
      submitLabel={t('satisfaction.record')}
      running={record.running}
      blocked={accounts.length === 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={record.objection} />}
    >
      <p className="soft">{t('satisfaction.recordHint')}</p>
      <NativeSelect
        name="account"
        label={t('satisfaction.account')}
        data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput name="respondent" label={t('satisfaction.respondent')} required maxLength={64} />
      <NativeSelect
        name="channel"
        label={t('satisfaction.channel')}
        data={CHANNELS.map((value) => ({ value, label: t(`satisfactionChannel.${value}`) }))}
      />
      <TextInput name="score" type="number" min={0} max={10} step={1} label={t('satisfaction.recommend')} required />
      <NativeSelect
        name="cause"
        label={t('satisfaction.cause')}
        data={[
          { value: '', label: t('satisfaction.noCause') },
          ...CAUSES.map((value) => ({ value, label: t(`satisfactionCause.${value}`) })),
        ]}
      />
      <Textarea name="comment" label={t('satisfaction.comment')} rows={3} maxLength={2000} />
    </CommandDialog>
  );
}
