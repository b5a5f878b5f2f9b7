import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

// The one without windows: it starts sooner and spares the work of drawing what nobody sees.
const DEFAULT_PATH = '/usr/bin/chromium-headless-shell';
// A container has neither a sandbox nor much shared memory, and nothing here should phone home.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--in-process-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * A real browser for tests, benchmarks and the story; `CHROME_PATH` names another one.
 * @throws Error with the install command when there is none.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] || DEFAULT_PATH;
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}. Install it, with fonts for Chinese: ` +
        'apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-cjk fonts-noto-core',
    );
  }
  return chromium.launch({ executablePath, args: FLAGS });
}
