import { formatAge, formatFullInstant } from '../../format/instant.ts';
import { Moment, useNow } from '../../format/moment.tsx';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

interface DueTimeProps {
  readonly dueAt: string;
  readonly overdue: boolean;
}

/** How long is left, or how long it is overdue; the exact time is in the title and in the facts. */
export function DueTime({ dueAt, overdue }: DueTimeProps) {
  const t = useText();
  const reading = useReading();
  const now = useNow();
  if (!overdue) return <Moment at={dueAt} relative />;
  return (
    <StateMark tone="bad">
      <time dateTime={dueAt} title={formatFullInstant(dueAt, reading)}>
        {t('due.since', { age: formatAge(dueAt, reading.locale, now) })}
      </time>
    </StateMark>
  );
}
