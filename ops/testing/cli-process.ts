import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = `const { runCli } = await import(${JSON.stringify(fileURLToPath(new URL('../dist/bundle/cli.js', import.meta.url)))});
process.exitCode = await runCli(process.argv.slice(1));`;

/** What a command wrote, and how it ended. */
export interface CliOutcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `npm run -s quayside -- --json …` of the built tree, as a process with an environment of its own. */
export async function runCliProcess(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<CliOutcome> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', CLI, '--', '--json', ...args], {
    env: { PATH: process.env['PATH'], ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
