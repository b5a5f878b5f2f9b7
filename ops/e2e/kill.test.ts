import { describe, expect, it } from 'vitest';
import { soak } from '../bench/kill-soak.ts';

// The product as it is built, killed as a machine would: `npm run bench -- kill --json` does the same at full size.
const server = new URL('../dist/bench/ingest-server.js', import.meta.url);

describe('the product, killed in the middle of EDI files', () => {
  it('loses nothing, doubles nothing and mixes up nobody', async () => {
    const { killedAt, lost, doubled, foreign } = await soak({ server, files: 40, kills: 4 });
    expect({ lost, doubled, foreign }).toEqual({ lost: [], doubled: [], foreign: [] });
    expect(Object.values(killedAt).reduce((sum, count) => sum + count)).toBe(4);
  }, 60_000);
});
