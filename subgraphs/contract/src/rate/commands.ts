import { notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { rateUnrated } from '../activity/commands.ts';
import { changeContract } from '../contract/commands.ts';
import type { Contract } from '../contract/contract.ts';
import { CONTRACT_AMENDED } from '../events.ts';
import { coverageFault } from '../rating/coverage.ts';
import { openTariff } from '../rating/tariff.ts';
import type { AddRateCard } from './card-input.ts';
import { checkRateCard, type RateCard } from './rate.ts';
import { endRateCard, findRateCards, insertRateCard, rateCardsOf } from './store.ts';

/** A rate card is part of what was agreed: adding one makes the next version of the contract. */
export async function addRateCard(ctx: CommandContext, input: AddRateCard): Promise<Result<Contract>> {
  const card = toRateCard(input);
  return ctx.db.write(async (em) => {
    const known = await rateCardsOf(em, ctx.viewer, [card.contractId]);
    return changeContract(ctx, card.contractId, {
      rule: (contract) => (contract.state === 'TERMINATED' ? terminated(contract) : cardFault(known, card, contract)),
      event: CONTRACT_AMENDED,
      reason: `Rate card: ${card.name}`,
      also: async (inside) => {
        await insertRateCard(inside, card, ctx.now());
        await rateUnrated(inside, ctx, { contractId: card.contractId });
      },
    });
  });
}

function cardFault(known: readonly RateCard[], card: RateCard, contract: Contract): Result<Contract> {
  const checked = checkRateCard(card);
  if (!checked.ok) return checked;
  const opened = openTariff(card.contractId, [...known, card], []);
  return coverageFault(known, card) ?? (opened.ok ? ok(contract) : opened);
}

const terminated = ({ number }: Contract): Result<never> =>
  refuse('CONTRACT_STATE', `Contract ${number} is terminated.`);

/** Ends a card on a day, so that another one may begin on the next. */
export async function endCard(ctx: CommandContext, id: string, validTo: string): Promise<Result<Contract>> {
  return ctx.db.write(async (em) => {
    const [card] = await findRateCards(em, ctx.viewer, [id]);
    if (!card) throw notFound('The rate card');
    const others = (await rateCardsOf(em, ctx.viewer, [card.contractId])).filter((one) => one.id !== id);
    return changeContract(ctx, card.contractId, {
      rule: (contract) =>
        contract.state === 'TERMINATED' ? terminated(contract) : cardFault(others, { ...card, validTo }, contract),
      event: CONTRACT_AMENDED,
      reason: `Rate card ends on ${validTo}: ${card.name}`,
      also: (inside) => endRateCard(inside, id, validTo),
    });
  });
}

/** The card that an input describes, with ids of its own. */
export function toRateCard({ lines, ...card }: AddRateCard): RateCard {
  const { currency } = card;
  return {
    ...card,
    id: newId(),
    lines: lines.map(({ rateMinor, minimumMinor, ...line }) => ({
      ...line,
      id: newId(),
      rate: money(rateMinor, currency),
      minimum: minimumMinor === null ? null : money(minimumMinor, currency),
    })),
  };
}
