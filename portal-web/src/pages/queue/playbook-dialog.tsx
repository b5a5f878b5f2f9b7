import type { QueueItemKind, QueueRowFragment } from '../../generated/operations.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';

type Play = QueueItemKind | 'EDI_OVERDUE';

const playOf = ({ kind, state }: QueueRowFragment): Play =>
  kind === 'EDI_MESSAGE' && (state === 'OVERDUE' || state === 'ESCALATED') ? 'EDI_OVERDUE' : kind;

/** What to do about this kind of work, step by step: one line of the text is one step. */
export default function PlaybookDialog({ row, close }: { row: QueueRowFragment; close: () => void }) {
  const t = useText();
  const text = t(`playbook.${playOf(row)}` satisfies MessageId);
  return (
    <Dialog title={t('playbook.title', { number: row.number })} close={close}>
      <ol className="desk-playbook">
        {text.split('\n').map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Dialog>
  );
}
