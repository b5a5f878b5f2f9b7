import type { WorkOrderFactsFragment } from '../../generated/operations.ts';

/** What every dialog about a job is given. */
export interface WorkOrderDialogProps {
  readonly order: WorkOrderFactsFragment;
  readonly close: () => void;
}
