import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { DefineServiceTierDocument, type TierFactsFragment, type TierPriority } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { useRatesText } from '../rates/rates-text.ts';

const PRIORITIES: readonly TierPriority[] = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];

interface TierDialogProps {
  /** Null for a new one. */
  readonly before: TierFactsFragment | null;
  readonly close: () => void;
  readonly done: () => void;
}

/** What a tier grants to contracts from now on; those that have it keep what was agreed. */
export function TierDialog({ before, close, done }: TierDialogProps) {
  const t = useRatesText();
  const define = useCommand(DefineServiceTierDocument);
  const submit = async (form: FormData) => {
    const hours = (name: string): number | null => {
      const typed = filledIn(form, name);
      return typed === undefined ? null : Number(typed);
    };
    const input = {
      code: before?.code ?? String(form.get('code')).trim().toUpperCase(),
      name: String(form.get('name')),
      priority: PRIORITIES.find((one) => one === form.get('priority')) ?? 'NORMAL',
      responseHours: hours('responseHours'),
      resolveHours: hours('resolveHours'),
      namedManager: form.has('namedManager'),
      resources: filledIn(form, 'resources') ?? null,
      content: (filledIn(form, 'content') ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    };
    if (!(await define.run({ input }))) return;
    done();
    close();
  };
  const hours = (name: 'responseHours' | 'resolveHours', label: string) => (
    <TextInput
      {...{ name, label }}
      type="number"
      min={0}
      step="any"
      description={t('rates.inHours')}
      defaultValue={before?.[name] ?? ''}
    />
  );
  return (
    <CommandDialog
      title={before ? t('rates.changeTierOf', { name: before.name }) : t('rates.addTier')}
      submitLabel={before ? t('rates.changeTier') : t('rates.addTier')}
      running={define.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={define.objection} />}
    >
      {before && <p className="soft small">{t('rates.keepsAgreed')}</p>}
      <div className="form-pair">
        {!before && <TextInput name="code" label={t('rates.tierCode')} required maxLength={32} placeholder="GOLD" />}
        <TextInput name="name" label={t('rates.tierName')} required maxLength={160} defaultValue={before?.name ?? ''} />
      </div>
      <NativeSelect
        name="priority"
        label={t('tier.priority')}
        description={t('rates.priorityHint')}
        defaultValue={before?.priority ?? 'NORMAL'}
        data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
      />
      <div className="form-pair">
        {hours('responseHours', t('tier.response'))}
        {hours('resolveHours', t('tier.resolve'))}
      </div>
      <label className="check-line">
        <input type="checkbox" name="namedManager" defaultChecked={before?.namedManager ?? false} />
        <span>{t('tier.namedManager')}</span>
      </label>
      <TextInput name="resources" label={t('tier.resources')} maxLength={500} defaultValue={before?.resources ?? ''} />
      <Textarea
        name="content"
        label={t('tier.content')}
        description={t('rates.contentHint')}
        rows={3}
        defaultValue={before?.content.join('\n')}
      />
    </CommandDialog>
  );
}
