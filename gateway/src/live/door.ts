import { AppError } from '@quayside/shared/errors';
import { newId } from '@quayside/shared/ids';
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { refuseOperation } from '../access.ts';
import type { Credential } from '../credentials.ts';
import { shownErrors } from '../errors.ts';
import type { Graph } from '../graph.ts';
import type { LiveLimits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { OperationStore, OperationText, PreparedOperation } from '../operations.ts';
import type { LiveHub } from './hub.ts';
import { LiveMember, LiveRefusal } from './member.ts';
import type { Outbox } from './outbox.ts';

export interface LiveDoorDeps {
  readonly graph: Graph;
  readonly operations: OperationStore;
  readonly metrics: Metrics;
  readonly hub: LiveHub;
  readonly limits: LiveLimits;
}

/** One operation on a socket; travels through graphql-ws as its context value. */
export interface SocketOperation {
  readonly operation: PreparedOperation;
  readonly variables: Record<string, unknown>;
  readonly credential: Credential;
  readonly correlationId: string;
  /** As the client named it. */
  readonly id: string;
  readonly outbox: Outbox;
}

/** Who asks, on which socket. */
export interface SocketCaller {
  readonly credential: Credential | undefined;
  readonly outbox: Outbox | undefined;
  /** Operations that run on this socket, with the one that is asked for. */
  readonly running: number;
  /** Bytes that the credential has not read yet, on all its sockets. */
  readonly buffered: number;
}

const UNAVAILABLE = { errors: [{ message: 'The connection is closing.', extensions: { code: 'UNAVAILABLE' } }] };

/** Limits, validation and rights of one subscribe message: what to execute, or what to answer instead. */
export function admitOperation(
  { graph, operations, limits }: LiveDoorDeps,
  { credential, outbox, running, buffered }: SocketCaller,
  id: string,
  payload: OperationText & { readonly variables?: Record<string, unknown> | null | undefined },
): ExecutionArgs | readonly GraphQLError[] {
  const refuse = (errors: readonly unknown[]): readonly GraphQLError[] => {
    // Who reads nothing and is refused on and on would fill the memory with errors.
    if (outbox?.full) outbox.giveUp();
    return shownErrors(errors, newId(), graph.log).map(
      ({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? {} }),
    );
  };
  if (!credential || !outbox) return refuse([new AppError('UNAUTHENTICATED', 'Sign in first.')]);
  const { operationsPerSocket, bufferedPerCredential } = limits;
  if (running > operationsPerSocket)
    return refuse([new AppError('UNAVAILABLE', `One connection carries ${operationsPerSocket} operations at most.`)]);
  if (buffered > bufferedPerCredential) {
    outbox.giveUp();
    return refuse([new AppError('UNAVAILABLE', 'Read first what has been sent to you.')]);
  }
  const prepared = operations.prepare(payload);
  if (!prepared.ok) return refuse(prepared.errors);
  const { operation } = prepared;
  const variables = payload.variables ?? {};
  const contextValue: SocketOperation = { operation, variables, credential, correlationId: newId(), id, outbox };
  return {
    schema: graph.supergraph.apiSchema,
    document: operation.document,
    operationName: operation.operationName ?? null,
    variableValues: variables,
    contextValue,
  };
}

/** A query or mutation over a socket: the same execution as over HTTP, once the socket has room for its answer. */
export async function executeOperation({ graph, metrics }: LiveDoorDeps, asked: SocketOperation) {
  const { operation, variables, credential, correlationId, outbox } = asked;
  const answer = await outbox.answer(async () => {
    const end = metrics.duration.startTimer({ door: 'socket' });
    const made = await graph.execute({ operation, variables, viewer: credential.viewer, correlationId });
    end();
    return made;
  });
  metrics.requests.inc({ door: 'socket', outcome: !answer || answer.errors ? 'refused' : 'ok' });
  return answer ?? UNAVAILABLE;
}

/**
 * Joins the hub. The iterator never yields, because the hub writes to the socket itself; it only ends, or throws a
 * refusal, which graphql-ws turns into an `error` message.
 */
export function subscribeOperation(deps: LiveDoorDeps, asked: SocketOperation): AsyncIterableIterator<never> {
  const done = { done: true, value: undefined } as const;
  const member = new LiveMember(asked.id, asked.outbox);
  let leave = joinHub(deps, asked, member);
  const leaveOnce = (): void => {
    leave();
    leave = () => {};
  };
  return {
    next: () => member.ended.then(() => done).finally(leaveOnce),
    return: async () => {
      member.end();
      leaveOnce();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** @returns leaves the hub. */
function joinHub({ graph, hub, metrics }: LiveDoorDeps, asked: SocketOperation, member: LiveMember): () => void {
  const { operation, variables, credential, correlationId } = asked;
  const { viewer } = credential;
  const refuse = (errors: readonly unknown[]): (() => void) => {
    member.fail(shownErrors(errors, correlationId, graph.log));
    return () => {};
  };
  const refusal = refuseOperation(viewer, operation);
  if (refusal) return refuse([refusal]);
  const faults = graph.variableFaults(operation, variables);
  if (faults) return refuse(faults);
  try {
    const leave = hub.join({ operation, variables, credential }, member);
    metrics.liveSubscriptions.inc();
    return () => {
      leave();
      metrics.liveSubscriptions.dec();
    };
  } catch (error) {
    return refuse([error]);
  }
}

/** Refusals are formatted already; anything else that a source throws is not for the client's eyes as it stands. */
export function wireErrors(deps: LiveDoorDeps, error: GraphQLError): readonly GraphQLFormattedError[] {
  if (error.originalError instanceof LiveRefusal) return error.originalError.errors;
  return error.extensions['code']
    ? [error.toJSON()]
    : shownErrors([error.originalError ?? error], newId(), deps.graph.log);
}
