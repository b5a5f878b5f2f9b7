import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  AnswerSatisfactionDocument,
  type SatisfactionCause,
  type SatisfactionChannel,
  type SatisfactionOccasion,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { CAUSES } from './satisfaction-filter.ts';

const CHANNELS = ['CALL', 'QUESTIONNAIRE', 'INTERVIEW'] as const;

/** What was finished, and can be judged. */
export interface AskedAbout {
  readonly occasion: Exclude<SatisfactionOccasion, 'PERIOD'>;
  readonly subjectId: string;
}

interface RecordAnswerDialogProps {
  /** Left out: whether the customer would recommend us. */
  readonly about?: AskedAbout;
  readonly close: () => void;
  readonly done: () => void;
}

/** What a customer said to the staff, about a delivery, a case or a claim, or about recommending us. */
export function RecordAnswerDialog({ about, close, done }: RecordAnswerDialogProps) {
  const t = useText();
  const record = useCommand(AnswerSatisfactionDocument);
  const [account, setAccount] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const submit = async (form: FormData) => {
    const said = await record.run({
      input: {
        ...(about
          ? { measure: 'CSAT', ...about }
          : { measure: 'NPS', occasion: 'PERIOD', accountId: account?.id ?? null }),
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
      blocked={!about && !account}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={record.objection} />}
    >
      <p className="soft">{t(about ? 'satisfaction.recordAboutHint' : 'satisfaction.recordHint')}</p>
      {!about && <AccountPicker picked={account} pick={setAccount} />}
      <TextInput name="respondent" label={t('satisfaction.respondent')} required maxLength={64} />
      <NativeSelect
        name="channel"
        label={t('satisfaction.channel')}
        data={CHANNELS.map((value) => ({ value, label: t(`satisfactionChannel.${value}`) }))}
      />
      <TextInput
        name="score"
        type="number"
        min={about ? 1 : 0}
        max={about ? 5 : 10}
        step={1}
        label={t(about ? 'satisfaction.content' : 'satisfaction.recommend')}
        required
      />
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
