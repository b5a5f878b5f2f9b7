import { reachesAccount } from '@quayside/shared/db/reach';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Refusal, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { openTariffBook, type TariffBook } from '../activity/tariff-store.ts';
import type { Contract } from '../contract/contract.ts';
import { contractsOfAccounts } from '../contract/store.ts';
import { type Entitlement, entitlementBy } from '../entitlement/entitlement.ts';
import type { LogisticsService } from '../events.ts';
import { type Deed, rate } from '../rating/rating.ts';
import { deedsOf, type LookedUpCharge, listed, type PriceQuestion, questionFault } from './lookup.ts';

/** What one service would cost, and by which contract; refused where there is no price or no right. */
export interface ServicePrice {
  readonly service: LogisticsService;
  readonly entitlement: Entitlement;
  readonly charges: readonly LookedUpCharge[];
  readonly refusal: Refusal | null;
}

/** The answer to a question; nothing is kept of it. */
export interface PriceAnswer {
  readonly date: string;
  readonly services: readonly ServicePrice[];
}

/**
 * Prices what somebody thinks of ordering by the very rules that will charge it, contract by contract, and says for each
 * service whether it may be had. Only reads.
 * @throws AppError NOT_FOUND when the account is not in the viewer's reach.
 */
export async function lookUpPrice(
  ctx: Pick<CommandContext, 'db' | 'viewer'>,
  question: PriceQuestion,
): Promise<Result<PriceAnswer>> {
  if (ctx.viewer.kind === 'link') throw forbidden('look up prices');
  const fault = questionFault(question);
  if (fault) return fault;
  return ctx.db.read(async (em) => {
    if (!(await reachesAccount(em, ctx.viewer, question.accountId))) throw notFound('The account');
    const contracts = await contractsOfAccounts(em, ctx.viewer, [question.accountId]);
    return ok({ date: question.date, services: await servicesOf(em, contracts, question) });
  });
}

async function servicesOf(
  em: EntityManager,
  contracts: readonly Contract[],
  question: PriceQuestion,
): Promise<ServicePrice[]> {
  const book = openTariffBook(em);
  const prices: ServicePrice[] = [];
  const entitled = (service: LogisticsService) => entitlementBy(contracts, service, question.date);
  for (const { service, deed } of deedsOf(question)) {
    const entitlement = entitled(service);
    prices.push({ service, entitlement, ...(await moved(book, entitlement, deed)) });
  }
  // The promise is priced with the move; whether it may be given is a right of its own.
  if (question.guaranteed) {
    const entitlement = entitled('GUARANTEED_DELIVERY');
    prices.push({ service: 'GUARANTEED_DELIVERY', entitlement, charges: [], refusal: null });
  }
  for (const { service, quantity } of question.services) {
    const entitlement = entitled(service);
    const price = entitlement.contract && listed(entitlement.contract.catalogue, service, quantity);
    prices.push({
      ...{ service, entitlement },
      charges: price?.ok ? [price.value] : [],
      refusal: price && !price.ok ? price.refusal : null,
    });
  }
  return prices;
}

async function moved(
  book: TariffBook,
  { contract }: Entitlement,
  deed: Deed,
): Promise<Pick<ServicePrice, 'charges' | 'refusal'>> {
  if (!contract) return { charges: [], refusal: null };
  const tariff = await book.tariffOf(contract.id);
  const rated = tariff.ok ? rate(tariff.value, { ...deed, contractId: contract.id }) : tariff;
  return rated.ok ? { charges: rated.value, refusal: null } : { charges: [], refusal: rated.refusal };
}
