import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { formatNumber } from '../../format/quantity.ts';
import { SetWorkCapacityDocument, type WorkCalendarQuery } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { WorkOrderStateMark } from '../../status/work-state.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';

type WorkCalendar = NonNullable<WorkCalendarQuery['workCalendar']>;
type Day = WorkCalendar['days'][number];

const weekdayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
const weekdayOf = (day: string): string => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'MON';

/** Two weeks of a branch: what it works, what is booked of that, and by which jobs. */
export function CalendarDays({ calendar, changed }: { calendar: WorkCalendar; changed: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const plans = mayPrice(useViewer());
  const [planned, setPlanned] = useState<Day | null>(null);
  return (
    <>
      <ol className="calendar-days">
        {calendar.days.map((day) => (
          <li key={day.day}>
            <header>
              <h2>
                {weekdayName(day.day, locale)} <span className="soft">{formatDate(day.day, locale)}</span>
              </h2>
              {plans && (
                <button
                  type="button"
                  className="quiet-button"
                  aria-label={t('capacity.setDay', { day: formatDate(day.day, locale) })}
                  onClick={() => setPlanned(day)}
                >
                  {t('capacity.set')}
                </button>
              )}
            </header>
            <Load day={day} />
            <ul className="calendar-orders">
              {day.orders.map((order) => (
                <li key={order.id}>
                  <Link to="/work-orders/$workOrderId" params={{ workOrderId: order.id }}>
                    {t(`logisticsService.${order.service}`)}
                  </Link>
                  <span className="record-sub">
                    {order.account.name} · {formatNumber(order.plannedHours ?? 0, locale)} {t('contract.hours')}
                  </span>
                  <WorkOrderStateMark state={order.state} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {planned && (
        <HoursDialog branch={calendar.branch} day={planned} close={() => setPlanned(null)} changed={changed} />
      )}
    </>
  );
}

function Load({ day }: { day: Day }) {
  const t = useText();
  const { locale } = useReading();
  const { capacityHours: capacity, bookedHours: booked } = day;
  if (capacity === null || capacity === undefined) return <p className="soft">{t('capacity.unset')}</p>;
  const hours = { booked: formatNumber(booked, locale), capacity: formatNumber(capacity, locale) };
  return (
    <div className="calendar-load" data-full={booked >= capacity || undefined}>
      <meter
        min={0}
        max={Math.max(capacity, 0.01)}
        value={Math.min(booked, capacity)}
        aria-label={t('capacity.load')}
      />
      <span className="tabular">{booked >= capacity ? t('capacity.full', hours) : t('capacity.booked', hours)}</span>
    </div>
  );
}

interface HoursDialogProps {
  readonly branch: string;
  readonly day: Day;
  readonly close: () => void;
  readonly changed: () => void;
}

/** Hours for this one day, or for every such weekday. */
function HoursDialog({ branch, day, close, changed }: HoursDialogProps) {
  const t = useText();
  const { locale } = useReading();
  const set = useCommand(SetWorkCapacityDocument);
  const [every, setEvery] = useState(day.capacityHours === null || day.capacityHours === undefined);
  const submit = async (form: FormData) => {
    const hours = Number(form.get('hours'));
    if (!(await set.run({ branch, day: every ? weekdayOf(day.day) : day.day, hours }))) return;
    changed();
    close();
  };
  return (
    <CommandDialog
      title={t('capacity.setDay', { day: formatDate(day.day, locale) })}
      submitLabel={t('capacity.set')}
      running={set.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      <TextInput
        name="hours"
        type="number"
        min={0}
        step={0.25}
        required
        label={t('workOrder.hours')}
        defaultValue={String(day.capacityHours ?? 8)}
        data-autofocus
      />
      <label className="check-line">
        <input type="checkbox" checked={every} onChange={({ currentTarget }) => setEvery(currentTarget.checked)} />
        <span>{t('capacity.every', { weekday: weekdayName(day.day, locale) })}</span>
      </label>
    </CommandDialog>
  );
}
