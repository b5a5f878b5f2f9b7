import { isDuplicateKey } from '@quayside/shared/db/database';
import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { type Result, refuse } from '@quayside/shared/result';
import { type NewPartner, newPartner, type Partner } from './partner.ts';
import { mayAddPartner } from './policy.ts';
import { partnerTable } from './table.ts';

/** Sets up a trading partner. @throws AppError FORBIDDEN or NOT_FOUND */
export async function addPartner(ctx: CommandContext, input: NewPartner): Promise<Result<Partner>> {
  if (!mayAddPartner(ctx.viewer)) throw forbidden('add trading partners');
  const partner = newPartner(input);
  if (!partner.ok) return partner;
  const exists = refuse('PARTNER_EXISTS', `There is a partner ${input.id} already.`, { field: 'id' });
  return ctx.db.write(async (em) => {
    if (!(await reachesAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    if (await em.getRepository(partnerTable).existsBy({ id: input.id })) return exists;
    try {
      await em.getRepository(partnerTable).insert({ ...partner.value, createdAt: ctx.now() });
      return partner;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return exists;
    }
  });
}
