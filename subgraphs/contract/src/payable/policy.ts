import { holds, type Viewer } from '@quayside/shared/identity';
import { mayBill, setsForHouse } from '../invoice/policy.ts';

/** What we pay carriers, beside what customers pay us, is our margin: it is for those who may see margins. */
export const maySeeCosts = (viewer: Viewer): boolean => holds(viewer, 'SEE_VALUE');

/** Keeps the prices of carriers, takes what they bill and decides what is paid. */
export const mayPayCarriers = (viewer: Viewer): boolean => mayBill(viewer) && maySeeCosts(viewer);

export const maySetTolerance = (viewer: Viewer): boolean => mayPayCarriers(viewer) && setsForHouse(viewer);
