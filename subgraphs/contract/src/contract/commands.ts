import { reachesAccount } from '@quayside/shared/db/reach';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { agreedFault } from '../agreed-change/agreed-change.ts';
import { changesToCome, dropChanges } from '../agreed-change/store.ts';
import { CONTRACT_ACTIVATED, CONTRACT_AMENDED, CONTRACT_TERMINATED } from '../events.ts';
import { rateCardsOf } from '../rate/store.ts';
import { currencyFault } from './catalogue.ts';
import { activate, amend, type Contract, draft, type Terms, terminate, toTerms } from './contract.ts';
import { mayManageContracts } from './policy.ts';
import { findContract, insertContract, isTaken, saveContract } from './store.ts';

/** A contract as it is first written down; id and number may come from an older system. */
export interface DraftContract extends Terms {
  readonly id?: string | undefined;
  readonly number?: string | undefined;
  readonly accountId: string;
}

const LONGEST_ID = 26;
const LONGEST_NUMBER = 64;

/** Writes a draft down. It binds nobody yet, so no event tells of it. */
export function draftContract(ctx: CommandContext, input: DraftContract): Promise<Result<Contract>> {
  return ctx.db.write(async (em) => {
    requireRight(ctx);
    if (!(await reachesAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    for (const { accountId } of input.parties) {
      if (accountId && !(await reachesAccount(em, ctx.viewer, accountId)))
        return refuse('PARTY_UNKNOWN', `There is no account ${accountId}.`, { field: 'parties' });
    }
    const { id = newId(), number = numbered('QC', await nextNumber(em, 'contract')) } = input;
    const fault = await keyFault(em, id, number);
    if (fault) return fault;
    const drafted = draft({ ...input, id, number, createdAt: ctx.now() });
    if (drafted.ok) await insertContract(em, drafted.value, changeOf(ctx, null));
    return drafted;
  });
}

async function keyFault(em: EntityManager, id: string, number: string): Promise<Result<never> | null> {
  if (!id || id.length > LONGEST_ID || !number || number.length > LONGEST_NUMBER) {
    return refuse('KEY_LENGTH', `An id has 1 to ${LONGEST_ID} characters, a number 1 to ${LONGEST_NUMBER}.`);
  }
  if (await isTaken(em, { id })) return refuse('CONTRACT_ID_TAKEN', `There is a contract ${id}.`, { field: 'id' });
  if (await isTaken(em, { number })) {
    return refuse('CONTRACT_NUMBER_TAKEN', `There is a contract ${number}.`, { field: 'number' });
  }
  return null;
}

/** From here on the terms bind: other subgraphs learn of them and grant services by them. */
export const activateContract = (ctx: CommandContext, id: string): Promise<Result<Contract>> =>
  changeContract(ctx, id, {
    rule: (contract) => activate(contract, localDate(ctx.now())),
    event: CONTRACT_ACTIVATED,
    reason: null,
  });

/** An amendment names only what changes. */
export interface AmendContract {
  readonly id: string;
  /** The version that the amendment was written against. */
  readonly version: number;
  readonly reason: string;
  readonly change: Partial<Terms>;
}

/** Makes the next version. @throws AppError CONFLICT when it was written against an older one. */
export const amendContract = (ctx: CommandContext, input: AmendContract): Promise<Result<Contract>> =>
  ctx.db.write(async (em) => {
    const { id, change, reason } = input;
    const cards = change.catalogue ? await rateCardsOf(em, ctx.viewer, [id]) : [];
    const toCome = await changesToCome(em, ctx.viewer, [id]);
    return changeContract(ctx, id, {
      rule: (contract) => {
        if (contract.version !== input.version) {
          throw new AppError('CONFLICT', `The contract has version ${contract.version} now. Load it again.`);
        }
        return (
          currencyFault(change.catalogue ?? [], cards, 'catalogue') ??
          agreedFault(contract, change, toCome) ??
          amend(contract, change, reason)
        );
      },
      event: CONTRACT_AMENDED,
      reason,
    });
  });

/** Ends a contract for good, before its last day. */
export const terminateContract = (ctx: CommandContext, id: string, reason: string): Promise<Result<Contract>> =>
  changeContract(ctx, id, {
    rule: (contract) => terminate(contract, reason),
    event: CONTRACT_TERMINATED,
    reason,
    also: (em) => dropChanges(em, id),
  });

interface ContractChange {
  readonly rule: (contract: Contract) => Result<Contract>;
  readonly event: string;
  readonly reason: string | null;
  /** From when on the version holds, where that is not now. */
  readonly since?: number;
  /** More to write when the rule agrees, in the same transaction. */
  readonly also?: (em: EntityManager, contract: Contract) => Promise<void>;
}

/** Loads, asks the rule, saves the next version with its event. */
export function changeContract(ctx: CommandContext, id: string, step: ContractChange): Promise<Result<Contract>> {
  return ctx.db.write(async (em) => {
    const contract = await findContract(em, ctx.viewer, id);
    if (!contract) throw notFound('The contract');
    requireRight(ctx);
    const changed = step.rule(contract);
    if (!changed.ok) return changed;
    const saved = await saveContract(em, changed.value, changeOf(ctx, step.reason, step.since));
    await step.also?.(em, saved);
    // A draft binds nobody, whatever becomes of it: others are told from the day on which both sides have agreed.
    if (contract.state === 'DRAFT' && saved.state !== 'ACTIVE') return ok(saved);
    await appendEvents(em, [
      {
        type: step.event,
        accountId: saved.accountId,
        subject: saved.id,
        seq: saved.version,
        at: ctx.now(),
        correlationId: ctx.correlationId,
        data: toTerms(saved),
      },
    ]);
    return ok(saved);
  });
}

function requireRight(ctx: CommandContext): void {
  if (!mayManageContracts(ctx.viewer)) throw forbidden('write contracts');
}

const changeOf = (ctx: CommandContext, reason: string | null, at = ctx.now()) => ({
  at,
  actor: ctx.viewer.name,
  reason,
});
