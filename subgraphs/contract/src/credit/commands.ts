import { isDuplicateKey } from '@quayside/shared/db/database';
import { reachesAccount } from '@quayside/shared/db/reach';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { unitOf } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Occasion } from '../charge/commands.ts';
import { ORDER_RELEASED, type OrderReleased } from '../credit-events.ts';
import { type Looking, lookAt, lookAtAll } from './look-commands.ts';
import { mayDecideCredit, mayReviewCredit } from './policy.ts';
import { type CreditDecision, type CreditStanding, decisionFault, type OrderRelease, reasonFault } from './standing.ts';
import { findRelease, forgetLooks, insertRelease, isServed, putPolicy, unitPolicies } from './store.ts';
import { type CreditPolicy, policyFault } from './terms.ts';
import type { UnitPolicy } from './unit-policy.ts';

const occasionOf = (ctx: CommandContext): Occasion => ({ at: ctx.now(), correlationId: ctx.correlationId });

async function requireAccount(em: EntityManager, ctx: CommandContext, accountId: string): Promise<void> {
  if (!(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
}

async function lookFor(ctx: CommandContext, accountId: string, looking: Looking): Promise<Result<CreditStanding>> {
  return ctx.db.write(async (em) => {
    await requireAccount(em, ctx, accountId);
    const [standing] = await lookAt(em, occasionOf(ctx), [accountId], looking);
    if (!standing) throw new RangeError(`nothing was found of the account ${accountId}`);
    return ok(standing);
  });
}

/** Judges an account anew, now. */
export function reviewCredit(ctx: CommandContext, accountId: string): Promise<Result<CreditStanding>> {
  if (!mayReviewCredit(ctx.viewer)) throw forbidden('review credit');
  const { id: actorId, name: by } = ctx.viewer;
  return lookFor(ctx, accountId, { trigger: 'REVIEW', actorId, by, note: null });
}

/** What a head decides of an account; state and grade null take back what was decided. */
export type NewDecision = Pick<CreditDecision, 'state' | 'grade' | 'reason' | 'until'> & { readonly accountId: string };

/** Sets state or grade of an account by hand, or hands them back to the rule. */
export function decideCredit(ctx: CommandContext, input: NewDecision): Promise<Result<CreditStanding>> {
  if (!mayDecideCredit(ctx.viewer)) throw forbidden('decide on credit');
  const { accountId, state, grade, until } = input;
  const fault = decisionFault(input, localDate(ctx.now()));
  if (fault) return Promise.resolve(fault);
  const { id: actorId, name: by } = ctx.viewer;
  const note = input.reason.trim();
  const decision = state || grade ? { state, grade, reason: note, until, by, at: ctx.now() } : null;
  return lookFor(ctx, accountId, { trigger: 'DECISION', actorId, by, note, decision });
}

const LONGEST_ORDER_NUMBER = 64;

/**
 * Lets one order go on in spite of the state of its account: one that was refused on hold may be sent again, one that
 * waits for its payment is worked on. The same order again answers the first release.
 */
export function releaseOrder(
  ctx: CommandContext,
  input: Pick<OrderRelease, 'accountId' | 'orderNumber' | 'reason'>,
): Promise<Result<OrderRelease>> {
  if (!mayDecideCredit(ctx.viewer)) throw forbidden('release orders');
  const orderNumber = input.orderNumber.trim();
  if (!orderNumber || orderNumber.length > LONGEST_ORDER_NUMBER) {
    const message = `An order number has 1 to ${LONGEST_ORDER_NUMBER} characters.`;
    return Promise.resolve(refuse('ORDER_NUMBER_LENGTH', message, { field: 'orderNumber' }));
  }
  const fault = reasonFault(input.reason);
  if (fault) return Promise.resolve(fault);
  return ctx.db.write(async (em) => {
    const { accountId } = input;
    await requireAccount(em, ctx, accountId);
    const known = await findRelease(em, ctx.viewer, { accountId, orderNumber });
    if (known) return ok(known);
    const released = { releasedBy: ctx.viewer.name, releasedAt: ctx.now() };
    const release: OrderRelease = { id: newId(), accountId, orderNumber, reason: input.reason.trim(), ...released };
    await insertRelease(em, release);
    const data: OrderReleased = { accountId, orderNumber, releasedBy: ctx.viewer.name };
    const { at, correlationId } = occasionOf(ctx);
    await appendEvents(em, [{ type: ORDER_RELEASED, accountId, subject: release.id, seq: 1, at, correlationId, data }]);
    return ok(release);
  });
}

/** What a unit says of credit from now on. */
export interface PolicyInput {
  /** Path of the unit. */
  readonly path: string;
  /** Null: what holds above it. */
  readonly policy: CreditPolicy | null;
  readonly reason: string;
  /** Of what was read; 0 where the unit had said nothing. */
  readonly version: number;
}

const changedMeanwhile = () => new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');

/**
 * Sets grades' terms and the days to a hold for a unit and all below it, or takes them back; the accounts are judged by
 * them at once. @throws AppError FORBIDDEN; CONFLICT when somebody else changed them meanwhile.
 */
export async function setCreditPolicy(ctx: CommandContext, input: PolicyInput): Promise<Result<UnitPolicy>> {
  const { viewer } = ctx;
  const { path, policy, reason, version } = input;
  if (!mayDecideCredit(viewer)) throw forbidden('set the terms of credit');
  const fault = (policy && policyFault(policy)) ?? reasonFault(reason);
  if (fault) return fault;
  const done = ctx.db.write(async (em): Promise<Result<UnitPolicy>> => {
    if (!path.startsWith(unitOf(viewer)) || !(await isServed(em, path)))
      return refuse('UNIT_WITHOUT_CUSTOMERS', 'No customer in your part of the organization belongs to this unit.', {
        field: 'unit',
      });
    const before = (await unitPolicies(em)).find((one) => one.path === path);
    if ((before?.version ?? 0) !== version) throw changedMeanwhile();
    const said = { id: before?.id ?? newId(), path, policy, version };
    const saved = await putPolicy(em, { ...said, changedBy: viewer.name, changedAt: ctx.now() }, reason.trim());
    await forgetLooks(em, path);
    return ok(saved);
  });
  const set = await done.catch((error: unknown) => {
    // Two say the first word of a unit at once: the other was first.
    throw isDuplicateKey(error) ? changedMeanwhile() : error;
  });
  if (set.ok) await lookAtAll(ctx.db, occasionOf(ctx));
  return set;
}
