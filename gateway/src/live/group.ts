import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@quayside/shared/errors';
import type { SubgraphResponse } from '@quayside/shared/graphql/execute-subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { decodeCursor, encodeCursor } from '@quayside/shared/live-cursor';
import type { GraphQLFormattedError } from 'graphql';
import { shownErrors } from '../errors.ts';
import type { Graph } from '../graph.ts';
import type { PreparedOperation } from '../operations.ts';
import { type LinkUpdates, type SubgraphLink, SubgraphRefusal } from '../subgraph-link.ts';
import type { Resume } from './cursor.ts';
import type { LiveMember } from './member.ts';
import type { LiveUpdate } from './outbox.ts';
import { EVENT_SERVICE, type LivePlan, placeOf, sourceRequest } from './plan.ts';
import { GroupReplay, type ReplayQueue, type ReplaySource } from './replay.ts';

/** What all members of a group have in common. `viewer` is the shared viewer: no person's rights reach the others. */
export interface GroupSubject {
  readonly graph: Graph;
  readonly plan: LivePlan;
  readonly operation: PreparedOperation;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
}

const HEAD = '{ liveHead }';
const RETRY_MS = 250;
const RETRY_MAX_MS = 5_000;

const pause = (failures: number): Promise<void> =>
  sleep(Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** failures), undefined, { ref: false });

/**
 * One source of events for everybody who asked the same with the same rights: each event is executed once, serialized
 * once, and written to all.
 */
export class LiveGroup {
  readonly #subject: GroupSubject;
  readonly #link: SubgraphLink;
  readonly #members = new Set<LiveMember>();
  readonly #onEvent: () => void;
  readonly #started: Promise<void>;
  readonly #replay: GroupReplay;
  #updates: LinkUpdates | null = null;
  #cursor: string | null = null;
  #position = 0;
  /** The newest position that the log is known to have. */
  #knownHead = 0;
  #stopped = false;

  constructor(subject: GroupSubject, replays: ReplayQueue, onEvent: () => void) {
    const link = subject.graph.links.get(subject.plan.owner);
    if (!link) throw new TypeError(`no link to ${subject.plan.owner}`);
    this.#subject = subject;
    this.#link = link;
    this.#onEvent = onEvent;
    this.#replay = new GroupReplay(this.#replaySource(), replays);
    this.#started = this.#start();
  }

  /** True when nobody is served any more, and whoever comes has to open another group. */
  get stopped(): boolean {
    return this.#stopped;
  }

  get size(): number {
    return this.#members.size;
  }

  /**
   * Adds a member; one that resumes is caught up from the log first.
   * @param holder in whose turn: the hash of the credential.
   */
  async join(member: LiveMember, resume: Resume | null, holder: string): Promise<void> {
    if (resume) member.hold(resume.position);
    this.#members.add(member);
    try {
      await this.#started;
      if (!resume || member.over) return;
      // Up to `#position` the group has delivered; an event after it is still to come and is held back for the member.
      if (resume.position < this.#position) await this.#replay.catchUp(member, resume, holder);
      else await this.#demandKnown(resume.position);
      if (!member.over) member.release();
    } catch (error) {
      this.#members.delete(member);
      member.fail(this.#errorsOf(error));
    }
  }

  /** @returns how many members are left. */
  leave(member: LiveMember): number {
    this.#members.delete(member);
    return this.#members.size;
  }

  stop(): void {
    this.#stopped = true;
    void this.#updates?.return(undefined).catch(() => undefined);
    for (const member of this.#members) member.end();
    this.#members.clear();
  }

  /** Reads the head of the log before the source starts: what happens in between is then part of the stream. */
  async #start(): Promise<void> {
    const { plan } = this.#subject;
    const cursor = await this.#head();
    const position = typeof cursor === 'string' ? decodeCursor(plan.owner, cursor) : null;
    if (position !== null) this.#knownHead = position;
    if (this.#stopped) return;
    if (typeof cursor !== 'string' || position === null)
      throw new AppError('UNAVAILABLE', 'Live updates do not answer.');
    this.#cursor = cursor;
    this.#position = position;
    void this.#pump();
  }

  /** Waits for a subgraph that is away, as the source does later: whoever subscribed would only ask again. */
  async #head(): Promise<unknown> {
    const { viewer, graph } = this.#subject;
    for (let failures = 0; !this.#stopped; failures++) {
      try {
        return (await this.#link.execute({ text: HEAD }, viewer, newId())).data?.['liveHead'];
      } catch (error) {
        graph.log.warn({ err: error, subgraph: this.#link.name }, 'live source does not answer, will ask again');
      }
      await pause(failures);
    }
    return null;
  }

  /** Follows the source as long as there are members; a broken connection resumes from the last event delivered. */
  async #pump(): Promise<void> {
    for (let failures = 0; !this.#stopped; failures++) {
      try {
        const updates = await this.#subscribe(this.#cursor, false);
        this.#updates = updates;
        for await (const response of updates) {
          failures = 0;
          if (this.#stopped) return;
          await this.#deliver(response);
          // An import brings a thousand events at once, and executing them may never leave the event loop.
          await nextTurn();
        }
        if (this.#stopped) return;
      } catch (error) {
        if (error instanceof SubgraphRefusal) return this.#refuse(error.errors);
        this.#subject.graph.log.warn({ err: error, subgraph: this.#link.name }, 'live source broke, will resume');
      }
      await pause(failures);
    }
  }

  #subscribe(after: string | null, replayOnly: boolean): Promise<LinkUpdates> {
    const { plan, variables, viewer } = this.#subject;
    return this.#link.subscribe(sourceRequest(plan, variables, after), viewer, { correlationId: newId(), replayOnly });
  }

  async #deliver(response: SubgraphResponse): Promise<void> {
    this.#onEvent();
    const { cursor, update } = await this.#execute(response);
    for (const member of this.#members) member.offer(update);
    if (cursor === null || update.position === null) return;
    this.#cursor = cursor;
    this.#position = update.position;
  }

  /** A place that the log has not reached is one of another log, or from before a restore: nothing would ever come. */
  async #demandKnown(position: number): Promise<void> {
    if (position <= this.#knownHead) return;
    const { owner } = this.#subject.plan;
    const cursor = await this.#head();
    this.#knownHead = (typeof cursor === 'string' ? decodeCursor(owner, cursor) : null) ?? this.#knownHead;
    if (position > this.#knownHead && !this.#stopped)
      throw new AppError('CURSOR_EXPIRED', 'The log does not reach that far. Load the page anew.');
  }

  #replaySource(): ReplaySource {
    const { plan, graph } = this.#subject;
    return {
      read: (after) => this.#subscribe(after, true),
      execute: async (response) => (await this.#execute(response)).update,
      delivered: () => this.#position,
      resumeAt: (position) => ({ cursor: encodeCursor(plan.owner, position), position }),
      broke: (error, failures) => {
        graph.log.warn({ err: error, subgraph: this.#link.name }, 'replay broke, will begin again');
        return pause(failures);
      },
    };
  }

  /** Runs the planner's plan with the event as the answer of its first fetch, and serializes the result. */
  async #execute(response: SubgraphResponse): Promise<{ cursor: string | null; update: LiveUpdate }> {
    const { graph, plan, operation, variables, viewer } = this.#subject;
    const { cursor, subject } = placeOf(plan, response.data);
    const position = cursor === null ? null : decodeCursor(plan.owner, cursor);
    const correlationId = newId();
    const request = { operation, variables, viewer, correlationId };
    const answer = await graph
      .runOnEvent(plan.perEvent, EVENT_SERVICE, response, request)
      .catch((error: unknown) => ({ data: null, errors: shownErrors([error], correlationId, graph.log) }));
    const tail = `,"type":"next","payload":${JSON.stringify(answer)}}`;
    return { cursor, update: { position, subject: subject ?? cursor ?? correlationId, tail } };
  }

  #errorsOf(error: unknown): readonly GraphQLFormattedError[] {
    if (error instanceof SubgraphRefusal) return error.errors;
    return shownErrors([error], newId(), this.#subject.graph.log);
  }

  #refuse(errors: readonly GraphQLFormattedError[]): void {
    this.#stopped = true;
    for (const member of this.#members) member.fail(errors);
    this.#members.clear();
  }
}
