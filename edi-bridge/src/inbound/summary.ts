import type { FileReport } from '../check/report.ts';
import type { EdiSet } from '../message/message.ts';
import type { Partner } from '../partner/partner.ts';
import type { Fate } from './fate.ts';
import type { InterchangeFacts } from './inventory.ts';

const WORDS: Readonly<Record<EdiSet['outcome'], string>> = {
  DONE: 'processed',
  REFUSED: 'refused',
  IGNORED: 'ignored',
  HELD: 'held for a person',
  QUARANTINED: 'quarantined',
  PENDING: 'waiting',
  NONE: 'not processed',
};

/** One line for a list: what a file was and what became of it. */
export function summarize(
  report: FileReport,
  facts: readonly InterchangeFacts[],
  fates: readonly Fate[],
  sets: readonly EdiSet[],
  partner: Partner | null,
  addressee: string | null,
): string {
  const what = contents(sets, facts);
  const fate = fates[0];
  const { sender, receiver } = facts[0] ?? { sender: '', receiver: '' };
  if (!partner && sender) return `${what} from ${sender} for "${addressee ?? ''}", which is no partner of ours. Held.`;
  if (fates.some(({ kind }) => kind === 'effect')) return sets.length === 0 ? what : `${what}: ${outcomes(sets)}`;
  switch (fate?.kind) {
    case 'stranger':
      return `${what} from ${sender} to ${receiver}, which are not the ids of ${partner?.name ?? 'a partner'}. Held.`;
    case 'test':
      return `${what}, marked as a test: checked and acknowledged, nothing was changed.`;
    case 'duplicate':
      return `${what}: a copy of a message that was processed before. The same acknowledgement went out again.`;
    case 'conflict':
      return `${what}: control number ${report.interchanges[0]?.control ?? ''} came before with other content.`;
    default:
      return `${what}: ${firstError(report)}`;
  }
}

function contents(sets: readonly EdiSet[], facts: readonly InterchangeFacts[]): string {
  const [answer] = facts.flatMap(({ answers }) => answers);
  if (sets.length === 0 && answer)
    return `TA1 ${answer[4] ?? ''} ${answer[5] ?? ''} for interchange ${answer[1] ?? ''}`;
  const counts = new Map<string, number>();
  for (const { type } of sets) counts.set(type, (counts.get(type) ?? 0) + 1);
  const parts = [...counts].map(([type, count]) => (count === 1 ? type : `${count} × ${type}`));
  return parts.join(', ') || 'No transaction set';
}

function outcomes(sets: readonly EdiSet[]): string {
  const [only] = sets;
  if (sets.length === 1 && only)
    return [only.businessKey, WORDS[only.outcome], only.note && `(${only.note})`].filter(Boolean).join(' ');
  const counts = new Map<string, number>();
  for (const { outcome } of sets) counts.set(WORDS[outcome], (counts.get(WORDS[outcome]) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

function firstError(report: FileReport): string {
  const errors = [
    ...report.errors,
    ...report.interchanges.flatMap(({ errors, groups }) => [
      ...errors,
      ...groups.flatMap((group) => [...group.errors, ...group.sets.flatMap((set) => set.errors)]),
    ]),
  ];
  return errors[0]?.message ?? 'nothing in it could be processed.';
}
