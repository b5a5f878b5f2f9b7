import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Browser } from 'playwright-core';
import { fixturePath, STORY_FIXTURES } from '../fixtures.ts';
import { launchChromium } from '../testing/chromium.ts';
import { tellAccepted } from './accepted.ts';
import { checkOf, type FileCheck } from './check-of.ts';
import { tellRefused } from './refused.ts';
import { Stage } from './stage.ts';
import { Steps } from './steps.ts';

/**
 * `npm run story [-- FILE…]`: plays the main job on real files through the doors that customers use, and prints each
 * step with its time. Exit code 0 only if everything held.
 */
export async function runStory(args: readonly string[]): Promise<number> {
  const files = args.length > 0 ? args : STORY_FIXTURES.map(fixturePath);
  const steps = new Steps();
  const browser = await steps.step('Chromium starts', launchChromium);
  try {
    for (const [index, file] of files.entries()) {
      console.log(`\n${basename(file)}`);
      // One failed file does not keep the next one from its story.
      await tellFile(steps, browser, file, index).catch(() => undefined);
    }
  } finally {
    await browser.close();
  }
  console.log(`\n${files.length} files, ${steps.failed === 0 ? 'everything held' : `${steps.failed} steps failed`}`);
  return steps.failed === 0 ? 0 : 1;
}

async function tellFile(steps: Steps, browser: Browser, file: string, index: number): Promise<void> {
  const bytes = await steps.step(
    'file is read',
    () => readFile(file),
    (read) => `${read.byteLength} bytes`,
  );
  const check = await steps.step(
    'checked offline',
    () => checkOf(bytes),
    ({ verdict, sender, setTypes }) => `${verdict}, ${setTypes.join(' ') || 'no sets'} from ${sender ?? 'nobody'}`,
  );
  const stage = await steps.step('an empty Quayside starts', () => Stage.open());
  try {
    const ids = {
      sender: check.sender ?? 'ZZ:NOBODY',
      receiver: check.receiver ?? 'ZZ:QUAYSIDE',
      version: check.version,
    };
    const actor = await steps.step('the shipper gets an account, a key and a mailbox', () =>
      stage.addActor(`PARTNER${index + 1}`, ids),
    );
    const scene = { steps, stage, actor, browser, file, bytes, check };
    if (hasOrders(check)) await tellAccepted(scene);
    else await tellRefused(scene);
  } finally {
    await stage.close();
  }
}

const hasOrders = ({ acceptedSets }: FileCheck): boolean =>
  acceptedSets.some((type) => type === '940' || type === '204');
