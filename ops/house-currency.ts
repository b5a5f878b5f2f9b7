import { executeSubgraph } from '@quayside/shared/graphql/execute-subgraph';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer } from '@quayside/shared/identity';
import { parse } from 'graphql';

const READ = parse('{ valueSettings { version currency exchange { currency from rate } } }');
const CHANGE = parse(`mutation($input: ChangeValueSettingsInput!) { changeValueSettings(input: $input) { __typename
  ... on ValueSettings { version currency exchange { currency from rate } } ... on Refusal { message fix } } }`);

/** What the house counts in, with the rates into it. */
export interface House {
  readonly version: number;
  readonly currency: string;
  readonly exchange: readonly { readonly currency: string; readonly from: string | null; readonly rate: number }[];
}

type Changed =
  | ({ readonly __typename: 'ValueSettings' } & House)
  | { __typename: 'Refusal'; message: string; fix?: string };

async function ask<Value>(
  customer: Subgraph,
  document: typeof READ,
  variables: Record<string, unknown>,
): Promise<Value> {
  const response = await executeSubgraph(customer, systemViewer('Administration'), { document, variables }, 'currency');
  const [error] = response.errors ?? [];
  if (error) throw new Error(error.message);
  return Object.values(response.data ?? {})[0] as Value;
}

/** What holds now. */
export const houseOf = (customer: Subgraph): Promise<House> => ask<House>(customer, READ, {});

/**
 * Chooses the house currency as long as nobody has changed any setting: what was chosen since outlives every start that
 * names the first one. @returns what holds
 * @throws Error with the words of the refusal.
 */
export async function chooseFirstCurrency(customer: Subgraph, currency: string): Promise<House> {
  const house = await houseOf(customer);
  return house.version > 0 ? house : chooseCurrency(customer, currency, null);
}

/**
 * Chooses the house currency; the one that holds already is chosen again without a word.
 * @param rate units of it for one of the present currency; needed once something is booked.
 * @throws Error with the words of the refusal.
 */
export async function chooseCurrency(customer: Subgraph, currency: string, rate: number | null): Promise<House> {
  const house = await houseOf(customer);
  if (house.currency === currency) return house;
  const input = { version: house.version, currency, ...(rate === null ? {} : { currencyRate: rate }) };
  const changed = await ask<Changed>(customer, CHANGE, { input });
  if (changed.__typename === 'Refusal') throw new Error([changed.message, changed.fix].filter(Boolean).join(' '));
  const { __typename: _, ...after } = changed;
  return after;
}
