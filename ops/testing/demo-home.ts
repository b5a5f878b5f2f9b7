import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { openLog } from '@quayside/shared/log';
import { inject } from 'vitest';
import { DemoClock } from '../demo/clock.ts';
import { writeDemoFacts } from '../demo/demo-file.ts';
import { seedDemo } from '../demo/seed.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the run in which the demo is filled in once. */
    demoFolder: string;
  }
}

/** A home of its own with the demo in it: filled in once in a run, by whoever needs it first, and copied. */
export async function demoHome(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-portal-'));
  cpSync(await template(inject('demoFolder')), home, { recursive: true });
  return home;
}

async function template(folder: string): Promise<string> {
  const [filled, filling] = [join(folder, 'filled'), join(folder, 'filling')];
  if (!existsSync(filled) && mine(filling)) {
    await fill(filling);
    renameSync(filling, filled);
  }
  while (!existsSync(filled)) await wait(50);
  return filled;
}

/** Of all that try, one makes the folder. */
function mine(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function fill(home: string): Promise<void> {
  const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: process.env['LOG_LEVEL'] });
  const clock = new DemoClock();
  const quayside = await startQuayside(settings, { now: clock.now, log: openLog(settings.logLevel) });
  writeDemoFacts(home, await seedDemo(quayside, clock, home));
  await quayside.settle();
  await quayside.stop();
}
