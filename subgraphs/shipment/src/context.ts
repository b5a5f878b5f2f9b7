import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { Loaders } from './loaders.ts';

/** What resolvers of this subgraph get. */
export interface ShipmentContext extends SubgraphContext {
  readonly loaders: Loaders;
}
