import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findAccount } from '../account/store.ts';
import { CONSIGNEE_REGISTERED, type ConsigneeRegistered } from '../events.ts';
import { type Consignee, isSame, type RegisterConsigneeInput, registered } from './consignee.ts';
import { mayRegisterConsignees } from './policy.ts';
import { insertConsignee, recogniseConsignees, saveConsignee } from './store.ts';

const ATTEMPTS = 5;
/** What one transaction holds at most. */
const MOST_CONSIGNEES = 500;

/** Finds, updates or makes the consignee that an order names. The same order twice makes one consignee. */
export async function registerConsignee(
  ctx: CommandContext,
  input: RegisterConsigneeInput,
): Promise<Result<Consignee>> {
  const [consignee] = await registerConsignees(ctx, [input]);
  return consignee as Result<Consignee>;
}

/** The consignees that several orders name, in one transaction; each is answered for itself, in the order asked. */
export async function registerConsignees(
  ctx: CommandContext,
  inputs: readonly RegisterConsigneeInput[],
): Promise<Result<Consignee>[]> {
  if (!mayRegisterConsignees(ctx.viewer)) throw forbidden('register consignees');
  if (inputs.length > MOST_CONSIGNEES)
    throw new AppError('BAD_USER_INPUT', `At most ${MOST_CONSIGNEES} consignees at once; there are ${inputs.length}.`);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.write((em) => registerAll(em, ctx, inputs));
    } catch (error) {
      // Another order named the same consignee at the same time. The caller has seen no version, so look again.
      const raced = isDuplicateKey(error) || (error instanceof AppError && error.code === 'CONFLICT');
      if (!raced || attempt === ATTEMPTS) throw error;
    }
  }
}

async function registerAll(
  em: EntityManager,
  ctx: CommandContext,
  inputs: readonly RegisterConsigneeInput[],
): Promise<Result<Consignee>[]> {
  const results = new Map<RegisterConsigneeInput, Result<Consignee>>();
  for (const accountId of new Set(inputs.map((input) => input.accountId))) {
    if (!(await findAccount(em, ctx.viewer, accountId))) throw notFound('The account');
    const mine = inputs.filter((input) => input.accountId === accountId);
    const known = await recogniseConsignees(em, ctx.viewer, accountId, mine);
    let changed = false;
    for (const [index, input] of mine.entries()) {
      // Whoever was named before in this very call may be meant again: from the first change on, it is asked anew.
      const again = changed ? await recogniseConsignees(em, ctx.viewer, accountId, [input]) : [known[index] ?? null];
      const { result, wrote } = await register(em, ctx, input, again[0] ?? null);
      changed ||= wrote;
      results.set(input, result);
    }
  }
  return inputs.map((input) => results.get(input) as Result<Consignee>);
}

async function register(
  em: EntityManager,
  ctx: CommandContext,
  input: RegisterConsigneeInput,
  known: Consignee | null,
): Promise<{ result: Result<Consignee>; wrote: boolean }> {
  const result = registered(input, known, newId());
  if (!result.ok) return { result, wrote: false };
  if (!known) await addConsignee(ctx, em, result.value);
  else if (isSame(known, result.value)) return { result, wrote: false };
  else return { result: ok(await saveConsignee(em, result.value)), wrote: true };
  return { result, wrote: true };
}

async function addConsignee(ctx: CommandContext, em: EntityManager, consignee: Consignee): Promise<void> {
  await insertConsignee(em, consignee);
  const { id: subject, accountId, version: seq } = consignee;
  const data: ConsigneeRegistered = { consigneeId: subject, accountId };
  const { correlationId } = ctx;
  await appendEvents(em, [{ type: CONSIGNEE_REGISTERED, accountId, subject, seq, at: ctx.now(), correlationId, data }]);
}
