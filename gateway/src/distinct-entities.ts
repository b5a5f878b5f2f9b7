import type { SubgraphResponse } from '@quayside/shared/graphql/execute-subgraph';
import type { GraphQLFormattedError } from 'graphql';

/** A fetch of entities in which each is asked for once, and how its answer becomes the one that was asked for. */
export interface DistinctFetch {
  readonly variables: Record<string, unknown>;
  spread(response: SubgraphResponse): SubgraphResponse;
}

/**
 * Twenty shipments of one account name the account twenty times, and the planner asks for all twenty. Null when nothing
 * is named twice.
 */
export function distinctEntities(variables: Readonly<Record<string, unknown>> | undefined): DistinctFetch | null {
  const asked: unknown = variables?.['representations'];
  if (!Array.isArray(asked) || asked.length < 2) return null;
  const places = new Map<string, number>();
  const distinct: unknown[] = [];
  const placeOf = asked.map((representation: unknown) => {
    const key = JSON.stringify(representation);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, distinct.push(representation) - 1);
    return distinct.length - 1;
  });
  if (distinct.length === asked.length) return null;
  return {
    variables: { ...variables, representations: distinct },
    spread: (response) => spreadOver(placeOf, response),
  };
}

function spreadOver(placeOf: readonly number[], response: SubgraphResponse): SubgraphResponse {
  const { data, errors } = response;
  const entities: unknown = data?.['_entities'];
  if (!Array.isArray(entities)) return response;
  // The same object stands in several places: what is merged into it later is the same entity's, so it fits all.
  const spread = { ...data, _entities: placeOf.map((place) => entities[place] as unknown) };
  return errors ? { data: spread, errors: errors.flatMap((error) => errorPlaces(error, placeOf)) } : { data: spread };
}

/** An error of one entity is an error wherever the entity stands. */
function errorPlaces(error: GraphQLFormattedError, placeOf: readonly number[]): GraphQLFormattedError[] {
  const [root, place, ...rest] = error.path ?? [];
  if (root !== '_entities' || typeof place !== 'number') return [error];
  return placeOf.flatMap((one, index) => (one === place ? [{ ...error, path: [root, index, ...rest] }] : []));
}
