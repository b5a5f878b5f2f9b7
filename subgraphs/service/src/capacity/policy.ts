import { seesBranch } from '@quayside/shared/data-rights';
import { isStaff, mayCommit, type Viewer } from '@quayside/shared/identity';

/** Sees how busy a branch is: its own people, never a customer. */
export const maySeeCapacity = (viewer: Viewer): boolean => isStaff(viewer);

/** Says how many hours a branch works. */
export const mayPlanCapacity = mayCommit;

/** True when the branch lies in what the viewer answers for. */
export function reachesBranch({ reach }: Viewer, branch: string): boolean {
  if (reach.kind === 'everything') return true;
  if (reach.kind !== 'organization') return false;
  return reach.data ? seesBranch(reach.data, branch) : branch.startsWith(reach.path);
}
