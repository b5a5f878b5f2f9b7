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
import { insertConsignee, recogniseConsignee, saveConsignee } from './store.ts';

const ATTEMPTS = 5;

/** Finds, updates or makes the consignee that an order names. The same order twice makes one consignee. */
export async function registerConsignee(
  ctx: CommandContext,
  input: RegisterConsigneeInput,
): Promise<Result<Consignee>> {
  if (!mayRegisterConsignees(ctx.viewer)) throw forbidden('register consignees');
  for (let attempt = 1; ; attempt++) {
    try {
      return await register(ctx, input);
    } catch (error) {
      // Another order named the same consignee at the same time. The caller has seen no version, so look again.
      const raced = isDuplicateKey(error) || (error instanceof AppError && error.code === 'CONFLICT');
      if (!raced || attempt === ATTEMPTS) throw error;
    }
  }
}

const register = (ctx: CommandContext, input: RegisterConsigneeInput): Promise<Result<Consignee>> =>
  ctx.db.write(async (em) => {
    if (!(await findAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    const known = await recogniseConsignee(em, ctx.viewer, input);
    const consignee = registered(input, known, newId());
    if (!consignee.ok) return consignee;
    if (!known) await addConsignee(ctx, em, consignee.value);
    else if (!isSame(known, consignee.value)) return ok(await saveConsignee(em, consignee.value));
    return consignee;
  });

async function addConsignee(ctx: CommandContext, em: EntityManager, consignee: Consignee): Promise<void> {
  await insertConsignee(em, consignee);
  const { id: subject, accountId, version: seq } = consignee;
  const data: ConsigneeRegistered = { consigneeId: subject, accountId };
  const { correlationId } = ctx;
  await appendEvents(em, [{ type: CONSIGNEE_REGISTERED, accountId, subject, seq, at: ctx.now(), correlationId, data }]);
}
