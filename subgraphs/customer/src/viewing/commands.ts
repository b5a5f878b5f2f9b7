import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findAccount } from '../account/store.ts';
import { CUSTOMER_VIEW_ENDED, CUSTOMER_VIEW_OPENED, type CustomerViewFacts } from '../events.ts';
import type { Member } from '../member/member.ts';
import { noteStaff } from '../right/record.ts';
import { secretHash } from '../secrets.ts';
import { assertGateway } from '../sign-in/policy.ts';
import { refreshSessions } from '../sign-in/revocation.ts';
import { findSession } from '../sign-in/session-store.ts';
import { endRow, findOverdueViews, findViewOf, insertView } from './store.ts';
import { type CustomerView, isOpen, mayView, reasonFault, VIEW_LIFETIME } from './viewing.ts';

type Teller = Pick<CommandContext, 'now' | 'correlationId'>;

/** Tells the customer's audit log that somebody looks, or has stopped. */
function tell(ctx: Teller, em: EntityManager, type: string, view: CustomerView): Promise<void> {
  const { id: viewId, accountId, byName: by, memberId, reason, openedAt, endsAt, endedAt } = view;
  const data: CustomerViewFacts = { viewId, accountId, by, memberId, reason, openedAt, endsAt, endedAt };
  const seq = type === CUSTOMER_VIEW_OPENED ? 1 : 2;
  return appendEvents(em, [
    { type, accountId, subject: viewId, seq, at: ctx.now(), correlationId: ctx.correlationId, data },
  ]);
}

export interface OpenView {
  readonly token: string;
  readonly accountId: string;
  readonly reason: string;
}

/**
 * Lets the session see the portal as a customer does, in all its windows, for an hour.
 * @param viewerOf who the session speaks for by their own rights.
 */
export async function openView(
  ctx: CommandContext,
  { token, accountId, reason }: OpenView,
  viewerOf: (em: EntityManager, member: Member, sessionId: string, now: number) => Promise<Viewer>,
): Promise<Result<CustomerView>> {
  assertGateway(ctx.viewer);
  const fault = reasonFault(reason);
  if (fault) return { ok: false, refusal: fault };
  return ctx.db.write(async (em) => {
    const now = ctx.now();
    const session = await findSession(em, secretHash(token));
    const viewer = session?.member.active ? await viewerOf(em, session.member, session.id, now) : null;
    if (!session || !viewer || !mayView(viewer))
      return refuse('VIEW_NOT_ALLOWED', 'You may not look at the portal as a customer.', {
        fix: 'Ask an administrator for the permission.',
      });
    const account = await findAccount(em, viewer, accountId);
    if (!account) return refuse('ACCOUNT_UNKNOWN', 'There is no such account.', { field: 'accountId' });
    const before = await findViewOf(em, session.id);
    if (before) await end(ctx, em, before, now);
    const { id: memberId, name: byName, locale, timeZone } = session.member;
    const view: CustomerView = {
      ...{ id: newId(), sessionId: session.id, memberId, byName, accountId, reason: reason.trim(), locale, timeZone },
      ...{ openedAt: now, endsAt: now + VIEW_LIFETIME, endedAt: null },
    };
    await insertView(em, view);
    await tell(ctx, em, CUSTOMER_VIEW_OPENED, view);
    await noteStaff(ctx, em, session.member, 'CUSTOMER_VIEWED', { after: account.name, reason: view.reason }, byName);
    await refreshSessions(ctx, em, [session]);
    return ok(view);
  });
}

/** Ends the look of a session. False when there was none. */
export async function endView(ctx: CommandContext, token: string): Promise<boolean> {
  assertGateway(ctx.viewer);
  return ctx.db.write(async (em) => {
    const session = await findSession(em, secretHash(token));
    const view = session && (await findViewOf(em, session.id));
    if (!session || !view) return false;
    const ended = await end(ctx, em, view, ctx.now());
    await refreshSessions(ctx, em, [session]);
    return ended;
  });
}

async function end(ctx: Teller, em: EntityManager, view: CustomerView, now: number): Promise<boolean> {
  // Nobody looked any longer than the time was.
  const endedAt = Math.min(now, view.endsAt);
  if (!(await endRow(em, view.id, endedAt))) return false;
  await tell(ctx, em, CUSTOMER_VIEW_ENDED, { ...view, endedAt });
  return true;
}

/** Ends the looks whose time is over, so that the log of the customer says so. Sockets find out by themselves. */
export async function endOverdueViews({ now, db }: Pick<CommandContext, 'now' | 'db'>): Promise<void> {
  if ((await db.read((em) => findOverdueViews(em, now()))).length === 0) return;
  await db.write(async (em) => {
    for (const view of await findOverdueViews(em, now())) await end({ now, correlationId: newId() }, em, view, now());
  });
}

/** The look that holds for a viewer's session: as long as they may look, and the customer is one of theirs. */
export async function viewInForce(em: EntityManager, viewer: Viewer, now: number): Promise<CustomerView | null> {
  if (!mayView(viewer) || !viewer.sessionId) return null;
  const view = await findViewOf(em, viewer.sessionId);
  if (!view || !isOpen(view, now)) return null;
  return (await findAccount(em, viewer, view.accountId)) ? view : null;
}
