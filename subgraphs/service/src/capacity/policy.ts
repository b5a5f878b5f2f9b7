import { isStaff, type Viewer } from '@quayside/shared/identity';
import { mayHandle } from '../item/policy.ts';

/** Sees how busy a branch is: its own people, never a customer. */
export const maySeeCapacity = (viewer: Viewer): boolean => isStaff(viewer);

/** Says how many hours a branch works. */
export const mayPlanCapacity = (viewer: Viewer): boolean => mayHandle(viewer) && viewer.role !== 'OPERATOR';

/** True when the branch lies in what the viewer answers for. */
export function reachesBranch({ reach }: Viewer, branch: string): boolean {
  if (reach.kind === 'everything') return true;
  return reach.kind === 'organization' && branch.startsWith(reach.path);
}
