import type { ContractTerms } from '@quayside/contract/events';
import { inWords, money } from '@quayside/shared/money';
import type { RegimeId } from '../clock/regime.ts';
import { REGIMES } from '../clock/regimes.ts';
import type { ShipmentEntry } from '../directory/directory.ts';
import type { ClaimLeg, ClaimLine, Dossier } from './claim.ts';

/** The regime of that name; a contract without one that we know leaves it to the contract. */
export const toRegime = (name: string): RegimeId => REGIMES.find(({ id }) => id === name)?.id ?? 'warehouse';

/** What decides the legs of a claim. */
export interface LegFacts {
  readonly shipment: Pick<ShipmentEntry, 'carrierScac'>;
  /** The contract that the shipment ran under, where one is known. */
  readonly terms: Pick<ContractTerms, 'regime'> | null;
  readonly claimant: string;
  readonly overcharge: boolean;
  readonly newId: () => string;
}

/** The customer's leg under the contract's regime, and ours against the carrier where there is one. */
export function legsOf({ shipment, terms, claimant, overcharge, newId }: LegFacts): ClaimLeg[] {
  const byCarriage: RegimeId = shipment.carrierScac ? 'us-motor' : 'warehouse';
  const own = toRegime(terms?.regime ?? byCarriage);
  const leg = (kind: ClaimLeg['kind'], counterpart: string, regime: RegimeId): ClaimLeg => ({
    ...{ id: newId(), kind, counterpart, decidedAmount: null, reference: null },
    // A bill that was too high is another matter than goods that were damaged, with a statute of its own.
    regime: overcharge && regime === 'us-motor' ? 'us-overcharge' : regime,
    state: kind === 'CUSTOMER_TO_3PL' ? 'FILED' : 'DRAFT',
  });
  const customer = leg('CUSTOMER_TO_3PL', claimant, own);
  // A carrier with a SCAC is a US motor carrier, unless the contract places the carriage under another regime.
  const carriage = own === 'warehouse' ? byCarriage : own;
  return shipment.carrierScac ? [customer, leg('THREE_PL_TO_CARRIER', shipment.carrierScac, carriage)] : [customer];
}

/** The most that the contract owes for these lines; null where it sets no limit. Another currency is not converted. */
export function limitFor(
  terms: Pick<ContractTerms, 'number' | 'limitPerKilogram' | 'limitPerShipment'> | null,
  lines: readonly Pick<ClaimLine, 'weightGrams' | 'cause'>[],
  currency: string,
): Dossier['limit'] {
  const perKilogram = terms?.limitPerKilogram ?? null;
  const perShipment = terms?.limitPerShipment ?? null;
  if (!terms || (!perKilogram && !perShipment)) return null;
  const foreign = [perKilogram, perShipment].find((limit) => limit && limit.currency !== currency);
  if (foreign) {
    const words = `Contract ${terms.number} limits liability in ${foreign.currency}; the claim is in ${currency}.`;
    return { amount: null, words, contract: terms.number, perKilogram, perShipment };
  }
  const grams = lines.every((line) => line.weightGrams)
    ? lines.reduce((sum, line) => sum + (line.weightGrams ?? 0), 0)
    : null;
  const byWeight = perKilogram && grams !== null ? Math.floor((perKilogram.amountMinor * grams) / 1000) : null;
  const limits = [byWeight, perShipment?.amountMinor ?? null].filter((limit) => limit !== null);
  const parts = [
    perKilogram &&
      `${inWords(perKilogram)} per kilogram${grams === null ? ' (weight not stated)' : ` × ${grams / 1000} kg`}`,
    perShipment && `${inWords(perShipment)} per shipment`,
  ].filter((part) => part !== null);
  const words = `Contract ${terms.number}: ${parts.join('; ')}.`;
  const amount = limits.length > 0 ? money(Math.min(...limits), currency) : null;
  return { amount, words, contract: terms.number, perKilogram, perShipment };
}
