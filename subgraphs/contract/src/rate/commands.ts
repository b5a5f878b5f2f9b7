import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { money } from '@quayside/shared/money';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { changeContract } from '../contract/commands.ts';
import type { Contract } from '../contract/contract.ts';
import { CONTRACT_AMENDED, type LogisticsService } from '../events.ts';
import { checkRateCard, type RateCard } from './rate.ts';
import { insertRateCard } from './store.ts';

/** A rate card as it is handed in: amounts in minor units of its one currency. */
export interface AddRateCard {
  readonly contractId: string;
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly lines: readonly {
    readonly service: LogisticsService;
    readonly per: string;
    readonly origin: string | null;
    readonly destination: string | null;
    readonly rateMinor: number;
    readonly minimumMinor: number | null;
  }[];
}

/** A rate card is part of what was agreed: adding one makes the next version of the contract. */
export function addRateCard(ctx: CommandContext, input: AddRateCard): Promise<Result<Contract>> {
  const card = toRateCard(input);
  return changeContract(ctx, card.contractId, {
    rule: (contract) => {
      if (contract.state === 'TERMINATED') {
        return refuse('CONTRACT_STATE', `Contract ${contract.number} is terminated.`);
      }
      const checked = checkRateCard(card);
      return checked.ok ? ok(contract) : checked;
    },
    event: CONTRACT_AMENDED,
    reason: `Rate card: ${card.name}`,
    also: (em) => insertRateCard(em, card, ctx.now()),
  });
}

function toRateCard({ lines, ...card }: AddRateCard): RateCard {
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
