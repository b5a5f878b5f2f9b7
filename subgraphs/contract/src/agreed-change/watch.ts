import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { MINUTE } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { beginDue } from './commands.ts';

const product = systemViewer('Contracts');
/** Until the look the old prices hold: what is ordered early on the first day should not get them. */
const PACE = 2 * MINUTE;

/** Lets terms that were agreed for a day hold from that day on. */
export const watchBeginnings = ({ db, log, now, pollMs = PACE }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, firstAfterMs: 0, log, failure: 'agreed terms have not begun' }, () =>
    beginDue({ viewer: product, correlationId: newId(), now, db }),
  );
