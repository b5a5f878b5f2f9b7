import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { Watch, type WatchDeps } from '@quayside/shared/watch';
import type { EntityManager } from 'typeorm';
import { saveAndTell } from '../member/record.ts';
import { findMember } from '../member/store.ts';
import { refreshSessionsOf } from '../sign-in/revocation.ts';
import { endOverdueViews } from '../viewing/commands.ts';
import { isInForce } from './right.ts';
import { findTurned, markTold } from './store.ts';

const NOBODY = systemViewer('rights');

/**
 * Rights begin and end by the clock, with nobody there to say so. Whoever verifies a session knows by the time itself;
 * the watch tells the others, and the sockets that are open. So with looks through a customer's eyes, which end by the clock.
 */
export const watchRights = ({ db, log, now, pollMs = 1_000 }: WatchDeps): Watch =>
  new Watch({ everyMs: pollMs, log, failure: 'rights that turned were not told' }, async () => {
    await endOverdueViews({ db, now });
    if ((await db.read((em) => findTurned(em, now()))).length > 0) await db.write((em) => tellTurned(em, now));
  });

async function tellTurned(em: EntityManager, now: () => number): Promise<void> {
  const turned = await findTurned(em, now());
  for (const right of turned) await markTold(em, right.id, isInForce(right, now()));
  const teller = { now, correlationId: newId() };
  for (const id of new Set(turned.map(({ memberId }) => memberId))) {
    const member = await findMember(em, NOBODY, id);
    if (member) await saveAndTell(teller, em, member);
    await refreshSessionsOf(teller, em, id);
  }
}
