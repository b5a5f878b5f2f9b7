import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { HOUR } from '@quayside/shared/instant';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import { beginDue } from './commands.ts';

const product = systemViewer('Contracts');

/** Lets terms that were agreed for a day hold from that day on. */
export const watchBeginnings = ({ db, log, now, pollMs = HOUR }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, firstAfterMs: 0, log, failure: 'agreed terms have not begun' }, () =>
    beginDue({ viewer: product, correlationId: newId(), now, db }),
  );
