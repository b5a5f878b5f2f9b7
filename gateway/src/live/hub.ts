import { createHash } from 'node:crypto';
import { scopeKey, sharedViewer, type Viewer } from '@quayside/shared/identity';
import type { Graph } from '../graph.ts';
import type { PreparedOperation } from '../operations.ts';
import { groupVariables, resumeOf } from './cursor.ts';
import { LiveGroup } from './group.ts';
import type { LiveMember } from './member.ts';
import { type LivePlan, planSubscription } from './plan.ts';

/** One subscription that a client asks for. */
export interface LiveRequest {
  readonly operation: PreparedOperation;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
}

/**
 * Brings subscribers together that asked the same with the same rights. The scope of the viewer is part of the key and
 * a group works with the shared viewer, so nothing can pass from one scope, or one person, to another.
 */
export class LiveHub {
  readonly #graph: Graph;
  readonly #onEvent: () => void;
  readonly #groups = new Map<string, LiveGroup>();
  readonly #plans = new WeakMap<PreparedOperation, LivePlan>();

  /** @param onEvent called once for each event that a group executes. */
  constructor(graph: Graph, onEvent: () => void) {
    this.#graph = graph;
    this.#onEvent = onEvent;
  }

  get groups(): number {
    return this.#groups.size;
  }

  /**
   * Joins the group of the request, making it if need be. The member learns of updates, refusals and the end by itself.
   * @returns leaves the group; the last one out stops its source.
   * @throws AppError when the cursor is not one of this subscription.
   */
  join(request: LiveRequest, member: LiveMember): () => void {
    const plan = this.#plan(request.operation);
    const resume = resumeOf(plan, request.variables);
    const variables = groupVariables(plan, request.variables);
    const key = groupKey(request, variables);
    const group = this.#groups.get(key) ?? this.#open(key, plan, request, variables);
    void group.join(member, resume);
    return () => {
      if (group.leave(member) > 0) return;
      group.stop();
      if (this.#groups.get(key) === group) this.#groups.delete(key);
    };
  }

  stop(): void {
    for (const group of this.#groups.values()) group.stop();
    this.#groups.clear();
  }

  #open(key: string, plan: LivePlan, request: LiveRequest, variables: Record<string, unknown>): LiveGroup {
    const { operation, viewer } = request;
    const subject = { graph: this.#graph, plan, operation, variables, viewer: sharedViewer(viewer) };
    const group = new LiveGroup(subject, this.#onEvent);
    this.#groups.set(key, group);
    return group;
  }

  #plan(operation: PreparedOperation): LivePlan {
    const known = this.#plans.get(operation);
    if (known) return known;
    const plan = planSubscription(this.#graph, operation);
    this.#plans.set(operation, plan);
    return plan;
  }
}

function groupKey({ operation, viewer }: LiveRequest, variables: Record<string, unknown>): string {
  const parts = [scopeKey(viewer), operation.text, operation.operationName ?? '', canonical(variables)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** JSON with sorted keys: the order in which a client writes its variables means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
