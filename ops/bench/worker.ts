import { type ChildProcess, execFileSync, fork } from 'node:child_process';

/** A process of its own, so that what is measured and what measures do not share a thread. */
export interface Worker {
  /** Asks the other side to do something. */
  call<Answer>(task: string, facts?: object): Promise<Answer>;
  /**
   * Gives the process this one processor and no other, so that those who spread over several are compared with equals.
   * @throws where there is no `taskset` (Debian: util-linux).
   */
  keepTo(processor: number): void;
  stop(): Promise<void>;
}

interface Call {
  readonly id: number;
  readonly task: string;
  readonly facts: unknown;
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly fault?: string;
}

/** Starts a module of this folder, or of a whole address, in its own process, in production mode. */
export function startWorker(module: string | URL, args: readonly string[] = []): Worker {
  const child = fork(new URL(module, import.meta.url), args, {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A module of the built tree must not read the source as a test does that starts it.
    ...(module instanceof URL ? { execArgv: [] } : {}),
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let calls = 0;
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  child.once('exit', (code) => {
    for (const [id, answer] of waiting) answer({ id, fault: `${module} ended with ${code}` });
  });
  return {
    call: <Answer>(task: string, facts: object = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const id = ++calls;
        waiting.set(id, ({ answer, fault }) => (fault ? reject(new Error(fault)) : resolve(answer as Answer)));
        child.send({ id, task, facts } satisfies Call);
      }),
    keepTo: (processor) => {
      execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(processor), String(child.pid)]);
    },
    stop: () => end(child),
  };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

type Tasks = Readonly<Record<string, (facts: never) => Promise<unknown>>>;

/** The other side: answers the calls of the process that started this one. */
export function serveTasks(tasks: Tasks): void {
  process.on('message', async ({ id, task, facts }: Call) => {
    try {
      process.send?.({ id, answer: (await tasks[task]?.(facts as never)) ?? null } satisfies Reply);
    } catch (error) {
      process.send?.({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
