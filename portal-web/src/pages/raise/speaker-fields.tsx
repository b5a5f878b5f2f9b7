import { NativeSelect, TextInput } from '@mantine/core';
import type { CaseChannel, CaseParty } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { filledIn } from '../../ui/command-dialog.tsx';

const CHANNELS: readonly CaseChannel[] = ['PHONE', 'EMAIL', 'VISIT', 'LETTER', 'PORTAL'];
const PARTIES: readonly CaseParty[] = ['SHIPPER', 'CONSIGNEE', 'CARRIER', 'OTHER'];

/** For the staff, who write down what somebody else said: who it was, and on which way it came. */
export function SpeakerFields() {
  const t = useText();
  return (
    <>
      <div className="form-pair">
        <NativeSelect
          name="channel"
          label={t('case.channel')}
          data={CHANNELS.map((value) => ({ value, label: t(`caseChannel.${value}`) }))}
        />
        <NativeSelect
          name="party"
          label={t('case.party')}
          data={PARTIES.map((value) => ({ value, label: t(`caseParty.${value}`) }))}
        />
      </div>
      <TextInput name="partyName" label={t('case.partyName')} maxLength={160} />
    </>
  );
}

/** What those fields say; nothing where they are not shown. */
export const speakerOf = (form: FormData) => ({
  channel: (filledIn(form, 'channel') as CaseChannel | undefined) ?? null,
  party: (filledIn(form, 'party') as CaseParty | undefined) ?? null,
  partyName: filledIn(form, 'partyName') ?? null,
});
