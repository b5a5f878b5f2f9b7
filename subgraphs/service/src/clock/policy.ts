import type { Viewer } from '@quayside/shared/identity';
import { mayHandle } from '../item/policy.ts';

/** Promises are counted by it: operators keep to a calendar, the others set it. */
export const maySetCalendar = (viewer: Viewer): boolean => mayHandle(viewer) && viewer.role !== 'OPERATOR';
