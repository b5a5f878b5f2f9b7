import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { changeBetween, firstDay, gapFault, holdsLater, onEveOf } from '../agreed-change/agreed-change.ts';
import { changesToCome, dropChange, keepChange } from '../agreed-change/store.ts';
import { activate, agreed, amend, type Contract, type Terms, toTerms } from '../contract/contract.ts';
import { findContract, insertContract, saveContract } from '../contract/store.ts';
import { CONTRACT_ACTIVATED, CONTRACT_AMENDED } from '../events.ts';
import type { Quote } from './quote.ts';

/** The contract that a quote within reach is about, a draft as well: who says yes to it has not seen it before. */
export async function contractOfQuote(em: EntityManager, quote: Quote): Promise<Contract | null> {
  const contract = quote.contractId ? await findContract(em, systemViewer('Quotes'), quote.contractId) : null;
  return contract?.accountId === quote.accountId ? contract : null;
}

/** The contract that a yes makes, written with its event in the transaction of the yes. */
export async function concluded(
  em: EntityManager,
  ctx: CommandContext,
  quote: Quote,
  terms: Terms,
): Promise<Result<Contract>> {
  const made = quote.contractId ? await changed(em, ctx, quote, terms) : await first(em, ctx, quote, terms);
  if (!made.ok) return made;
  const { contract, event: type } = made.value;
  await appendEvents(em, [
    {
      type,
      accountId: contract.accountId,
      subject: contract.id,
      seq: contract.version,
      at: ctx.now(),
      correlationId: ctx.correlationId,
      data: toTerms(contract),
    },
  ]);
  return ok(contract);
}

/** A contract as it was written, with what is told of it. */
interface Concluded {
  readonly contract: Contract;
  readonly event: string;
}

async function first(em: EntityManager, ctx: CommandContext, quote: Quote, terms: Terms): Promise<Result<Concluded>> {
  const number = numbered('QC', await nextNumber(em, 'contract'));
  const frame = { id: newId(), number, accountId: quote.accountId, createdAt: ctx.now() };
  const contract = agreed({ ...terms, ...frame }, localDate(ctx.now()));
  if (!contract.ok) return contract;
  await insertContract(em, contract.value, changeBy(ctx, quote));
  return ok({ contract: contract.value, event: CONTRACT_ACTIVATED });
}

/**
 * What was negotiated takes the place of all terms, so they must still be those that it was negotiated against. A draft
 * binds from then on: both sides have said yes to it. What begins later leaves the contract as it is until then.
 */
async function changed(em: EntityManager, ctx: CommandContext, quote: Quote, terms: Terms): Promise<Result<Concluded>> {
  const contract = await contractOfQuote(em, quote);
  if (!contract || contract.version !== quote.contractVersion) {
    return refuse('QUOTE_STALE', 'The contract has been changed since this was offered.', {
      fix: 'Look at the contract as it is now, and make the proposal again.',
    });
  }
  const today = localDate(ctx.now());
  const gap = gapFault(contract, terms, today);
  if (gap) return gap;
  if (holdsLater(contract, terms, today)) return later(em, ctx, quote, { contract, terms });
  const validFrom = firstDay(contract, terms, today);
  const amended = amend(contract, { ...terms, validFrom }, changeBy(ctx, quote).reason);
  if (!amended.ok) return amended;
  const isDraft = contract.state === 'DRAFT';
  const binding = isDraft ? activate(amended.value, today) : amended;
  if (!binding.ok) return binding;
  const saved = await saveContract(em, binding.value, changeBy(ctx, quote));
  // What should have begun by now, and perhaps cannot, is no longer agreed.
  const toCome = await changesToCome(em, systemViewer('Quotes'), [saved.id]);
  for (const change of toCome.filter(({ beginsOn }) => beginsOn <= today)) await dropChange(em, change);
  return ok({ contract: saved, event: isDraft ? CONTRACT_ACTIVATED : CONTRACT_AMENDED });
}

/** The contract goes on until the last day of both; all else that becomes other waits for its day. */
async function later(
  em: EntityManager,
  ctx: CommandContext,
  quote: Quote,
  { contract, terms }: { readonly contract: Contract; readonly terms: Terms },
): Promise<Result<Concluded>> {
  const { at: agreedAt, actor, reason } = changeBy(ctx, quote);
  const validTo = [contract.validTo, terms.validTo].sort().at(-1) ?? terms.validTo;
  const extended = amend(contract, { validTo }, reason);
  if (!extended.ok) return extended;
  const saved = await saveContract(em, extended.value, changeBy(ctx, quote));
  const beginsOn = terms.validFrom;
  // Against what will hold on the eve: what was agreed for the same day before is no longer agreed.
  const toCome = await changesToCome(em, systemViewer('Quotes'), [saved.id]);
  const change = changeBetween(onEveOf(beginsOn, saved, toCome), terms);
  await dropChange(em, { contractId: saved.id, beginsOn });
  if (Object.keys(change).length > 0) {
    await keepChange(em, { contractId: saved.id, beginsOn, change, reason, actor, agreedAt });
  }
  return ok({ contract: saved, event: CONTRACT_AMENDED });
}

const changeBy = (ctx: CommandContext, quote: Quote) => ({
  at: ctx.now(),
  actor: ctx.viewer.name,
  reason: `Quote ${quote.number}`,
});
