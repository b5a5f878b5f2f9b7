import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
const { start } = await import('../dist/start.js');
await start(process.argv.slice(2));
