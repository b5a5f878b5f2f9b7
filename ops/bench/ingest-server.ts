import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings, type SubgraphName } from '@quayside/shared/config';
import { openLog } from '@quayside/shared/log';
import { DemoGraph, inputMutation } from '../demo/demo-graph.ts';
import { serveTasks } from './worker.ts';

const log = openLog('error');
let quayside: Quayside | null = null;
let cpuFrom = process.cpuUsage();

const UNIT = inputMutation('createOrgUnit', 'CreateOrgUnitInput', '... on OrgUnit { id }');
const ACCOUNT = inputMutation('openAccount', 'OpenAccountInput', '... on Account { id }');
const KEY = inputMutation('createApiKey', 'CreateApiKeyInput', '... on ApiKeyCreated { secret apiKey { id } }');
const PARTNER = inputMutation('addEdiPartner', 'AddEdiPartnerInput', '... on EdiPartner { id }');

/** A partner of the bench, with a key that may send as it. */
export interface BenchPartner {
  readonly id: string;
  readonly accountId: string;
  readonly senderId: string;
  readonly key: string;
}

const subgraph = (name: SubgraphName) => {
  const found = quayside?.subgraphs[name];
  if (!found) throw new Error(`the bench needs the ${name} subgraph in this process`);
  return found;
};
const graphOf = (name: SubgraphName): DemoGraph => new DemoGraph(subgraph(name));

async function addPartner(branchId: string, number: number): Promise<BenchPartner> {
  const id = `BENCH${number}`;
  const facts = { name: id, branchId, kind: 'DISTRIBUTOR', region: 'East', industry: 'Food' };
  const account = await graphOf('customer').run(ACCOUNT, { input: facts });
  const input = { accountId: account.id, name: id, scopes: ['read', 'write', 'edi'] };
  const { secret } = await graphOf('customer').run(KEY, { input });
  const senderId = `ZZ:${id}`;
  const profile = { id, accountId: account.id, name: id, senderId, receiverId: 'ZZ:QUAYSIDE', outSets: [] };
  await graphOf('edi').run(PARTNER, { input: profile });
  return { id, accountId: account.id, senderId, key: String(secret) };
}

const count = async (name: SubgraphName, sql: string): Promise<number> => {
  const rows: unknown = await subgraph(name).db.read((em) => em.query(sql));
  return Number((rows as { n: number | string }[])[0]?.n);
};

serveTasks({
  /** The whole product on an empty store, with so many partners of an account each. */
  start: async ({ home, databaseUrl, partners }: { home: string; databaseUrl?: string; partners: number }) => {
    const settings = { QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: 'error' };
    const env = databaseUrl ? { ...settings, DATABASE_URL: databaseUrl } : settings;
    quayside = await startQuayside(parseSettings(env), { log });
    const group = await graphOf('customer').run(UNIT, { input: { kind: 'GROUP', name: 'Group', timeZone: 'UTC' } });
    const branch = await graphOf('customer').run(UNIT, {
      input: { kind: 'BRANCH', name: 'East', timeZone: 'UTC', parentId: group.id },
    });
    const added: BenchPartner[] = [];
    for (let number = 1; number <= partners; number++) added.push(await addPartner(branch.id, number));
    await quayside.settle();
    return { url: quayside.url, partners: added };
  },

  /** The product on a store that an earlier process has left. */
  resume: async ({ home }: { home: string }) => {
    quayside = await startQuayside(parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: 'error' }), { log });
    return { url: quayside.url };
  },

  /** What is in the stores; asked before and after, it shows that nothing was lost or doubled. */
  counts: async () => ({
    received: await count('edi', `SELECT COUNT(*) AS n FROM edi_message WHERE direction = 'IN'`),
    processed: await count(
      'edi',
      `SELECT COUNT(*) AS n FROM edi_message WHERE direction = 'IN' AND state = 'PROCESSED'`,
    ),
    shipments: await count('shipment', 'SELECT COUNT(*) AS n FROM shipment'),
    booked: await count('shipment', `SELECT COUNT(*) AS n FROM event WHERE type = 'shipment.booked.v1'`),
  }),

  /** Processor time since the last call, in microseconds. */
  cpu: async () => {
    const { user, system } = process.cpuUsage(cpuFrom);
    cpuFrom = process.cpuUsage();
    return { micros: user + system };
  },

  settle: async () => {
    await quayside?.settle();
  },

  stop: async () => {
    await quayside?.stop();
  },
});
