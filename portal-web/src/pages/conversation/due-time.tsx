import { Moment } from '../../format/moment.tsx';
import { useText } from '../../language/use-text.ts';
import { StateMark } from '../../ui/state-mark.tsx';

interface DueTimeProps {
  readonly dueAt: string;
  readonly overdue: boolean;
}

/** How long is left; the exact time is in the title and in the facts. */
export function DueTime({ dueAt, overdue }: DueTimeProps) {
  const t = useText();
  if (!overdue) return <Moment at={dueAt} relative />;
  return (
    <StateMark tone="bad">
      {t('due.overdue')} <Moment at={dueAt} relative />
    </StateMark>
  );
}
