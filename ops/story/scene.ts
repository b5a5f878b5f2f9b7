import type { Browser } from 'playwright-core';
import type { FileCheck } from './check-of.ts';
import type { Actor, Stage } from './stage.ts';
import type { Steps } from './steps.ts';

/** Everything that one file's story plays with. */
export interface Scene {
  readonly steps: Steps;
  readonly stage: Stage;
  readonly actor: Actor;
  readonly browser: Browser;
  readonly file: string;
  readonly bytes: Buffer;
  readonly check: FileCheck;
}
