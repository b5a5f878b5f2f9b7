import { mayCommit } from '@quayside/shared/identity';

/** Promises are counted by it: operators keep to a calendar, the others set it. */
export const maySetCalendar = mayCommit;
