import { formatDate, formatInstant, type Reading } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import type { NotificationLineFragment } from '../../generated/operations.ts';
import { subjectStateWord } from '../../language/code-words.ts';
import type { NotificationText } from './notification-text.ts';

/** The sentence of a notification in the reader's language. */
export function notificationWords(line: NotificationLineFragment, t: NotificationText, reading: Reading): string {
  return t(`notification.${line.topic}`, {
    actor: line.actor ?? 'Quayside',
    number: line.number,
    state: stateWords(line, t, reading),
    due: dueWords(line, reading),
  });
}

const dueWords = ({ dueOn, dueAt }: NotificationLineFragment, reading: Reading): string => {
  if (dueOn) return formatDate(dueOn, reading.locale);
  return dueAt ? formatInstant(dueAt, reading) : '';
};

/** Where it stands, and how much is offered, asked for or paid. */
function stateWords(
  { subjectKind, state, amount }: NotificationLineFragment,
  t: NotificationText,
  { locale }: Reading,
): string {
  const word = state ? subjectStateWord(subjectKind, state, t) : '';
  return amount ? `${word} · ${formatMoney(amount, locale)}` : word;
}
