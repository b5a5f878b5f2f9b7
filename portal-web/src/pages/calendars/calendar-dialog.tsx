import { Autocomplete, Fieldset, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  CalendarAccountsDocument,
  type CalendarFactsFragment,
  SetBusinessCalendarDocument,
  type SetBusinessCalendarInput,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
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
  const submit = async (form: FormData) => {
    if (!(await set.run({ input: { ...partyOf(form, before), ...daysOf(form) } }))) return;
    changed();
    close();
  };
  return (
    <CommandDialog
      title={before ? t('calendars.changeNamed', { party: partyName(before) }) : t('calendars.add')}
      submitLabel={before ? t('calendars.change') : t('calendars.add')}
      running={set.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      {!before && <PartyFields />}
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

/** Whose calendar a new one is. */
function PartyFields() {
  const t = useText();
  const [carrier, setCarrier] = useState(false);
  const [{ data }] = useQuery({ query: CalendarAccountsDocument });
  return (
    <>
      <NativeSelect
        label={t('calendars.party')}
        value={carrier ? 'CARRIER' : 'ACCOUNT'}
        onChange={({ currentTarget }) => setCarrier(currentTarget.value === 'CARRIER')}
        data={[
          { value: 'ACCOUNT', label: t('calendars.partyAccount') },
          { value: 'CARRIER', label: t('calendars.partyCarrier') },
        ]}
      />
      {carrier ? (
        <TextInput name="carrierScac" label={t('calendars.scac')} required maxLength={4} />
      ) : (
        <NativeSelect
          name="accountId"
          label={t('calendars.partyAccount')}
          required
          data={(data?.accounts.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}

function partyOf(
  form: FormData,
  before: CalendarFactsFragment | null,
): Pick<SetBusinessCalendarInput, 'accountId' | 'carrierScac'> {
  if (before) return { accountId: before.account?.id ?? null, carrierScac: carrierOf(before) };
  const carrierScac = filledIn(form, 'carrierScac')?.toUpperCase() ?? null;
  return { accountId: carrierScac ? null : (filledIn(form, 'accountId') ?? null), carrierScac };
}

const daysOf = (form: FormData): Pick<SetBusinessCalendarInput, 'timeZone' | 'restDays' | 'country' | 'holidays'> => ({
  timeZone: filledIn(form, 'timeZone') ?? '',
  restDays: form.getAll('restDays').map(Number),
  country: filledIn(form, 'country') ?? null,
  holidays: (filledIn(form, 'holidays') ?? '').split(/[\s,;]+/).filter(Boolean),
});
