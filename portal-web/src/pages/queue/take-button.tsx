import {
  AssignCaseDocument,
  AssignClaimDocument,
  AssignReturnDocument,
  AssignWorkOrderDocument,
  type QueueRowFragment,
} from '../../generated/operations.ts';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { useViewer } from '../../session/viewing.tsx';

/** Takes a piece of work on without opening it. Nothing is offered for what is one's own already. */
export function TakeButton({ row }: { row: QueueRowFragment }) {
  const t = useText();
  const me = useViewer().member?.id;
  const commands = {
    CASE: useCommand(AssignCaseDocument),
    CLAIM: useCommand(AssignClaimDocument),
    WORK_ORDER: useCommand(AssignWorkOrderDocument),
    RETURN_ORDER: useCommand(AssignReturnDocument),
  };
  const take = commands[row.kind];
  if (!me || row.owner?.id === me) return null;
  return (
    <button
      type="button"
      className="quiet-button row-action"
      disabled={take.running}
      aria-label={t('queue.takeIt', { number: row.number })}
      title={take.objection?.message}
      onClick={() => take.run({ id: row.id, ownerId: me })}
    >
      {t('queue.take')}
    </button>
  );
}
