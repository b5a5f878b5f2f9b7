import { formatInstant, type Reading } from '../../format/instant.ts';
import type { NotificationLineFragment } from '../../generated/operations.ts';
import { subjectStateWord } from '../../language/code-words.ts';
import type { Text } from '../../language/use-text.ts';

/** The sentence of a notification in the reader's language. */
export function notificationWords(line: NotificationLineFragment, t: Text, reading: Reading): string {
  return t(`notification.${line.topic}`, {
    actor: line.actor ?? 'Quayside',
    number: line.number,
    state: line.state ? subjectStateWord(line.subjectKind, line.state, t) : '',
    due: line.dueAt ? formatInstant(line.dueAt, reading) : '',
  });
}
