import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type CreditFactsFragment,
  type CreditGrade,
  type CreditState,
  DecideCreditDocument,
  ReviewCreditDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';

interface CreditActionsProps {
  readonly credit: CreditFactsFragment;
  readonly refresh: () => void;
}

/** What this person may do about it; the server says what that is. */
export function CreditActions({ credit, refresh }: CreditActionsProps) {
  const t = useText();
  const review = useCommand(ReviewCreditDocument);
  const [dialog, setDialog] = useState<'decide' | 'release' | null>(null);
  const close = () => setDialog(null);
  const { actions, account } = credit;
  const lookNow = async () => {
    if (await review.run({ accountId: account.id })) refresh();
  };
  return (
    <>
      {actions.includes('REVIEW') && (
        <Button variant="default" loading={review.running} onClick={lookNow}>
          {t('credit.review')}
        </Button>
      )}
      {actions.includes('RELEASE') && credit.state !== 'OPEN' && (
        <Button variant="default" onClick={() => setDialog('release')}>
          {t('credit.release')}
        </Button>
      )}
      {actions.includes('DECIDE') && <Button onClick={() => setDialog('decide')}>{t('credit.decide')}</Button>}
      <ObjectionNote objection={review.objection} />
      {dialog === 'decide' && <DecideDialog credit={credit} close={close} done={refresh} />}
      {dialog === 'release' && <ReleaseDialog accountId={account.id} close={close} done={refresh} />}
    </>
  );
}

const STATES: readonly CreditState[] = ['OPEN', 'PREPAY', 'HOLD'];
const GRADES: readonly CreditGrade[] = ['A', 'B', 'C', 'D'];

const chosen = <Value extends string>(form: FormData, name: string, of: readonly Value[]): Value | null =>
  of.find((one) => one === form.get(name)) ?? null;

interface DecideDialogProps {
  readonly credit: CreditFactsFragment;
  readonly close: () => void;
  readonly done: () => void;
}

/** Sets state or grade by hand, never without a reason; leaving both to the rule takes back what was decided. */
function DecideDialog({ credit, close, done }: DecideDialogProps) {
  const t = useText();
  const decide = useCommand(DecideCreditDocument);
  const { decision } = credit;
  const submit = async (form: FormData) => {
    const input = {
      accountId: credit.account.id,
      state: chosen(form, 'state', STATES),
      grade: chosen(form, 'grade', GRADES),
      reason: String(form.get('reason')),
      until: filledIn(form, 'until') ?? null,
    };
    if (!(await decide.run({ input }))) return;
    done();
    close();
  };
  const byRule = { value: '', label: t('credit.byRule') };
  return (
    <CommandDialog
      title={t('credit.decide')}
      submitLabel={t('credit.decide')}
      running={decide.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={decide.objection} />}
    >
      <p className="soft">{t('credit.decideHint')}</p>
      <NativeSelect
        name="state"
        label={t('credit.state')}
        defaultValue={decision?.state ?? ''}
        data={[byRule, ...STATES.map((value) => ({ value, label: t(`creditState.${value}`) }))]}
      />
      <NativeSelect
        name="grade"
        label={t('credit.grade')}
        defaultValue={decision?.grade ?? ''}
        data={[byRule, ...GRADES.map((value) => ({ value, label: value }))]}
      />
      <TextInput name="until" type="date" label={t('credit.until')} description={t('credit.untilHint')} />
      <Textarea name="reason" label={t('action.reason')} required rows={3} maxLength={500} data-autofocus />
    </CommandDialog>
  );
}
