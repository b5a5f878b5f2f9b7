import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SubgraphResponse } from '@quayside/shared/graphql/execute-subgraph';
import { type LinkUpdates, SubgraphRefusal } from '../subgraph-link.ts';
import type { Resume } from './cursor.ts';
import type { LiveMember } from './member.ts';
import type { LiveUpdate } from './outbox.ts';
import type { Turns } from './turns.ts';

/** What a replay needs of its group. */
export interface ReplaySource {
  /** Events from the log after a cursor, until its end. */
  read(after: string): Promise<LinkUpdates>;
  execute(response: SubgraphResponse): Promise<LiveUpdate>;
  /** Position up to which the group has delivered: what is later still comes to all its members. */
  delivered(): number;
  resumeAt(position: number): Resume;
  /** Called when reading broke; resolves when it may be tried again. */
  broke(error: unknown, failures: number): Promise<void>;
}

/** What the replays of all groups share. */
export interface ReplayQueue {
  /** Replays that are under way: one of a credential at a time, for each keeps its part of the log in memory. */
  readonly rounds: Turns;
  /** Replays that work right now. */
  readonly turns: Turns;
}

interface Waiter {
  readonly member: LiveMember;
  readonly resume: Resume;
  /** What the group had delivered when the waiter came. */
  readonly until: number;
  /** Whose turn it takes: the hash of the credential. */
  readonly holder: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How long one turn may work before the next in line gets one. */
const TURN_MS = 20;
/** A source that says nothing for so long must not keep others from their turn. */
const STALL_MS = 10_000;
/** Characters of executed updates that a round keeps, for those who join while it runs. */
const KEPT = 2 * 1024 * 1024;

/**
 * Catches the members of one group up from the log, in rounds. A round reads the log once, from the oldest cursor of all
 * who wait, and executes each event once for all of them. Rounds of all groups share one queue.
 */
export class GroupReplay {
  readonly #source: ReplaySource;
  readonly #queue: ReplayQueue;
  #waiting: Waiter[] = [];
  #round: Round | null = null;
  #running = false;

  constructor(source: ReplaySource, queue: ReplayQueue) {
    this.#source = source;
    this.#queue = queue;
  }

  /** Resolves when the member has what the log holds after its cursor. @throws SubgraphRefusal, such as CURSOR_EXPIRED. */
  catchUp(member: LiveMember, resume: Resume, holder: string): Promise<void> {
    return new Promise((done, failed) => {
      const waiter = { member, resume, until: this.#source.delivered(), holder, done, failed };
      if (this.#round?.join(waiter)) return;
      this.#waiting.push(waiter);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    let failures = 0;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const error = await this.#queue.rounds.take(next.holder, () => this.#nextRound());
      if (error === null) failures = 0;
      else await this.#source.broke(error, failures++);
    }
    this.#running = false;
  }

  /** A round for all who wait by now. @returns why it has to be tried again; null when it is over. */
  async #nextRound(): Promise<unknown> {
    const round = new Round(this.#waiting.splice(0));
    this.#round = round;
    try {
      await this.#play(round);
    } catch (error) {
      this.#waiting.unshift(...round.waiters);
      if (!(error instanceof SubgraphRefusal)) return error;
      this.#refuse(round, error);
      return null;
    } finally {
      this.#round = null;
    }
    for (const { done } of round.complete) done();
    // The log had been read before they came: what was delivered in between they get from another round.
    for (const one of round.incomplete)
      this.#waiting.push({ ...one, resume: this.#source.resumeAt(Math.max(one.resume.position, round.reached)) });
    return null;
  }

  /** A cursor that is too old is the fault of those who have it; any other refusal meets everybody. */
  #refuse(round: Round, error: SubgraphRefusal): void {
    const ownFault = error.errors.some(({ extensions }) => String(extensions?.['code']).startsWith('CURSOR_'));
    const met = (one: Waiter): boolean => !ownFault || one.resume.position === round.first.resume.position;
    const refused = this.#waiting.filter(met);
    this.#waiting = this.#waiting.filter((one) => !met(one));
    for (const { failed } of refused) failed(error);
  }

  async #play(round: Round): Promise<void> {
    const { holder, resume } = round.first;
    let updates: LinkUpdates | null = null;
    try {
      for (let over = round.over; !over; ) {
        over = await this.#queue.turns.take(holder, async () => {
          updates ??= await inTime(this.#source.read(resume.cursor));
          return this.#turn(round, updates);
        });
      }
    } finally {
      // Where it ended by itself there is nothing left to leave.
      await (updates as LinkUpdates | null)?.return(undefined);
    }
  }

  /** @returns true when the round is over. */
  async #turn(round: Round, updates: LinkUpdates): Promise<boolean> {
    const until = Date.now() + TURN_MS;
    while (Date.now() < until) {
      if (round.over) return true;
      const step = await inTime(updates.next());
      if (step.done) return true;
      round.give(await this.#source.execute(step.value));
      // Reading and executing may never leave the event loop; everybody else's requests wait in it.
      await nextTurn();
    }
    return false;
  }
}

class Round {
  readonly waiters: Waiter[];
  /** The one with the oldest cursor. */
  readonly first: Waiter;
  /** Position of the last event given. */
  reached = 0;
  /** Those for whom the log was read. */
  readonly #early: ReadonlySet<Waiter>;
  /** What has been executed so far; null once that is too much to keep. */
  #kept: LiveUpdate[] | null = [];
  #keptSize = 0;

  constructor(waiters: Waiter[]) {
    this.waiters = waiters;
    this.#early = new Set(waiters);
    this.first = waiters.reduce((oldest, one) => (one.resume.position < oldest.resume.position ? one : oldest));
  }

  /** True when nobody waits for it any more. */
  get over(): boolean {
    return this.waiters.every(({ member }) => member.over);
  }

  get complete(): Waiter[] {
    return this.waiters.filter((one) => this.#early.has(one) || one.until <= this.reached);
  }

  get incomplete(): Waiter[] {
    return this.waiters.filter((one) => !this.#early.has(one) && one.until > this.reached);
  }

  /** True when this round can still bring the waiter everything from its cursor on. */
  join(waiter: Waiter): boolean {
    if (!this.#kept || waiter.resume.position < this.first.resume.position) return false;
    for (const update of this.#kept) waiter.member.replay(update);
    this.waiters.push(waiter);
    return true;
  }

  give(update: LiveUpdate): void {
    for (const { member } of this.waiters) if (!member.over) member.replay(update);
    this.reached = update.position ?? this.reached;
    this.#keptSize += update.tail.length;
    if (this.#keptSize > KEPT) this.#kept = null;
    this.#kept?.push(update);
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${STALL_MS} ms`)), STALL_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
