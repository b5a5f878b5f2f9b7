import { useState } from 'react';
import { useClient } from 'urql';
import {
  type AddRateCardInput,
  type RateCardFactsFragment,
  SimulateTariffDocument,
  type SimulateTariffInput,
  type SimulationFactsFragment,
} from '../../generated/operations.ts';
import { faultOf, type Objection } from '../../graph/use-command.ts';

/** Asks what a period would have cost. A question, not a command: nothing is kept of it. */
export function useSimulation() {
  const client = useClient();
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<SimulationFactsFragment | null>(null);
  const [objection, setObjection] = useState<Objection | null>(null);
  const run = async (input: SimulateTariffInput): Promise<void> => {
    setRunning(true);
    setObjection(null);
    const { data, error } = await client
      .query(SimulateTariffDocument, { input }, { requestPolicy: 'network-only' })
      .toPromise();
    setRunning(false);
    const answer = data?.simulateTariff;
    setResult(answer?.__typename === 'TariffSimulation' ? answer : null);
    if (error) setObjection(faultOf(error));
    else if (answer?.__typename === 'Refusal') setObjection(answer);
  };
  return { run, running, result, objection };
}

/** A card to rate a past period by, its prices changed by so many percent and held for the whole period. */
export function cardAsInput(
  card: RateCardFactsFragment,
  { contractId, from, percent }: { readonly contractId: string; readonly from: string; readonly percent: number },
): AddRateCardInput {
  const changed = (minor: number): number => Math.round(minor * (1 + percent / 100));
  return {
    ...{ contractId, name: card.name, currency: card.currency, validFrom: from, validTo: null },
    zones: card.zones.map(({ code, places }) => ({ code, places: [...places] })),
    fuel: card.fuel
      ? {
          index: card.fuel.index,
          steps: card.fuel.steps.map(({ fromMilli, basisPoints }) => ({ fromMilli, basisPoints })),
        }
      : null,
    lines: card.lines.map(({ service, per, origin, destination, charge, code, free, rate, minimum, breaks }) => ({
      ...{ service, per, origin, destination, charge, code, free },
      rateMinor: changed(rate.amountMinor),
      minimumMinor: minimum ? changed(minimum.amountMinor) : null,
      breaks: breaks.map((one) => ({ from: one.from, rateMinor: changed(one.rate.amountMinor) })),
    })),
  };
}

/** The whole month before this one. */
export function lastMonth(now = new Date()): { readonly from: string; readonly to: string } {
  const day = (month: number, date: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, date)).toISOString().slice(0, 10);
  return { from: day(-1, 1), to: day(0, 0) };
}
