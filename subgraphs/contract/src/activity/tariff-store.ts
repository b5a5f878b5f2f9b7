import { systemViewer } from '@quayside/shared/identity';
import { type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { ActivityDone } from '../activity-events.ts';
import type { Contract } from '../contract/contract.ts';
import { contractsOfAccounts } from '../contract/store.ts';
import { entitlementBy } from '../entitlement/entitlement.ts';
import type { LogisticsService } from '../events.ts';
import { rateCardsOf } from '../rate/store.ts';
import { openTariff, type Tariff } from '../rating/tariff.ts';
import { fuelPrices } from './store.ts';

const product = systemViewer('charges');

/** The prices that hold for what was done. */
export interface TariffBook {
  /** The tariff of a contract; refused when its cards cannot hold together. */
  tariffOf(contractId: string): Promise<Result<Tariff>>;
  /** The contract that covers what was done: the one that was named, else the one that entitles on the day. */
  contractFor(done: ActivityDone): Promise<Result<Contract>>;
}

const SERVICE: Readonly<Record<ActivityDone['kind'], LogisticsService>> = {
  SHIPPED: 'WAREHOUSING',
  RECEIVED: 'WAREHOUSING',
  STORED: 'WAREHOUSING',
  DELIVERED: 'TRANSPORT',
  MILESTONE: 'TRANSPORT',
};

/** Reads each contract and tariff once, for as long as the transaction takes that rates by them. */
export function openTariffBook(em: EntityManager): TariffBook {
  const tariffs = new Map<string, Promise<Result<Tariff>>>();
  const contracts = new Map<string, Promise<Contract[]>>();
  let fuel: ReturnType<typeof fuelPrices> | null = null;
  const held = (accountId: string): Promise<Contract[]> => {
    const known = contracts.get(accountId) ?? contractsOfAccounts(em, product, [accountId]);
    contracts.set(accountId, known);
    return known;
  };
  return {
    tariffOf: (contractId) => {
      const known = tariffs.get(contractId);
      if (known) return known;
      fuel ??= fuelPrices(em);
      const reading = Promise.all([rateCardsOf(em, product, [contractId]), fuel]).then(([cards, prices]) =>
        openTariff(contractId, cards, prices),
      );
      tariffs.set(contractId, reading);
      return reading;
    },
    contractFor: async (done) => {
      const all = await held(done.accountId);
      const named = all.find(({ id, state }) => id === done.contractId && state !== 'DRAFT');
      if (named) return { ok: true, value: named };
      const service = SERVICE[done.kind];
      const { contract, reason } = entitlementBy(all, service, done.date);
      if (contract) return { ok: true, value: contract };
      return refuse(reason ?? 'NO_CONTRACT', `No contract of the account covers ${service} on ${done.date}.`, {
        fix: 'Activate or extend a contract that does, then rate again.',
      });
    },
  };
}
