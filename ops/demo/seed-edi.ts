import { readFileSync } from 'node:fs';
import type { EdiBridge } from '@quayside/edi-bridge/bridge';
import type { Viewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import { fixturePath, STORY_FIXTURES } from '../fixtures.ts';
import type { SeededShipper } from './seed-customers.ts';

/** The day on which the fixtures were written. */
const WRITTEN = Date.UTC(2026, 2, 2);

/** An order and a tender that came by EDI, so that the EDI page has something to show: answered and in the graph. */
export async function seedEdi(bridge: EdiBridge, partner: string, owner: SeededShipper, now: number): Promise<void> {
  const viewer: Viewer = {
    kind: 'key',
    id: 'demo',
    name: 'Demo integration',
    role: null,
    reach: { kind: 'account', accountId: owner.accountId },
    scopes: ['read', 'write', 'edi'],
  };
  for (const fixture of STORY_FIXTURES) {
    const text = asOfToday(readFileSync(fixturePath(fixture), 'latin1'), now);
    await bridge.receive(partner, oneChunk(Buffer.from(text, 'latin1')), viewer, {
      channel: 'http',
      fileName: fixture,
    });
  }
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Other control and order numbers than the fixture's, which a visitor may send as well; its days, moved to now. */
function asOfToday(text: string, now: number): string {
  return text
    .replaceAll(/\b(0{5})?(101[78])\b/g, (number) => number.replace('10', '00'))
    .replace('SO-20260302-17', 'SO-DEMO-17')
    .replace('LD-77410', 'LD-DEMO-10')
    .replaceAll(/\b202603\d\d\b/g, (day) => shifted(day, now));
}

function shifted(day: string, now: number): string {
  const at = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
  return new Date(now + Math.round((at - WRITTEN) / DAY) * DAY).toISOString().slice(0, 10).replaceAll('-', '');
}
