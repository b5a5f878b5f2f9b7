import { ensureBuilt } from './ensure-built.mjs';

ensureBuilt();
const { runStory } = await import('../dist/story/story.js');
process.exitCode = await runStory(process.argv.slice(2));
