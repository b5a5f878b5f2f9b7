import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ServiceTier } from '../events.ts';
import { mayShapeTiers } from './policy.ts';
import { findTier, keepTier } from './store.ts';
import { checkTier, grantsOf, type OfferedTier } from './tier.ts';

/** Defines a tier, or what it grants to contracts from now on; those that have it keep what was agreed. */
export async function defineTier(ctx: CommandContext, input: ServiceTier): Promise<Result<OfferedTier>> {
  if (!mayShapeTiers(ctx.viewer)) throw forbidden('define tiers');
  const checked = checkTier({ ...input, name: input.name.trim() });
  if (!checked.ok) return checked;
  return ctx.db.write(async (em) => {
    const known = await findTier(em, input.code);
    return ok(await keepTier(em, { ...checked.value, id: newId(), version: 1 }, known));
  });
}

/** What a tier grants now, for a contract that is given it; null for a contract without one. */
export async function tierFor(em: EntityManager, code: string | null | undefined): Promise<Result<ServiceTier | null>> {
  if (!code) return ok(null);
  const tier = await findTier(em, code);
  const fix = 'Choose one of the tiers of the house, or define it first.';
  return tier ? ok(grantsOf(tier)) : refuse('TIER_UNKNOWN', `There is no tier ${code}.`, { field: 'tierCode', fix });
}
