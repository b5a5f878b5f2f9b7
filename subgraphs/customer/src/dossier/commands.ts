import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result } from '@quayside/shared/result';
import { mayUpdateAccount } from '../account/policy.ts';
import { findAccount } from '../account/store.ts';
import { checkDossier, type Dossier, type DossierInput } from './dossier.ts';
import { saveDossier } from './store.ts';

/** What is kept of which account. */
export interface KeepDossier extends DossierInput {
  readonly accountId: string;
  readonly version: number;
}

/** Writes down what everybody who works for a customer should know. */
export async function keepDossier(ctx: CommandContext, input: KeepDossier): Promise<Result<Dossier>> {
  const { accountId: id, version } = input;
  try {
    return await ctx.db.write(async (em) => {
      if (!(await findAccount(em, ctx.viewer, id))) throw notFound('The account');
      if (!mayUpdateAccount(ctx.viewer, id)) throw forbidden('change this account');
      const checked = checkDossier(input);
      if (!checked.ok) return checked;
      const by = { changedBy: ctx.viewer.name, changedAt: ctx.now() };
      return ok(await saveDossier(em, { id, version, ...by, ...checked.value }));
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
  }
}
