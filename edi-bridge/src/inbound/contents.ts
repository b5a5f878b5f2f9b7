import { newId } from '@quayside/shared/ids';
import type { FileReport } from '../check/report.ts';
import type { SetOutcome } from '../message/message.ts';
import type { InterchangeRow, SetRow } from '../message/table.ts';
import { type Fate, isTest } from './fate.ts';
import type { InterchangeFacts } from './inventory.ts';

/** An EDIFACT interchange, or one whose ISA is gone, says nothing that an answer could be made from. */
export const noFacts: InterchangeFacts = {
  elements: [],
  sender: '',
  receiver: '',
  control: '',
  groups: [],
  contentSha256: '',
  answers: [],
};

/** The rows of a file's interchanges, each with its claim when it may have an effect. */
export const interchangeRows = (
  messageId: string,
  facts: readonly InterchangeFacts[],
  fates: readonly Fate[],
  at: number,
): InterchangeRow[] =>
  fates.map((fate, index) => {
    const fact = facts[index] ?? noFacts;
    const { sender, receiver, control, contentSha256 } = fact;
    const claim = fate.kind === 'effect' ? fate.claim : null;
    return {
      id: newId(),
      messageId,
      place: index + 1,
      sender: sender.slice(0, 64),
      receiver: receiver.slice(0, 64),
      control: control.slice(0, 32),
      contentSha256,
      test: isTest(fact),
      claim,
      claimedAt: claim === null ? null : at,
    };
  });

/** The rows of a file's sets. Those that may have an effect are pending until it has happened. */
export function setRows(
  messageId: string,
  report: FileReport,
  facts: readonly InterchangeFacts[],
  fates: readonly Fate[],
): SetRow[] {
  const rows: SetRow[] = [];
  for (const [index, interchange] of report.interchanges.entries()) {
    for (const [group, { control, sets }] of interchange.groups.entries()) {
      const header = facts[index]?.groups[group];
      for (const set of sets)
        rows.push({
          id: newId(),
          messageId,
          place: rows.length + 1,
          interchange: index + 1,
          type: set.type.slice(0, 32),
          control: set.control.slice(0, 32),
          groupControl: control.slice(0, 32),
          applicationSender: header?.sender.slice(0, 32) ?? '',
          applicationReceiver: header?.receiver.slice(0, 32) ?? '',
          verdict: set.verdict,
          ...firstOutcome(fates[index], set.verdict),
          rule: null,
          businessKey: null,
          shipmentId: null,
        });
    }
  }
  return rows;
}

const NOTES: Readonly<Partial<Record<Fate['kind'], string>>> = {
  test: 'Marked as a test (ISA15 T): checked, but not processed.',
  duplicate: 'A copy: processed before.',
  conflict: 'Not processed: this control number came before with other content.',
  stranger: 'Not processed: the ids of the ISA are not those of this partner.',
};

function firstOutcome(fate: Fate | undefined, verdict: string): { outcome: SetOutcome; note: string | null } {
  if (fate?.kind === 'effect' && verdict !== 'R') return { outcome: 'PENDING', note: null };
  return { outcome: 'NONE', note: (fate && NOTES[fate.kind]) ?? null };
}
