import { parseSettings } from '@quayside/shared/config';
import { settingsOrExit, stopOnSignal } from '@quayside/shared/process';
import { startQuayside } from './quayside.ts';

const settings = settingsOrExit(parseSettings);
if (settings) {
  const quayside = await startQuayside(settings);
  process.stdout.write(`ready ${quayside.url}\n`);
  stopOnSignal(() => quayside.stop());
}
