import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPartner } from './ingest-server.ts';
import { type Audit, audit, type DroppedFile, hash, type MarkedPartner } from './kill-audit.ts';
import { STEPS, type Step, untilStep } from './kill-steps.ts';
import { orderFile } from './orders.ts';
import { startWorker, type Worker } from './worker.ts';

const MARKS = ['ALPHA', 'BRAVO'];
const PATIENCE_MS = 120_000;

export interface Soak {
  /** The worker that runs the product, as a module of the built tree. */
  readonly server: URL;
  readonly files: number;
  readonly kills: number;
}

export interface SoakOutcome extends Audit {
  /** How often a process was killed at which step. */
  readonly killedAt: Readonly<Record<Step, number>>;
}

/**
 * Files of two partners, one after the other, lie in their mailboxes while the product is killed again and again, with
 * SIGKILL, at every step between archive, commit, acknowledgement and removal; then it may come to its end.
 */
export async function soak({ server, files, kills }: Soak): Promise<SoakOutcome> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-kill-'));
  let worker = startWorker(server);
  try {
    const { partners: added } = await worker.call<{ partners: BenchPartner[] }>('start', {
      home,
      partners: MARKS.length,
    });
    const partners = added.map(({ id, accountId }, at): MarkedPartner => ({ id, accountId, mark: MARKS[at] ?? id }));
    const ids = partners.map(({ id }) => id);
    const killedAt = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Step, number>;
    const dropped: DroppedFile[] = [];
    let resumed: Promise<unknown> = Promise.resolve();
    for (let round = 0; round < kills; round++) {
      const until = Math.ceil(((round + 1) * files) / (kills + 1));
      while (dropped.length < until) dropped.push(drop(home, partners, dropped.length));
      const step = STEPS[round % STEPS.length] as Step;
      await untilStep(step, home, ids, Math.random());
      await worker.stop();
      killedAt[step]++;
      worker = startWorker(server);
      // Not waited for: taking up what was left unfinished is killed like everything else.
      resumed = worker.call('resume', { home }).catch(() => null);
    }
    await resumed;
    while (dropped.length < files) dropped.push(drop(home, partners, dropped.length));
    await atRest(worker, home, ids, files);
    await worker.stop();
    return { killedAt, ...audit(home, partners, dropped) };
  } finally {
    await worker.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Every other file is the other partner's; they use the same control numbers. */
function drop(home: string, partners: readonly MarkedPartner[], index: number): DroppedFile {
  const { id, mark } = partners[index % partners.length] as MarkedPartner;
  const control = Math.floor(index / partners.length) + 1;
  const count = (control % 3) + 1;
  const from = control * 10;
  const bytes = Buffer.from(orderFile({ sender: `ZZ:${id}`, control, from, count, mark }));
  const name = `orders-${String(control).padStart(6, '0')}.edi`;
  const folder = join(home, 'mailbox', id, 'in');
  writeFileSync(join(folder, `${name}.tmp`), bytes);
  renameSync(join(folder, `${name}.tmp`), join(folder, name));
  const orders = Array.from({ length: count }, (_, at) => `${mark}${from + at}`);
  return { name: name, partner: id, control, orders, sha256: hash(bytes) };
}

/** Waits until every file has been taken, and every answer has been put. */
async function atRest(worker: Worker, home: string, partners: readonly string[], files: number): Promise<void> {
  const from = performance.now();
  const count = (way: 'in' | 'out') =>
    partners.reduce((sum, id) => sum + readdirSync(join(home, 'mailbox', id, way)).length, 0);
  while (performance.now() - from < PATIENCE_MS) {
    const { processed } = await worker.call<{ processed: number }>('counts');
    if (count('in') === 0 && processed >= files && count('out') >= files) {
      await worker.call('settle');
      return;
    }
    await sleep(100);
  }
}
