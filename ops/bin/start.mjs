import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
const { start } = await import('../dist/bundle/start.js');
await start(process.argv.slice(2));
