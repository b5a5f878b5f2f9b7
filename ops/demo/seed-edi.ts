import { readFileSync } from 'node:fs';
import type { EdiBridge } from '@quayside/edi-bridge/bridge';
import type { Viewer } from '@quayside/shared/identity';
import { DAY } from '@quayside/shared/instant';
import { fixturePath, STORY_FIXTURES } from '../fixtures.ts';
import type { DemoGraph } from './demo-graph.ts';
import type { SeededShipper } from './seed-customers.ts';

/** The day on which the fixtures were written. */
const WRITTEN = Date.UTC(2026, 2, 2);

const FIND = 'query($reference: String!) { claims(filter: { reference: $reference }) { nodes { id } } }';
const ACKNOWLEDGE = `mutation($id: ID!) { acknowledgeClaim(id: $id) { __typename ... on Refusal { code message } ... on Claim { id } } }`;
const CLAIM = 'CLM-DEMO-7';

/** The integration of a customer. */
export const keyOf = (owner: SeededShipper): Viewer => ({
  kind: 'key',
  id: 'demo',
  name: 'Demo integration',
  role: null,
  reach: { kind: 'account', accountId: owner.accountId },
  scopes: ['read', 'write', 'edi'],
});

/** An order and a tender that came by EDI, so that the EDI page has something to show: answered and in the graph. */
export async function seedEdi(bridge: EdiBridge, partner: string, owner: SeededShipper, now: number): Promise<void> {
  const viewer = keyOf(owner);
  for (const fixture of STORY_FIXTURES) {
    const text = asOfToday(readFileSync(fixturePath(fixture), 'latin1'), now);
    await bridge.receive(partner, oneChunk(Buffer.from(text, 'latin1')), viewer, {
      channel: 'http',
      fileName: fixture,
    });
  }
}

/** A claim that came by EDI for a shipment, and that we have acknowledged: a 926 goes out. */
export async function seedEdiClaim(
  bridge: EdiBridge,
  service: DemoGraph,
  about: { partner: string; owner: SeededShipper; shipmentNumber: string },
  now: number,
): Promise<void> {
  const { partner, owner, shipmentNumber } = about;
  const [item] = owner.shipper.items;
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  const text = [
    `ISA*00*          *00*          *ZZ*${partner.padEnd(15)}*ZZ*QUAYSIDE       *${day.slice(2)}*0915*U*00401*000000920*0*P*>`,
    ...[`GS*GC*${partner}*QUAYSIDE*${day}*0915*920*X*004010`, 'ST*920*0001'],
    ...[`F01*${day}*${CLAIM}*25800*QSID*N*USD`, `F02*${day}***SI*${shipmentNumber}`],
    `F09*2*EA*VS*12900*25800*${item?.description ?? 'Goods'}**VN*${item?.sku ?? 'ITEM'}`,
    ...['NTE**Two pieces torn under a broken strap', 'SE*6*0001', 'GE*1*920', 'IEA*1*000000920', ''],
  ].join('~\n');
  const file = { channel: 'http', fileName: '920-damage-claim.x12' };
  await bridge.receive(partner, oneChunk(Buffer.from(text, 'latin1')), keyOf(owner), file);
  const { claims } = await service.read<{ claims: { nodes: { id: string }[] } }>(FIND, { reference: CLAIM });
  const [claim] = claims.nodes;
  if (!claim) throw new Error('the demo has no claim that came by EDI');
  await service.run(ACKNOWLEDGE, { id: claim.id });
}

/** A whole file as a stream. */
export async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
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
