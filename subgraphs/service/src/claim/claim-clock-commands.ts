import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Money } from '@quayside/shared/money';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ClockAction, ClockBook } from '../clock/book.ts';
import { carrierParty, HOUSE_CALENDAR } from '../clock/calendar.ts';
import { handOf, openBook, saveBook } from '../clock/clock-commands.ts';
import { keepEvidence } from '../evidence/commands.ts';
import { changeItem, type ItemKind, type Step } from '../item/commands.ts';
import { keepApproval } from './approval-desk-commands.ts';
import { type Claim, legOf } from './claim.ts';
import { claimFacts } from './claim-facts.ts';
import { clocksAfter, dutyDueAt } from './clocks.ts';
import { claims } from './store.ts';

const amountTold = (amount: Money | null) => amount && `${amount.amountMinor} ${amount.currency}`;

export const CLAIMS: ItemKind<Claim> = {
  kind: 'CLAIM',
  what: 'The claim',
  eventPrefix: 'claim',
  store: claims,
  title: (claim) => claim.statement || claim.number,
  words: ({ statement, number, dossier: { source } }) => ({
    ...{ text: statement || number, way: source?.startsWith('EDI') ? 'EDI' : null },
  }),
  told: ({ offered, state, legs, dossier: { counter, decisionCode } }) => ({
    paid: state === 'PAID' ? amountTold(legOf({ legs }, 'CUSTOMER_TO_3PL')?.decidedAmount ?? null) : null,
    offered: amountTold(offered),
    counter: amountTold(counter),
    decisionCode,
  }),
  facts: claimFacts,
  also: async (ctx, em, change) => {
    await keepEvidence(ctx, em, change);
    await keepApproval(ctx, em, change);
  },
};

/** The clocks of a claim, with the calendars of all whose days may count. */
export function claimBook(ctx: CommandContext, em: EntityManager, claim: Claim): Promise<ClockBook> {
  const carrier = legOf(claim, 'THREE_PL_TO_CARRIER');
  const parties = [claim.accountId, HOUSE_CALENDAR.party, ...(carrier ? [carrierParty(carrier.counterpart)] : [])];
  const item = { itemKind: CLAIMS.kind, itemId: claim.id, accountId: claim.accountId };
  return openBook(handOf(ctx), em, item, parties);
}

/** A step of a claim: its clocks follow the new states of its legs, and what else is said of them. */
export interface ClaimStep extends Omit<Step<Claim>, 'rule' | 'also'> {
  readonly rule: (claim: Claim, em: EntityManager) => Result<Claim> | Promise<Result<Claim>>;
  /** What happens to the clocks besides. */
  readonly clocks?: (claim: Claim, before: Claim, book: ClockBook) => readonly ClockAction[];
}

/** As `changeItem`, with the clocks of the claim in the same transaction. */
export async function changeClaim(ctx: CommandContext, step: ClaimStep): Promise<Result<Claim>> {
  let book: ClockBook | null = null;
  return changeItem(ctx, CLAIMS, {
    ...step,
    rule: async (before, em) => {
      const changed = await step.rule(before, em);
      if (!changed.ok) return changed;
      const claim = changed.value;
      book = await claimBook(ctx, em, claim);
      const moved = claim.legs.filter((leg) => before.legs.find(({ id }) => id === leg.id)?.state !== leg.state);
      book
        .run(moved.flatMap((leg) => clocksAfter(claim, leg, ctx.now())))
        .run(step.clocks?.(claim, before, book) ?? []);
      return ok({ ...claim, dueAt: dutyDueAt(claim, book.clocks, ctx.now()) ?? claim.dueAt });
    },
    also: async (em, saved) => {
      if (book) await saveBook(handOf(ctx), em, book, saved, CLAIMS.kind);
    },
  });
}
