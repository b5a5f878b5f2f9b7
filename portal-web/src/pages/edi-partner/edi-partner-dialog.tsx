import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import {
  ChangeEdiPartnerDocument,
  type ChangeEdiPartnerInput,
  type EdiConfirmRule,
  type EdiPartnerFactsFragment,
  type EdiTenderRule,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { usePartnerText } from './partner-text.ts';

interface EdiPartnerDialogProps {
  readonly partner: EdiPartnerFactsFragment;
  readonly close: () => void;
}

const TENDER_RULES: readonly EdiTenderRule[] = ['PERSON', 'ACCEPT', 'DECLINE_AFTER_DEADLINE'];
const CONFIRM_RULES: readonly EdiConfirmRule[] = ['PERSON', 'CONFIRM'];

const listOf = (form: FormData, name: string): string[] => (filledIn(form, name) ?? '').split(/[\s,]+/).filter(Boolean);

/** What was agreed anew becomes the next version of the profile; the former ones stay readable. */
export function EdiPartnerDialog({ partner, close }: EdiPartnerDialogProps) {
  const t = usePartnerText();
  const change = useCommand(ChangeEdiPartnerDocument);
  const submit = async (form: FormData) => {
    const note = filledIn(form, 'note') ?? null;
    if (await change.run({ id: partner.id, note, input: inputOf(form) })) close();
  };
  return (
    <CommandDialog
      title={t('ediPartner.edit')}
      submitLabel={t('ediPartner.save')}
      running={change.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={change.objection} />}
      size="lg"
    >
      <ProfileFields partner={partner} />
      <label className="check-line">
        <input type="checkbox" name="test" defaultChecked={partner.test} />
        <span>{t('ediPartner.testHint')}</span>
      </label>
      <Textarea name="note" label={t('ediPartner.note')} rows={2} />
    </CommandDialog>
  );
}

/** The envelope, the format and the rules, each under the name that `inputOf` reads. */
function ProfileFields({ partner }: { partner: EdiPartnerFactsFragment }) {
  const t = usePartnerText();
  const text = (name: string, label: string, value: string | number, required = true) => (
    <TextInput name={name} label={label} defaultValue={String(value)} required={required} autoComplete="off" />
  );
  return (
    <div className="form-pair">
      <TextInput name="name" label={t('account.name')} defaultValue={partner.name} required data-autofocus />
      {text('timeZone', t('ediPartner.timeZone'), partner.timeZone)}
      {text('senderId', t('ediPartner.senderId'), partner.senderId)}
      {text('receiverId', t('ediPartner.receiverId'), partner.receiverId)}
      <NativeSelect
        name="version"
        label={t('ediPartner.version')}
        defaultValue={partner.version}
        data={[...new Set([partner.version, '004010', '005010'])]}
      />
      <NativeSelect
        name="acknowledgement"
        label={t('ediPartner.acknowledgement')}
        defaultValue={partner.acknowledgement}
        data={['997', '999']}
      />
      {text('outSets', t('ediPartner.outSets'), partner.outSets.join(' '), false)}
      {text('delimiters', t('ediPartner.delimiters'), partner.delimiters)}
      {text('within', t('ediPartner.within'), partner.acknowledgeWithinMinutes)}
      {text('escalate', t('ediPartner.escalate'), partner.escalateAfterMinutes)}
      <NativeSelect
        name="tenderRule"
        label={t('ediPartner.tenderRule')}
        defaultValue={partner.tenderRule}
        data={TENDER_RULES.map((value) => ({ value, label: t(`tenderRule.${value}`) }))}
      />
      <NativeSelect
        name="confirmRule"
        label={t('ediPartner.confirmRule')}
        defaultValue={partner.confirmRule}
        data={CONFIRM_RULES.map((value) => ({ value, label: t(`confirmRule.${value}`) }))}
      />
      {text('statusCodes', t('ediPartner.statusCodes'), partner.statusCodes?.join(' ') ?? '', false)}
      {text('stockReportAt', t('ediPartner.stockReportAt'), partner.stockReportAt ?? '', false)}
      {text('itemIds', t('ediPartner.itemIds'), partner.itemIdPriority.join(' '), false)}
      {text('dailyFiles', t('ediPartner.dailyFiles'), partner.dailyFiles)}
      {text('dailyMegabytes', t('ediPartner.dailyMegabytes'), partner.dailyMegabytes)}
      {text('carrier', t('ediPartner.carrier'), partner.carrierScac ?? '', false)}
      {text('billingScac', t('ediPartner.billingScac'), partner.billingScac ?? '', false)}
    </div>
  );
}

function inputOf(form: FormData): ChangeEdiPartnerInput {
  const statusCodes = listOf(form, 'statusCodes');
  return {
    name: String(form.get('name')),
    senderId: String(form.get('senderId')),
    receiverId: String(form.get('receiverId')),
    test: form.get('test') === 'on',
    profile: {
      version: String(form.get('version')),
      acknowledgement: String(form.get('acknowledgement')),
      outSets: listOf(form, 'outSets'),
      delimiters: String(form.get('delimiters')),
      timeZone: String(form.get('timeZone')),
      acknowledgeWithinMinutes: Number(form.get('within')),
      escalateAfterMinutes: Number(form.get('escalate')),
      tenderRule: form.get('tenderRule') as EdiTenderRule,
      confirmRule: form.get('confirmRule') as EdiConfirmRule,
      statusCodes: statusCodes.length > 0 ? statusCodes : null,
      stockReportAt: filledIn(form, 'stockReportAt') ?? null,
      itemIdPriority: listOf(form, 'itemIds'),
      carrierScac: filledIn(form, 'carrier') ?? null,
      billingScac: filledIn(form, 'billingScac') ?? null,
      dailyFiles: Number(form.get('dailyFiles')),
      dailyMegabytes: Number(form.get('dailyMegabytes')),
    },
  };
}
