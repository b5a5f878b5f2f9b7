import { mayCommit, type Viewer } from '@quayside/shared/identity';
import { mayTakePart } from '../item/policy.ts';

/** The customer takes back what is not on its way in a warehouse yet; the state machine knows when. */
export const mayCancelReturn = (viewer: Viewer): boolean => mayTakePart(viewer);

/** Promises to take goods back, and money: the commercial side. Operators count and inspect. */
export const mayAuthorise = mayCommit;
