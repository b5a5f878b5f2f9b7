import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  BusinessCalendarsDocument,
  type BusinessCalendarsQuery,
  BusinessCalendarUpdatedDocument,
  type CalendarFactsFragment,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayKeepClocks } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { CalendarDialog } from './calendar-dialog.tsx';
import { countryName, usePartyName, weekdayName } from './calendar-words.ts';

/** By whose days deadlines are counted: the company's, each customer's, each carrier's. Live. */
export function CalendarsPage(): ReactNode {
  return isStaff(useViewer()) ? <Calendars /> : <LostPage />;
}

function Calendars() {
  const t = useText();
  const keeps = mayKeepClocks(useViewer());
  const read = useRecord(BusinessCalendarsDocument, {}, (data) => data);
  useLive(BusinessCalendarUpdatedDocument, { variables: {}, onUpdate: read.refresh, onGap: read.refresh });
  const [changed, setChanged] = useState<CalendarFactsFragment | 'NEW' | null>(null);
  return (
    <PageFrame
      title={t('calendars.title')}
      under={t('calendars.hint')}
      back={<BackLink to="/accounts" />}
      actions={keeps && <Button onClick={() => setChanged('NEW')}>{t('calendars.add')}</Button>}
    >
      <RecordView read={read}>
        {(known) => (
          <>
            <CalendarList known={known} change={keeps ? setChanged : null} />
            {changed && (
              <CalendarDialog
                before={changed === 'NEW' ? null : changed}
                countries={known.holidayCountries}
                changed={read.refresh}
                close={() => setChanged(null)}
              />
            )}
          </>
        )}
      </RecordView>
    </PageFrame>
  );
}

interface ListProps {
  readonly known: BusinessCalendarsQuery;
  readonly change: ((calendar: CalendarFactsFragment) => void) | null;
}

function CalendarList({ known, change }: ListProps) {
  const t = useText();
  const partyName = usePartyName();
  return known.businessCalendars.map((calendar) => (
    <Panel
      key={calendar.party}
      title={partyName(calendar)}
      actions={
        change && (
          <button
            type="button"
            className="quiet-button"
            aria-label={t('calendars.changeNamed', { party: partyName(calendar) })}
            onClick={() => change(calendar)}
          >
            {t('calendars.change')}
          </button>
        )
      }
    >
      <CalendarFacts calendar={calendar} />
    </Panel>
  ));
}

function CalendarFacts({ calendar }: { calendar: CalendarFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  const { timeZone, restDays, country, holidays, version, changedBy, changedAt } = calendar;
  return (
    <Facts
      of={[
        [t('calendars.zone'), timeZone],
        [t('calendars.rest'), restDays.map((day) => weekdayName(day, locale)).join(', ') || t('calendars.noRest')],
        [t('calendars.country'), country ? countryName(country, locale) : t('calendars.noCountry')],
        [t('calendars.holidays'), holidays.join(', ')],
        [
          t('calendars.version'),
          changedBy && changedAt ? (
            <>
              {version} · {changedBy} · <Moment at={changedAt} />
            </>
          ) : (
            t('calendars.asDelivered')
          ),
        ],
      ]}
    />
  );
}
