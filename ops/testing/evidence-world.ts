import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings, type Settings, SUBGRAPH_NAMES } from '@quayside/shared/config';
import { signViewer, systemViewer, VIEWER_HEADER, type Viewer } from '@quayside/shared/identity';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { onTestFinished } from 'vitest';

// biome-ignore lint/suspicious/noExplicitAny: tests read into answers of any shape; a wrong path fails the test itself
export type Answer = any;

const SECRET = 'a secret of at least thirty-two characters';
const system = systemViewer('test');

/** A JPEG of one grey pixel and some bytes of its own, so that two photos differ. */
export const jpeg = (mark: string): Buffer =>
  Buffer.concat([
    Buffer.from(
      'ffd8ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd3ffd9',
      'hex',
    ),
    Buffer.from(mark),
  ]);

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The whole product on fresh stores, with an account, its shipment, and the ways in. */
export interface EvidenceWorld {
  readonly clock: TestClock;
  readonly home: string;
  readonly accountId: string;
  readonly otherAccountId: string;
  readonly shipmentId: string;
  quayside(): Quayside;
  /** URL of the store of the service subgraph. */
  readonly serviceUrl: string;
  /** Ends the process and starts another one on the same stores; nothing runs in between but this. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** Runs a mutation with one input that must succeed. */
  make(name: string, input: object, type: string, fields: string, viewer?: Viewer): Promise<Answer>;
  ask(query: string, variables: Record<string, unknown>, viewer?: Viewer): Promise<Answer>;
  fetch(path: string, viewer: Viewer, init?: RequestInit): Promise<Response>;
  upload(bytes: Buffer, fileName: string, viewer: Viewer, forAccount?: string): Promise<string>;
  fact(code: string, change?: object): Promise<void>;
  attach(kind: string, fileId: string): Promise<void>;
  claim(change?: object, viewer?: Viewer): Promise<string>;
  /** The packs of a claim when none of them waits any more. */
  packs(claimId: string, viewer?: Viewer): Promise<Answer[]>;
}

const PACKS = `query ($id: ID!) { claim(id: $id) { evidence {
  id number state itemCount sizeBytes manifestSha256 previousManifestSha256 auditSeq zipUrl pdfUrl checkUrl
  items { position kind title at timeZone who source path mediaType sizeBytes sha256 } } } }`;

/** Starts the product with an account, its contract and one shipment. */
export async function openEvidenceWorld(engine: TestEngine): Promise<EvidenceWorld> {
  const home = mkdtempSync(join(tmpdir(), 'evidence-'));
  const clock = new TestClock();
  const settings = await settingsOf(engine, home);
  const start = () => startQuayside(settings, { log: silentLog, now: clock.now, portalDir: join(home, 'portal') });
  let quayside = await start();
  onTestFinished(async () => {
    await quayside.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const ask: Asking['ask'] = (query, variables, viewer = system) =>
    quayside.graph.execute<Answer>(query, variables, viewer);
  const asking: Asking = { ask, make: making(ask), settle: () => quayside.settle() };
  const facts = await found(asking);
  const send: EvidenceWorld['fetch'] = async (path, viewer, init = {}) =>
    fetch(`${quayside.url}${path}`, {
      ...init,
      headers: { ...init.headers, [VIEWER_HEADER]: await signViewer(viewer, SECRET) },
    });
  return {
    ...{ ...facts, ...asking, ...acting(asking, facts, clock), clock, home, fetch: send },
    serviceUrl: settings.databaseUrl.service,
    quayside: () => quayside,
    restart: async (between) => {
      await quayside.stop();
      await between?.();
      quayside = await start();
    },
    upload: async (bytes, fileName, viewer, forAccount) => {
      const owner: Record<string, string> = forAccount ? { 'x-account-id': forAccount } : {};
      const headers = { 'x-file-name': encodeURIComponent(fileName), ...owner };
      const response = await send('/files', viewer, { method: 'POST', headers, body: new Uint8Array(bytes) });
      if (response.status !== 201) throw new Error(await response.text());
      return ((await response.json()) as { id: string }).id;
    },
  };
}

interface Asking extends Pick<EvidenceWorld, 'ask' | 'make'> {
  settle(): Promise<void>;
}
type Founded = Pick<EvidenceWorld, 'accountId' | 'otherAccountId' | 'shipmentId'>;

async function settingsOf({ engine, freshUrl }: TestEngine, home: string): Promise<Settings> {
  const urls = SUBGRAPH_NAMES.map(async (one) => [`DATABASE_URL_${one.toUpperCase()}`, await freshUrl(one)]);
  const environment = { QUAYSIDE_HOME: home, PORT: '0', QUAYSIDE_SECRET: SECRET };
  return parseSettings(
    engine === 'mysql' ? { ...environment, ...Object.fromEntries(await Promise.all(urls)) } : environment,
  );
}

const making =
  (ask: EvidenceWorld['ask']): EvidenceWorld['make'] =>
  async (name, input, type, fields, viewer = system) => {
    const kind = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation ($input: ${kind}!) { ${name}(input: $input) {
      __typename ... on ${type} { ${fields} } ... on Refusal { code message } } }`;
    const answer = (await ask(mutation, { input }, viewer))[name];
    if (answer.__typename === 'Refusal') throw new Error(`${answer.code}: ${answer.message}`);
    return answer;
  };

async function found({ ask, make, settle }: Asking): Promise<Founded> {
  const unit = async (name: string, kind: string, parentId: string | null): Promise<string> =>
    (await make('createOrgUnit', { name, kind, parentId, timeZone: 'UTC' }, 'OrgUnit', 'id')).id;
  const branchId = await unit('East', 'BRANCH', await unit('Group', 'GROUP', null));
  const account = async (name: string): Promise<string> => {
    const facts = { name, kind: 'RETAILER', region: 'East', industry: 'Toys', branchId };
    return (await make('openAccount', facts, 'Account', 'id')).id;
  };
  const [accountId, otherAccountId] = [await account('Acme'), await account('Beta')];
  await settle();
  const order = {
    ...{ accountId, orderNumber: 'O-1', carrierScac: 'ABFS' },
    lines: [{ lineNumber: 1, sku: 'LAMP', description: '台灯 檯燈', unit: 'EA', orderedQuantity: 20 }],
  };
  const shipmentId = (await make('createShipment', order, 'Shipment', 'id')).id;
  const agreed = {
    ...{ accountId, name: 'Acme 2026', validFrom: '2020-01-01', validTo: '2099-12-31' },
    services: [{ service: 'TRANSPORT' }],
    liability: { regime: 'cmr', fileWithinDays: 30, limitPerKilogram: { amountMinor: 1000, currency: 'USD' } },
  };
  const contract = await make('draftContract', agreed, 'Contract', 'id');
  await ask('mutation ($id: ID!) { activateContract(id: $id) { __typename } }', { id: contract.id });
  await settle();
  return { accountId, otherAccountId, shipmentId };
}

function acting(
  { ask, make, settle }: Asking,
  { shipmentId }: Founded,
  clock: TestClock,
): Pick<EvidenceWorld, 'fact' | 'attach' | 'claim' | 'packs'> {
  return {
    fact: async (code, change = {}) => {
      const input = { shipmentId, code, at: new Date(clock.now()).toISOString(), source: 'carrier', ...change };
      await make('recordMilestone', input, 'Shipment', 'id');
    },
    attach: async (kind, fileId) => {
      await make('attachDocument', { shipmentId, kind, fileId }, 'Shipment', 'id');
    },
    claim: async (change = {}, viewer = system) => {
      const input = {
        ...{ shipmentId, liabilityAsserted: true, statement: 'Crushed in your care. 货物在运输途中损坏。' },
        lines: [{ description: 'Lamps', quantity: 3, cause: 'DAMAGE', amountMinor: 12_000 }],
        ...change,
      };
      return (await make('fileClaim', input, 'Claim', 'id', viewer)).id;
    },
    packs: async (id, viewer = system) => {
      for (let tries = 0; tries < 400; tries++) {
        await settle();
        const packs = (await ask(PACKS, { id }, viewer)).claim.evidence as Answer[];
        if (packs.every(({ state }) => state === 'FROZEN')) return packs;
        await sleep(25);
      }
      throw new Error('a pack still waits');
    },
  };
}
