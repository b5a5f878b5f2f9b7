import { isDuplicateKey } from '@quayside/shared/db/database';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { ACCOUNT_CHANGED, ACCOUNT_OPENED, type AccountFacts } from '../events.ts';
import type { OrgUnit } from '../organization/organization.ts';
import {
  type Account,
  changedAccount,
  type OpenAccountInput,
  openedAccount,
  type UpdateAccountInput,
} from './account.ts';
import { factChanges } from './change.ts';
import { fieldRefusal, mayKeepAccounts, mayUpdateAccount } from './policy.ts';
import { checkReferences } from './references.ts';
import { findAccount, insertAccount, insertChanges, saveAccount } from './store.ts';

/** Takes a company on as a customer of a branch. */
export async function openAccount(ctx: CommandContext, input: OpenAccountInput): Promise<Result<Account>> {
  if (!mayKeepAccounts(ctx.viewer)) throw forbidden('open accounts');
  return ctx.db.write(async (em) => {
    const opened = openedAccount(input, input.id ?? newId(), ctx.now());
    if (!opened.ok) return opened;
    const branch = await checkReferences(em, ctx.viewer, opened.value, null);
    if (!branch.ok) return branch;
    try {
      await insertAccount(em, opened.value, branch.value.path);
    } catch (error) {
      if (isDuplicateKey(error)) return refuse('ID_TAKEN', 'This id is in use.', { field: 'id' });
      throw error;
    }
    await tell(ctx, em, ACCOUNT_OPENED, opened.value, branch.value);
    return opened;
  });
}

/**
 * Changes an account as it was read with `input.version`.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT when somebody else changed it meanwhile.
 */
export async function updateAccount(ctx: CommandContext, input: UpdateAccountInput): Promise<Result<Account>> {
  return ctx.db.write(async (em) => {
    const account = await findAccount(em, ctx.viewer, input.id);
    if (!account) throw notFound('The account');
    if (!mayUpdateAccount(ctx.viewer, account.id)) throw forbidden('change this account');
    const refusal = fieldRefusal(ctx.viewer, input);
    if (refusal) return { ok: false, refusal };
    const changed = changedAccount({ ...account, version: input.version }, input);
    if (!changed.ok) return changed;
    const branch = await checkReferences(em, ctx.viewer, changed.value, account);
    if (!branch.ok) return branch;
    const saved = await saveAccount(em, changed.value, branch.value.path);
    await keepChanges(ctx, em, account, saved);
    await tell(ctx, em, ACCOUNT_CHANGED, saved, branch.value);
    return ok(saved);
  });
}

/** Keeps what of an account became another. */
export function keepChanges(ctx: CommandContext, em: EntityManager, before: Account, after: Account): Promise<void> {
  const changes = factChanges(before, after);
  const by = { accountId: after.id, at: ctx.now(), actor: ctx.viewer.name };
  return insertChanges(
    em,
    changes.map((change) => ({ id: newId(), ...by, ...change })),
  );
}

/** Tells others what an account is now. */
export function tell(
  ctx: CommandContext,
  em: EntityManager,
  type: string,
  account: Account,
  branch: OrgUnit,
): Promise<void> {
  const facts: AccountFacts = {
    accountId: account.id,
    name: account.name,
    branchPath: branch.path,
    accountManagerId: account.accountManagerId,
    region: account.region,
  };
  const { id: subject, version: seq } = account;
  const event = { type, accountId: subject, subject, seq, at: ctx.now(), correlationId: ctx.correlationId };
  return appendEvents(em, [{ ...event, data: facts }]);
}
