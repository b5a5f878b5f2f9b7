import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
const { runBench } = await import('../dist/bench/bench.js');
process.exitCode = await runBench(process.argv.slice(2));
