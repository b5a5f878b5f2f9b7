import { operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { Viewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import { type GraphQLFormattedError, getVariableValues } from 'graphql';
import { refuseOperation } from './access.ts';
import { distinctEntities } from './distinct-entities.ts';
import { shownErrors } from './errors.ts';
import type { PreparedOperation } from './operations.ts';
import type { SubgraphLink } from './subgraph-link.ts';
import type { LoadedSupergraph } from './supergraph.ts';

/** An answer as it leaves the gateway: errors are formatted, masked and trimmed. */
export interface GraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
}

export interface GraphRequest {
  readonly operation: PreparedOperation;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
  readonly correlationId: string;
  /** A machine of ours asks: the subgraph checks the variables anyway, so here they are only looked at after a failure. */
  readonly machine?: boolean;
}

/** Apollo's name for "something that can answer a fetch". Its generic request context stays behind this adapter. */
type ServiceMap = Parameters<typeof executeQueryPlan>[1];
type ApolloContext = Parameters<typeof executeQueryPlan>[2];
type OperationContext = Parameters<typeof executeQueryPlan>[3];

interface Planned {
  readonly plan: QueryPlan;
  readonly context: OperationContext;
}

export type SubgraphLinks = ReadonlyMap<string, SubgraphLink>;

/**
 * The one file that knows how Apollo plans and executes. `executeQueryPlan` and `buildOperationContext` are exported
 * but not promised, so the versions are pinned and the contract is tested here.
 */
export class Graph {
  readonly supergraph: LoadedSupergraph;
  readonly links: SubgraphLinks;
  readonly log: Log;
  readonly #services: ServiceMap;
  /** Plans live as long as the operation store keeps the operation. */
  readonly #planned = new WeakMap<PreparedOperation, Planned>();

  constructor(supergraph: LoadedSupergraph, links: readonly SubgraphLink[], log: Log) {
    this.supergraph = supergraph;
    this.links = new Map(links.map((link) => [link.name, link]));
    this.log = log;
    this.#services = Object.fromEntries(links.map((link) => [link.name, dataSource(link)]));
  }

  /** Plans (once) and runs a query or mutation. Never throws for what a client can cause. */
  async execute(request: GraphRequest): Promise<GraphAnswer> {
    const { operation, variables, viewer, correlationId } = request;
    const refusal = refuseOperation(viewer, operation);
    if (refusal) return { errors: shownErrors([refusal], correlationId, this.log) };
    const explained = (): GraphAnswer | null => {
      const faults = this.variableFaults(operation, variables);
      return faults && { errors: shownErrors(faults, correlationId, this.log) };
    };
    const refused = request.machine ? null : explained();
    if (refused) return refused;
    try {
      const planned = this.#plan(operation);
      const answer = await this.#run(planned.plan, planned.context, this.#services, request);
      return (request.machine && answer.errors && explained()) || answer;
    } catch (error) {
      return { errors: shownErrors([error], correlationId, this.log) };
    }
  }

  /** What is wrong with the values of the operation's variables, if anything. */
  variableFaults(operation: PreparedOperation, variables: Record<string, unknown>): readonly Error[] | null {
    const definitions = operation.node.variableDefinitions;
    if (!definitions || definitions.length === 0) return null;
    const { errors } = getVariableValues(this.supergraph.apiSchema, definitions, variables, { maxErrors: 10 });
    return errors ?? null;
  }

  /** The planner's plan of an operation, of any kind. */
  planOf(operation: PreparedOperation): Planned {
    return this.#plan(operation);
  }

  /** Runs a plan whose first fetch is answered by `event` instead of a subgraph: one update of a subscription. */
  runOnEvent(plan: QueryPlan, eventService: string, event: object, request: GraphRequest): Promise<GraphAnswer> {
    const services: ServiceMap = { ...this.#services, [eventService]: { process: async () => event } };
    return this.#run(plan, this.#plan(request.operation).context, services, request);
  }

  async #run(
    plan: QueryPlan,
    context: OperationContext,
    services: ServiceMap,
    request: GraphRequest,
  ): Promise<GraphAnswer> {
    const { variables, viewer, correlationId, operation } = request;
    const requestContext = {
      request: { query: operation.text, operationName: operation.operationName, variables },
      context: { viewer, correlationId } satisfies FetchContext,
      metrics: {},
      logger: this.log,
    } as unknown as ApolloContext;
    const { supergraphSchema, api } = this.supergraph;
    const result = await executeQueryPlan(plan, services, requestContext, context, supergraphSchema, api);
    const errors = shownErrors(result.errors ?? [], correlationId, this.log);
    // Apollo reports a missing value behind a non-null field as an extension only; a client must see it as an error.
    errors.push(...incomplete(result.extensions, correlationId));
    const data = result.data as Record<string, unknown> | null | undefined;
    if (errors.length === 0) return { data: data ?? null };
    return data === undefined ? { errors } : { errors, data };
  }

  #plan(operation: PreparedOperation): Planned {
    const known = this.#planned.get(operation);
    if (known) return known;
    const { api, planner, apiSchema } = this.supergraph;
    const { document, operationName } = operation;
    const name = operationName === undefined ? {} : { operationName };
    const planned = {
      plan: planner.buildQueryPlan(operationFromDocument(api, document, name)),
      context: buildOperationContext({ schema: apiSchema, operationDocument: document, ...name }),
    };
    this.#planned.set(operation, planned);
    return planned;
  }
}

interface FetchContext {
  readonly viewer: Viewer;
  readonly correlationId: string;
}

function dataSource(link: SubgraphLink): ServiceMap[string] {
  return {
    process: async (options) => {
      const { viewer, correlationId } = options.context as FetchContext;
      const { query, operationName, variables } = options.request;
      const document = 'document' in options ? options.document : undefined;
      const distinct = distinctEntities(variables);
      const request = { text: query ?? '', document, operationName, variables: distinct?.variables ?? variables };
      const answer = await link.execute(request, viewer, correlationId);
      const response = distinct ? distinct.spread(answer) : answer;
      return response as Awaited<ReturnType<ServiceMap[string]['process']>>;
    },
  };
}

function incomplete(extensions: Record<string, unknown> | undefined, correlationId: string): GraphQLFormattedError[] {
  const missing = extensions?.['valueCompletion'] as readonly GraphQLFormattedError[] | undefined;
  return (missing ?? []).map(({ path }) => ({
    message: 'A part of the answer was not found.',
    ...(path ? { path } : {}),
    extensions: { code: 'NOT_FOUND', correlationId },
  }));
}
