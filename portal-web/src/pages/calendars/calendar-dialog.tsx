import { Autocomplete, Fieldset, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type CalendarFactsFragment,
  SetBusinessCalendarDocument,
  type SetBusinessCalendarInput,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { carrierOf, countryName, usePartyName, WEEKDAYS, weekdayName } from './calendar-words.ts';

interface DialogProps {
  /** Null for the first calendar of a party. */
  readonly before: CalendarFactsFragment | null;
  readonly countries: readonly string[];
  readonly changed: () => void;
  readonly close: () => void;
}

/** One calendar: where, which days of the week are free, whose holidays, and which days besides. */
export function CalendarDialog({ before, countries, changed, close }: DialogProps) {
  const t = useText();
  const { locale, timeZone } = useReading();
  const partyName = usePartyName();
  const set = useCommand(SetBusinessCalendarDocument);
  const [party, choose] = useState<Party>({ kind: 'ACCOUNT', account: null });
  const submit = async (form: FormData) => {
    if (!(await set.run({ input: { ...partyOf(form, before, party), ...daysOf(form) } }))) return;
    changed();
    close();
  };
  return (
    <CommandDialog
      title={before ? t('calendars.changeNamed', { party: partyName(before) }) : t('calendars.add')}
      submitLabel={before ? t('calendars.change') : t('calendars.add')}
      running={set.running}
      blocked={!before && party.kind === 'ACCOUNT' && !party.account}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      {!before && <PartyFields party={party} choose={choose} />}
      <Autocomplete
        name="timeZone"
        label={t('calendars.zone')}
        defaultValue={before?.timeZone ?? timeZone}
        data={Intl.supportedValuesOf('timeZone')}
        limit={20}
        required
      />
      <Fieldset legend={t('calendars.rest')} variant="unstyled">
        <div className="line">
          {WEEKDAYS.map((day) => (
            <label key={day} className="check-line">
              <input
                type="checkbox"
                name="restDays"
                value={day}
                defaultChecked={(before?.restDays ?? [6, 7]).includes(day)}
              />
              <span>{weekdayName(day, locale)}</span>
            </label>
          ))}
        </div>
      </Fieldset>
      <NativeSelect
        name="country"
        label={t('calendars.country')}
        defaultValue={before?.country ?? ''}
        data={[
          { value: '', label: t('calendars.noCountry') },
          ...countries.map((value) => ({ value, label: countryName(value, locale) })),
        ]}
      />
      <Textarea
        name="holidays"
        label={t('calendars.holidays')}
        description={t('calendars.holidaysHint')}
        defaultValue={before?.holidays.join('\n')}
        rows={3}
      />
    </CommandDialog>
  );
}

/** Whose calendar a new one is: a customer's, or that of the carrier whose code is typed. */
type Party =
  | { readonly kind: 'ACCOUNT'; readonly account: { readonly id: string; readonly name: string } | null }
  | { readonly kind: 'CARRIER' };

function PartyFields({ party, choose }: { party: Party; choose: (party: Party) => void }) {
  const t = useText();
  return (
    <>
      <NativeSelect
        label={t('calendars.party')}
        value={party.kind}
        onChange={({ currentTarget }) =>
          choose(currentTarget.value === 'CARRIER' ? { kind: 'CARRIER' } : { kind: 'ACCOUNT', account: null })
        }
        data={[
          { value: 'ACCOUNT', label: t('calendars.partyAccount') },
          { value: 'CARRIER', label: t('calendars.partyCarrier') },
        ]}
      />
      {party.kind === 'CARRIER' ? (
        <TextInput name="carrierScac" label={t('calendars.scac')} required maxLength={4} />
      ) : (
        <AccountPicker picked={party.account} pick={(account) => choose({ kind: 'ACCOUNT', account })} />
      )}
    </>
  );
}

function partyOf(
  form: FormData,
  before: CalendarFactsFragment | null,
  party: Party,
): Pick<SetBusinessCalendarInput, 'accountId' | 'carrierScac'> {
  if (before) return { accountId: before.account?.id ?? null, carrierScac: carrierOf(before) };
  return party.kind === 'CARRIER'
    ? { accountId: null, carrierScac: filledIn(form, 'carrierScac')?.toUpperCase() ?? null }
    : { accountId: party.account?.id ?? null, carrierScac: null };
}

const daysOf = (form: FormData): Pick<SetBusinessCalendarInput, 'timeZone' | 'restDays' | 'country' | 'holidays'> => ({
  timeZone: filledIn(form, 'timeZone') ?? '',
  restDays: form.getAll('restDays').map(Number),
  country: filledIn(form, 'country') ?? null,
  holidays: (filledIn(form, 'holidays') ?? '').split(/[\s,;]+/).filter(Boolean),
});
