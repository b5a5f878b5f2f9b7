import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CatalogueItem, CONTRACT_ACTIVATED, CONTRACT_SOURCE, type ContractTerms } from '@quayside/contract/events';
import {
  ACCOUNT_OPENED,
  type AccountFacts,
  CUSTOMER_SOURCE,
  MEMBER_CHANGED,
  type MemberFacts,
} from '@quayside/customer/events';
import { AppError } from '@quayside/shared/errors';
import { MemoryBus } from '@quayside/shared/events/memory-bus';
import type { Subgraph } from '@quayside/shared/graphql/subgraph';
import { systemViewer, type Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { silentLog } from '@quayside/shared/log';
import { TestClock } from '@quayside/shared/testing/clock';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { graphAs, type TestGraph } from '@quayside/shared/testing/graph';
import {
  FILE_STORED,
  type FileStored,
  MILESTONE_RECORDED,
  SHIPMENT_SOURCE,
  type ShipmentFacts,
} from '@quayside/shipment/events';
import { onTestFinished } from 'vitest';
import type { ServiceContext } from '../src/context.ts';
import type { PostSettings } from '../src/post-office.ts';
import { openServiceSubgraph } from '../src/subgraph.ts';

export const ACME = '01ACME00000000000000000000';
export const BETA = '01BETA00000000000000000000';
export const BOSTON = '/group/east/boston/';
export const DENVER = '/group/west/denver/';
export const MANAGER = '01MANAGER00000000000000000';
export const PARCEL = '01PARCEL000000000000000000';
export const BETA_PARCEL = '01BETAPARCEL00000000000000';

export interface ServiceApi {
  readonly subgraph: Subgraph<ServiceContext>;
  readonly clock: TestClock;
  /** Folder of mails. */
  readonly home: string;
  as(viewer: Viewer): TestGraph;
  /** Tells of a member and waits until they are known here. */
  knows(member: Viewer, change?: Partial<MemberFacts>): Promise<Viewer>;
  /** Stops the subgraph and opens it anew on the same store. */
  restart(): Promise<void>;
  readonly system: TestGraph;
  /** Publishes an event of another subgraph and waits until this one has dealt with it. */
  hear(source: string, type: string, accountId: string, data: unknown): Promise<void>;
}

/**
 * The service subgraph on a fresh store, which has heard of two accounts: Acme of Boston, with an account manager, a
 * contract for labelling, a shipment on its way and photos F1, P1 and P2, and Beta of Denver with a shipment.
 */
export async function startServiceApi(engine: TestEngine, options: ServiceApiOptions = {}): Promise<ServiceApi> {
  const clock = new TestClock();
  const bus = new MemoryBus(silentLog);
  const databaseUrl = await engine.freshUrl('service');
  const home = mkdtempSync(join(tmpdir(), 'quayside-service-'));
  const post: PostSettings = {
    ...{
      home,
      smtpUrl: null,
      smtpListen: null,
      mailFrom: 'Quayside <quay@quayside.example>',
      portalUrl: 'https://portal.example',
    },
    ...{ upload: neverUploads, paceMs: 20 },
    ...options.post,
  };
  const open = () => openServiceSubgraph({ databaseUrl, bus, log: silentLog, now: clock.now, post });
  let subgraph = await open();
  onTestFinished(async () => {
    await subgraph.stop();
    await bus.close();
    rmSync(home, { recursive: true, force: true });
  });
  const positions = new Map<string, number>();
  const hear: ServiceApi['hear'] = async (source, type, accountId, data) => {
    const position = (positions.get(source) ?? 0) + 1;
    positions.set(source, position);
    const at = clock.now();
    const envelope = { id: newId(), type, source, position, at, accountId, subject: accountId, seq: position };
    await bus.publish({ ...envelope, correlationId: 'test', data });
    await bus.settle();
  };
  await hear(CUSTOMER_SOURCE, ACCOUNT_OPENED, ACME, anAccount(ACME, BOSTON, MANAGER));
  await hear(CUSTOMER_SOURCE, ACCOUNT_OPENED, BETA, anAccount(BETA, DENVER, null));
  await hear(CONTRACT_SOURCE, CONTRACT_ACTIVATED, ACME, someTerms());
  await hear(SHIPMENT_SOURCE, MILESTONE_RECORDED, ACME, aShipment());
  await hear(SHIPMENT_SOURCE, MILESTONE_RECORDED, BETA, aShipment({ shipmentId: BETA_PARCEL, accountId: BETA }));
  for (const fileId of ['F1', 'P1', 'P2']) await hear(SHIPMENT_SOURCE, FILE_STORED, ACME, aFile({ fileId }));
  const as = (viewer: Viewer) => graphAs(subgraph, viewer);
  const restart = async () => {
    await subgraph.stop();
    subgraph = await open();
  };
  const knows = async (member: Viewer, change: Partial<MemberFacts> = {}) => {
    await hear(CUSTOMER_SOURCE, MEMBER_CHANGED, ACME, factsOf(member, change));
    return member;
  };
  const at = { clock, home, hear, knows, restart };
  return {
    ...at,
    as,
    system: as(systemViewer('test')),
    get subgraph() {
      return subgraph;
    },
  };
}

/** A member as the customer subgraph tells of them. */
const factsOf = ({ id, name, role, reach, scopes }: Viewer, change: Partial<MemberFacts>): MemberFacts => ({
  memberId: id,
  name,
  email: `${id.toLowerCase()}@people.example`,
  role: role ?? '',
  accountId: reach.kind === 'account' ? reach.accountId : null,
  unitPath: reach.kind === 'organization' ? reach.path : null,
  locale: 'en',
  timeZone: 'UTC',
  active: true,
  scopes,
  ...change,
});

const neverUploads: PostSettings['upload'] = async () => {
  throw new AppError('BAD_USER_INPUT', 'This test takes no files.');
};

/** What a test sets differently. */
export interface ServiceApiOptions {
  readonly post?: Partial<PostSettings>;
}

const anAccount = (accountId: string, branchPath: string, accountManagerId: string | null): AccountFacts => ({
  accountId,
  name: accountId === ACME ? 'Acme' : 'Beta',
  branchPath,
  accountManagerId,
});

export const someTerms = (change: Partial<ContractTerms> = {}): ContractTerms => ({
  contractId: '01TERMS0000000000000000000',
  accountId: ACME,
  number: 'QC-000001',
  name: 'Acme 2026',
  state: 'ACTIVE',
  services: [
    { service: 'LABELLING', guaranteed: false },
    { service: 'REPACKING', guaranteed: false },
  ],
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  regime: 'cmr',
  fileWithinDays: 30,
  ...change,
});

/** What Acme's contract asks for labelling: 18 cents a piece, 45 dollars at least. */
export const A_PRICE: CatalogueItem = {
  service: 'LABELLING',
  unit: 'EA',
  priceMinor: 18,
  currency: 'USD',
  minimumMinor: 4_500,
  photosRequired: 1,
  photoStandard: 'The label, and the whole carton.',
  serviceLevelHours: 72,
  cancellation: { freeHours: 24, percent: 25, startedPercent: 100 },
};

/** A photo that somebody of Acme has uploaded. */
export const aFile = (change: Partial<FileStored> = {}): FileStored => ({
  fileId: newId(),
  accountId: ACME,
  linkedShipmentId: null,
  uploadedBy: 'somebody',
  fileName: 'photo.jpg',
  mediaType: 'image/jpeg',
  sizeBytes: 1,
  ...change,
});

export const aShipment = (change: Partial<ShipmentFacts> = {}): ShipmentFacts => ({
  shipmentId: PARCEL,
  number: 'QS-000001',
  kind: 'LOAD',
  state: 'IN_TRANSIT',
  accountId: ACME,
  consigneeId: null,
  contractId: null,
  orderNumber: 'PO-1',
  source: 'API',
  carrierScac: 'ABFS',
  deliveredAt: null,
  ...change,
});

export function deliver(api: ServiceApi): Promise<void> {
  const delivered = aShipment({ state: 'DELIVERED', deliveredAt: api.clock.now() });
  return api.hear(SHIPMENT_SOURCE, MILESTONE_RECORDED, ACME, delivered);
}
