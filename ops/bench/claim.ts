import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { systemViewer } from '@quayside/shared/identity';
import { openLog } from '@quayside/shared/log';
import { DemoClock } from '../demo/clock.ts';
import { seedDemo } from '../demo/seed.ts';
import { ApiClient } from '../story/client.ts';
import { type Figure, figure, median } from './figure.ts';

const EVENTS = 200;
const LINES = 10;
const WARM_UP = 5;
const CLAIMS = 30;

const FIND = '{ shipments(filter: { states: [DELIVERED] }, first: 1) { nodes { id } } }';
const RECORD = `mutation ($input: RecordMilestoneInput!) { recordMilestone(input: $input) {
  __typename ... on Refusal { message } } }`;
const FILE = `mutation ($input: FileClaimInput!) { fileClaim(input: $input) {
  __typename ... on Claim { id } ... on Refusal { message } } }`;
// Asked of the store: a question to the graph every few milliseconds would be most of the load.
const PACK = 'SELECT state, item_count AS items FROM evidence_pack WHERE claim_id = ?';

interface Filed {
  /** Until the filing was answered, and until its pack was seen frozen. */
  readonly answeredMs: number;
  readonly frozenMs: number;
  /** Processor time of the whole process, which does not depend on who else is busy. */
  readonly cpuMs: number;
  readonly itemCount: number;
}

/** Files claims of ten lines on a shipment with 200 events over HTTP, and waits until each pack of evidence is frozen. */
export async function run(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-claim-'));
  const clock = new DemoClock();
  const log = openLog('error');
  const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: 'error' });
  const quayside = await startQuayside(settings, { now: clock.now, log });
  try {
    const { apiKeys } = await seedDemo(quayside, clock, home);
    const api = ApiClient.withKey(quayside.url, apiKeys[0]?.key ?? '');
    const { shipments } = await api.ask<{ shipments: { nodes: { id: string }[] } }>(FIND);
    const shipmentId = shipments.nodes[0]?.id ?? '';
    await recordEvents(quayside, shipmentId, clock.now());
    const filed: Filed[] = [];
    for (let n = 0; n < WARM_UP + CLAIMS; n++) filed.push(await fileOne(quayside, api, shipmentId, n));
    return figuresOf(filed.slice(WARM_UP));
  } finally {
    await quayside.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function recordEvents({ graph }: Quayside, shipmentId: string, now: number): Promise<void> {
  const bench = systemViewer('bench');
  for (let n = 0; n < EVENTS; n++) {
    const at = new Date(now - (EVENTS - n) * 60_000).toISOString();
    const note = `Reading ${n} of the box on its way`;
    const input = { shipmentId, code: 'X6', at, source: 'carrier', place: 'Memphis, TN', temperatureCelsius: 4, note };
    await graph.execute(RECORD, { input }, bench);
  }
}

/** The same loss twice would be one claim: each has pieces of its own. */
async function fileOne(quayside: Quayside, api: ApiClient, shipmentId: string, claim: number): Promise<Filed> {
  const lines = Array.from({ length: LINES }, (_, n) => ({
    ...{
      sku: `SKU-${claim}-${n}`,
      description: `Trail tent ${claim}-${n}`,
      quantity: n + 1,
      cause: 'DAMAGE',
      amountMinor: 1_000 + n,
    },
  }));
  const input = {
    shipmentId,
    liabilityAsserted: true,
    statement: 'Sound when tendered, broken when delivered.',
    lines,
  };
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { fileClaim } = await api.ask<{ fileClaim: { id: string } }>(FILE, { input });
  const answeredMs = performance.now() - start;
  for (;;) {
    const [pack] = await packsOf(quayside, fileClaim.id);
    if (pack?.state === 'FROZEN') {
      const { user, system } = process.cpuUsage(before);
      const frozenMs = performance.now() - start;
      return { answeredMs, frozenMs, cpuMs: (user + system) / 1_000, itemCount: pack.items };
    }
    await sleep(2);
  }
}

async function packsOf({ subgraphs }: Quayside, claimId: string): Promise<{ state: string; items: number }[]> {
  const rows: unknown = await subgraphs.service?.db.read((em) => em.query(PACK, [claimId]));
  return rows as { state: string; items: number }[];
}

function figuresOf(filed: readonly Filed[]): Figure[] {
  const few = Math.min(...filed.map(({ itemCount }) => itemCount));
  const what = `claim of ${LINES} lines filed and its evidence from ${EVENTS} events frozen, p50`;
  return [
    figure({
      ...{ bench: 'claim', figure: what, unit: 'ms', target: '<= 150' },
      value: median(filed.map(({ frozenMs }) => frozenMs)),
    }),
    figure({
      ...{ bench: 'claim', figure: 'of which until the filing was answered, p50', unit: 'ms', target: '<= 150' },
      value: median(filed.map(({ answeredMs }) => answeredMs)),
    }),
    figure({
      ...{ bench: 'claim', figure: 'processor time of both, p50', unit: 'ms', target: '<= 150' },
      value: median(filed.map(({ cpuMs }) => cpuMs)),
    }),
    figure({
      ...{ bench: 'claim', figure: 'items in the smallest of the packs', value: few, unit: 'items' },
      target: `>= ${LINES + 2 * EVENTS}`,
    }),
  ];
}
