import { createHash } from 'node:crypto';
import { BoundedCache } from '@quayside/shared/bounded-cache';
import { accountOf, scopeKey, sharedViewer, type Viewer } from '@quayside/shared/identity';
import type { Credential } from '../credentials.ts';
import type { Graph } from '../graph.ts';
import { type LiveLimits, tooMany } from '../limits.ts';
import type { PreparedOperation } from '../operations.ts';
import { groupVariables, resumeOf } from './cursor.ts';
import { LiveGroup } from './group.ts';
import { Holdings } from './holdings.ts';
import type { LiveMember } from './member.ts';
import { type NormalOperation, normalOf, normalVariables } from './normal.ts';
import { type LivePlan, planSubscription } from './plan.ts';
import type { ReplayQueue } from './replay.ts';
import { Turns } from './turns.ts';

/** One subscription that a client asks for. */
export interface LiveRequest {
  readonly operation: PreparedOperation;
  readonly variables: Record<string, unknown>;
  readonly credential: Credential;
}

interface Planned {
  readonly plan: LivePlan;
  /** The operation that was planned: all that ask the same run as this one. */
  readonly operation: PreparedOperation;
}

const PLANS = 500;

/**
 * Brings subscribers together that asked the same with the same rights. The scope of the viewer is part of the key and
 * a group works with the shared viewer, so nothing can pass from one scope, or one person, to another. A stream that is
 * one person's has a group of its own.
 */
export class LiveHub {
  readonly #graph: Graph;
  readonly #limits: LiveLimits;
  readonly #onEvent: () => void;
  readonly #replays: ReplayQueue;
  readonly #groups = new Map<string, LiveGroup>();
  /** Groups by credential, and by account with all its credentials. */
  readonly #ofCredentials = new Holdings();
  readonly #ofAccounts = new Holdings();
  readonly #normals = new WeakMap<PreparedOperation, NormalOperation>();
  readonly #plans = new BoundedCache<string, Planned>(PLANS);

  /** @param onEvent called once for each event that a group executes. */
  constructor(graph: Graph, limits: LiveLimits, onEvent: () => void) {
    this.#graph = graph;
    this.#limits = limits;
    this.#onEvent = onEvent;
    this.#replays = {
      rounds: new Turns(Number.POSITIVE_INFINITY, limits.replaysPerCredential),
      turns: new Turns(limits.replays, limits.replaysPerCredential),
    };
  }

  get groups(): number {
    return this.#groups.size;
  }

  /**
   * Joins the group of the request, making it if need be. The member learns of updates, refusals and the end by itself.
   * @returns leaves the group; the last one out stops its source.
   * @throws AppError when the cursor is not one of this subscription; a GraphQLError LIMIT_EXCEEDED for too many groups.
   */
  join({ operation, variables, credential }: LiveRequest, member: LiveMember): () => void {
    const normal = this.#normal(operation);
    const planned = this.#plan(normal, operation);
    const place = normal.cursor ?? planned.plan;
    const resume = resumeOf(planned.plan.owner, place, variables);
    const own = groupVariables(place, variables);
    const values = normalVariables(operation, this.#graph.supergraph.apiSchema, variables, place.cursorVariable);
    const viewer = groupViewer(planned.plan, credential.viewer);
    const key = groupKey(viewer, normal.text, values);
    this.#demandRoom(credential, key);
    const known = this.#groups.get(key);
    const group = known && !known.stopped ? known : this.#open(key, planned, own, viewer);
    const free = this.#hold(credential, key);
    void group.join(member, resume, credential.hash);
    return () => {
      free();
      if (group.leave(member) > 0) return;
      group.stop();
      if (this.#groups.get(key) === group) this.#groups.delete(key);
    };
  }

  stop(): void {
    for (const group of this.#groups.values()) group.stop();
    this.#groups.clear();
  }

  #open(key: string, { plan, operation }: Planned, variables: Record<string, unknown>, viewer: Viewer): LiveGroup {
    const subject = { graph: this.#graph, plan, operation, variables, viewer };
    const group = new LiveGroup(subject, this.#replays, this.#onEvent);
    this.#groups.set(key, group);
    return group;
  }

  /** Each group costs an execution per event, however many listen: who shares one pays nothing for it. */
  #demandRoom({ hash, kind, viewer }: Credential, key: string): void {
    const { groupsPerCredential, groupsPerAccount } = this.#limits;
    const allowed = groupsPerCredential[kind];
    if (this.#ofCredentials.with(hash, key) > allowed) throw tooMany('different subscriptions', allowed);
    const account = accountOf(viewer);
    if (account !== null && this.#ofAccounts.with(account, key) > groupsPerAccount)
      throw tooMany('different subscriptions of one account', groupsPerAccount);
  }

  /** @returns gives it back. */
  #hold({ hash, viewer }: Credential, key: string): () => void {
    const account = accountOf(viewer);
    this.#ofCredentials.take(hash, key);
    if (account !== null) this.#ofAccounts.take(account, key);
    return () => {
      this.#ofCredentials.give(hash, key);
      if (account !== null) this.#ofAccounts.give(account, key);
    };
  }

  #normal(operation: PreparedOperation): NormalOperation {
    const known = this.#normals.get(operation);
    if (known) return known;
    const normal = normalOf(operation);
    this.#normals.set(operation, normal);
    return normal;
  }

  #plan({ text }: NormalOperation, operation: PreparedOperation): Planned {
    const known = this.#plans.get(text);
    if (known) return known;
    const planned = { plan: planSubscription(this.#graph, operation), operation };
    this.#plans.set(text, planned);
    return planned;
  }
}

/** Whom a group works with: nobody in particular, or the one person whose stream it is, in however many windows. */
const groupViewer = ({ personal }: LivePlan, viewer: Viewer): Viewer =>
  personal(viewer) ? { ...sharedViewer(viewer), id: viewer.id } : sharedViewer(viewer);

const groupKey = (viewer: Viewer, text: string, variables: string): string =>
  createHash('sha256')
    .update(JSON.stringify([scopeKey(viewer), viewer.id, text, variables]))
    .digest('base64url');
