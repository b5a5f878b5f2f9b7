import { existsSync, type FSWatcher, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The moments at which a process is killed: each is seen from outside, as the files of the product change. */
export const STEPS = ['claimed', 'archived', 'recorded', 'booked', 'acknowledged', 'deleted', 'any'] as const;
export type Step = (typeof STEPS)[number];

interface Sign {
  readonly folder: string;
  readonly means: (name: string) => boolean;
}

/** A step that never comes must not hold up the run. */
const PATIENCE_MS = 3_000;
/** Long enough to come up and to be in the middle of something. */
const MOST_DELAY_MS = 2_000;

/** Resolves at the next sign of a step, after a while that differs each time. */
export async function untilStep(step: Step, home: string, partners: readonly string[], share: number): Promise<void> {
  await sleep(share * MOST_DELAY_MS);
  if (step === 'any') return;
  const watchers: FSWatcher[] = [];
  const seen = new Promise<void>((resolve) => {
    for (const { folder, means } of signsOf(step, home, partners)) {
      // The product makes its folders with the first file.
      mkdirSync(folder, { recursive: true });
      watchers.push(watch(folder, (_, name) => name && means(name) && resolve()));
    }
  });
  await Promise.race([seen, sleep(PATIENCE_MS)]);
  for (const watcher of watchers) watcher.close();
}

function signsOf(step: Exclude<Step, 'any'>, home: string, partners: readonly string[]): Sign[] {
  const inboxes = partners.map((id) => join(home, 'mailbox', id, 'in'));
  const claim = (folder: string, there: boolean): Sign => ({
    folder,
    means: (name) => name.startsWith('.claimed-') && existsSync(join(folder, name)) === there,
  });
  switch (step) {
    case 'claimed':
      return inboxes.map((folder) => claim(folder, true));
    case 'deleted':
      return inboxes.map((folder) => claim(folder, false));
    case 'archived':
      return [{ folder: join(home, 'edi-archive', 'incoming'), means: () => true }];
    case 'recorded':
      return [{ folder: home, means: (name) => name === 'edi.sqlite-wal' }];
    case 'booked':
      return [{ folder: home, means: (name) => name === 'shipment.sqlite-wal' }];
    case 'acknowledged':
      return partners.map((id) => ({
        folder: join(home, 'mailbox', id, 'out'),
        means: (name) => !name.startsWith('.'),
      }));
  }
}
