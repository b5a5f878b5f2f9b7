import { isStaff, mayCommit, type Viewer } from '@quayside/shared/identity';

/** Sees how busy a branch is: its own people, never a customer. */
export const maySeeCapacity = (viewer: Viewer): boolean => isStaff(viewer);

/** Says how many hours a branch works. */
export const mayPlanCapacity = mayCommit;

/** True when the branch lies in what the viewer answers for. */
export function reachesBranch({ reach }: Viewer, branch: string): boolean {
  if (reach.kind === 'everything') return true;
  return reach.kind === 'organization' && branch.startsWith(reach.path);
}
