import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { rateUnrated } from '../activity/commands.ts';
import type { AgreedChange } from '../agreed-change/agreed-change.ts';
import { changesToCome } from '../agreed-change/store.ts';
import { currencyFault } from '../contract/catalogue.ts';
import { changeContract } from '../contract/commands.ts';
import type { Contract } from '../contract/contract.ts';
import { mayManageContracts } from '../contract/policy.ts';
import { findContract, lockContract } from '../contract/store.ts';
import { CONTRACT_AMENDED } from '../events.ts';
import { coverageFault, coverageFaults } from '../rating/coverage.ts';
import { openTariff } from '../rating/tariff.ts';
import type { AddRateCard } from './card-input.ts';
import { changesOf, endBefore, type LineChange, type OtherPrice, otherPrices, withReplaced } from './changes.ts';
import { cardFaults, checkRateCard } from './faults.ts';
import type { CardFault, RateCard } from './rate.ts';
import { endRateCard, findRateCards, insertRateCard, rateCardsOf } from './store.ts';

/**
 * A rate card is part of what was agreed: adding one makes the next version of the contract.
 * @param replaces id of the card that this one is the next version of; it ends the day before
 */
export async function addRateCard(
  ctx: CommandContext,
  input: AddRateCard,
  replaces: string | null = null,
): Promise<Result<Contract>> {
  const card = toRateCard(input);
  return ctx.db.write(async (em) => {
    // Whoever adds a card at the same moment looks at the cards after this one is there.
    await lockContract(em, card.contractId);
    const known = await rateCardsOf(em, ctx.viewer, [card.contractId]);
    const before = known.find(({ id }) => id === replaces);
    const toCome = await changesToCome(em, ctx.viewer, [card.contractId]);
    return changeContract(ctx, card.contractId, {
      rule: (contract) => {
        if (contract.state === 'TERMINATED') return terminated(contract);
        const others = withReplaced(known, card, replaces);
        if (!others.ok) return others;
        return agreedCurrencyFault(card, toCome) ?? cardFault(others.value, card, contract, contract.validTo);
      },
      event: CONTRACT_AMENDED,
      reason: `Rate card: ${card.name}`,
      also: async (inside) => {
        if (before) await endRateCard(inside, before.id, endBefore(before, card));
        await insertRateCard(inside, card, ctx.now());
        await rateUnrated(inside, ctx, { contractId: card.contractId });
      },
    });
  });
}

/** What a card would be refused for, and what it would change. */
export interface CardPreview {
  readonly faults: readonly CardFault[];
  readonly changes: readonly LineChange[];
  readonly others: readonly OtherPrice[];
}

/** Looks at a card as `addRateCard` would, at all of its lines at once, and keeps nothing. */
export async function previewCard(
  ctx: CommandContext,
  input: AddRateCard,
  replaces: string | null,
): Promise<CardPreview> {
  if (!mayManageContracts(ctx.viewer)) throw forbidden('write rate cards');
  const card = toRateCard(input);
  return ctx.db.read(async (em) => {
    const contract = await findContract(em, ctx.viewer, card.contractId);
    if (!contract) throw notFound('The contract');
    const known = await rateCardsOf(em, ctx.viewer, [card.contractId]);
    const replaced = withReplaced(known, card, replaces);
    const others = replaced.ok ? replaced.value : known;
    const opened = openTariff(card.contractId, [...others, card], []);
    const toCome = await changesToCome(em, ctx.viewer, [card.contractId]);
    const mixed = opened.ok
      ? (currencyFault(contract.catalogue, [card], 'currency') ?? agreedCurrencyFault(card, toCome))
      : null;
    const ended = contract.state === 'TERMINATED' ? terminated(contract) : ok(contract);
    const whole = [replaced, opened, mixed ?? ok(contract), ended];
    return {
      faults: [
        ...cardFaults(card),
        ...whole.flatMap((one) => (one.ok ? [] : [{ line: null, refusal: one.refusal }])),
        // Without knowing which card it follows every line would be told to overlap.
        ...(replaced.ok ? coverageFaults(others, card, contract.validTo) : []),
      ],
      changes: changesOf(known, card),
      others: otherPrices(others, card),
    };
  });
}

/** Why a card cannot stand beside prices that are agreed already for one of its days; null when it can. */
function agreedCurrencyFault(card: RateCard, toCome: readonly AgreedChange[]): Result<never> | null {
  const meeting = toCome.filter(({ beginsOn }) => card.validTo === null || beginsOn <= card.validTo);
  return currencyFault(
    meeting.flatMap(({ change }) => change.catalogue ?? []),
    [card],
    'currency',
  );
}

/** @param needed the last day on which there must be a price; null where a person ends one on purpose */
function cardFault(
  known: readonly RateCard[],
  card: RateCard,
  contract: Contract,
  needed: string | null,
): Result<Contract> {
  const checked = checkRateCard(card);
  if (!checked.ok) return checked;
  const opened = openTariff(card.contractId, [...known, card], []);
  const mixed = currencyFault(contract.catalogue, [card], 'currency');
  return mixed ?? coverageFault(known, card, needed) ?? (opened.ok ? ok(contract) : opened);
}

const terminated = ({ number }: Contract): Result<never> =>
  refuse('CONTRACT_STATE', `Contract ${number} is terminated.`, { fix: 'Choose a contract that is in force.' });

/** Ends a card on a day, so that another one may begin on the next. */
export async function endCard(ctx: CommandContext, id: string, validTo: string): Promise<Result<Contract>> {
  return ctx.db.write(async (em) => {
    const [card] = await findRateCards(em, ctx.viewer, [id]);
    if (!card) throw notFound('The rate card');
    await lockContract(em, card.contractId);
    const others = (await rateCardsOf(em, ctx.viewer, [card.contractId])).filter((one) => one.id !== id);
    return changeContract(ctx, card.contractId, {
      rule: (contract) =>
        contract.state === 'TERMINATED'
          ? terminated(contract)
          : cardFault(others, { ...card, validTo }, contract, null),
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
