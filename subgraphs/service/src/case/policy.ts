import { mayCommit, type Viewer } from '@quayside/shared/identity';
import { mayHandle, mayTakePart } from '../item/policy.ts';
import type { Case } from './case.ts';
import type { CaseState } from './transitions.ts';

/** Staff move a case along; the customer only answers to a resolution: content, or not. */
export const mayMove = (viewer: Viewer, item: Case, to: CaseState): boolean =>
  mayHandle(viewer) || (mayTakePart(viewer) && item.state === 'RESOLVED' && (to === 'CLOSED' || to === 'IN_PROGRESS'));

/** What the customer was promised moves with it: operators keep to the time, the others give more. */
export const mayTurnClock = mayCommit;
