import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
const { runCli } = await import('../dist/bundle/cli.js');
process.exitCode = await runCli(process.argv.slice(2));
