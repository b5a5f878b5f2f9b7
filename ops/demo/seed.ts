import { join } from 'node:path';
import type { Quayside } from '@quayside/gateway/quayside';
import type { SubgraphName } from '@quayside/shared/config';
import { DirectoryFileStore } from '@quayside/shared/files/file-store';
import type { DemoClock } from './clock.ts';
import type { DemoFacts } from './demo-file.ts';
import { DemoGraph, inputMutation } from './demo-graph.ts';
import { seedContracts } from './seed-contracts.ts';
import { seedCredit } from './seed-credit.ts';
import { type SeededShipper, seedCustomers } from './seed-customers.ts';
import { seedEdi, seedEdiClaim } from './seed-edi.ts';
import { seedCarrier, seedRemittance } from './seed-edi-money.ts';
import { seedInbound } from './seed-inbound.ts';
import { seedKnowledge } from './seed-knowledge.ts';
import { seedMails } from './seed-mails.ts';
import { seedFuel, seedMoney } from './seed-money.ts';
import { seedRecommendations, seedSatisfaction } from './seed-satisfaction.ts';
import { seedService } from './seed-service.ts';
import { type SeededShipment, seedShipments } from './seed-shipments.ts';
import { seedStock } from './seed-stock.ts';
import { seedValue } from './seed-value.ts';

const CREATE_LINK = inputMutation(
  'createTrackingLink',
  'CreateTrackingLinkInput',
  '... on TrackingLinkCreated { path link { id } }',
);
const ADD_PARTNER = inputMutation('addEdiPartner', 'AddEdiPartnerInput', '... on EdiPartner { id }');
const LINKED_STATES = ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'PACKED'];

/** True when nobody has used this store yet. */
export async function isEmptyStore(quayside: Quayside): Promise<boolean> {
  const tree = await quayside.subgraphs.customer?.db.read((em) => em.query('SELECT COUNT(*) AS n FROM org_unit'));
  return Number((tree as { n: number | string }[] | undefined)?.[0]?.n ?? 1) === 0;
}

/** Fills an empty store through the product's own mutations, living through a past on the demo clock. */
export async function seedDemo(quayside: Quayside, clock: DemoClock, home: string): Promise<DemoFacts> {
  const graphOf = (name: SubgraphName): DemoGraph => {
    const subgraph = quayside.subgraphs[name];
    if (!subgraph) throw new Error(`the demo needs the ${name} subgraph in this process`);
    return new DemoGraph(subgraph);
  };
  const now = Date.now();
  const { shippers, logins } = await seedCustomers(graphOf('customer'));
  await seedContracts(graphOf('contract'), shippers, now);
  await seedFuel(graphOf('contract'), now);
  await quayside.settle();
  await seedStock(graphOf('shipment'), shippers, clock, now);
  const shipments = await seedShipments(
    graphOf('shipment'),
    shippers,
    clock,
    now,
    new DirectoryFileStore(join(home, 'documents')),
  );
  await seedInbound(graphOf('shipment'), shippers, shipments, clock, now);
  const links = await seedLinks(graphOf('shipment'), shipments);
  await quayside.settle();
  await seedService(graphOf('service'), shippers, shipments, clock, now);
  await seedKnowledge(graphOf('service'));
  await seedSatisfaction(graphOf('service'), shippers, shipments, clock, now);
  const earlier = await seedValue(graphOf('customer'), shippers, clock, now);
  await quayside.settle();
  await seedRecommendations(graphOf('service'), earlier);
  const partners = await seedPartners(graphOf('edi'), shippers);
  const [first] = partners;
  if (quayside.bridge && first) {
    await seedEdi(quayside.bridge, first.id, first.owner, now);
    const delivered = shipments.findLast(({ plot }) => plot.owner === first.owner && plot.ending === 'DELIVERED');
    const shipmentNumber = delivered && (await numberOf(graphOf('shipment'), delivered.id));
    const about = { partner: first.id, owner: first.owner, shipmentNumber: shipmentNumber ?? '' };
    if (shipmentNumber) await seedEdiClaim(quayside.bridge, graphOf('service'), about, now);
  }
  await quayside.settle();
  await seedMoney(graphOf('contract'), shippers, clock, now);
  await seedCredit({ customers: graphOf('customer'), contracts: graphOf('contract') }, clock, now);
  await quayside.settle();
  const carrier = await seedMoneyByEdi(quayside, graphOf, partners, home, now);
  await seedMails(home);
  return {
    url: quayside.url,
    members: logins,
    apiKeys: shippers.map(({ shipper, apiKey }) => ({
      account: shipper.name,
      key: apiKey,
      scopes: ['read', 'write', 'edi'],
    })),
    trackingLinks: links.map(({ shipment, path }) => ({ shipment, url: `${quayside.url}${path}` })),
    partners: [...partners, ...carrier].map(({ id, owner, examples }) => ({
      id,
      account: owner.shipper.name,
      mailbox: join(home, 'mailbox', id),
      key: owner.apiKey,
      ...(examples ? { examples } : {}),
    })),
  };
}

/** Money over EDI: a carrier that bills and is claimed from, and a customer that pays; nothing without a bridge. */
async function seedMoneyByEdi(
  quayside: Quayside,
  graphOf: (name: SubgraphName) => DemoGraph,
  partners: readonly DemoPartner[],
  home: string,
  now: number,
): Promise<DemoPartner[]> {
  const [first] = partners;
  if (!quayside.bridge || !first) return [];
  const graphs = {
    shipment: graphOf('shipment'),
    service: graphOf('service'),
    contract: graphOf('contract'),
    edi: graphOf('edi'),
  };
  const carrier = await seedCarrier(quayside.bridge, graphs, first.owner, home, now);
  await seedRemittance(quayside.bridge, graphs.contract, { partner: first.id, owner: first.owner }, now);
  await quayside.settle();
  return carrier ? [{ ...carrier, owner: first.owner }] : [];
}

/** A partner with the customer that it belongs to; of a carrier also files to send in its name. */
interface DemoPartner {
  readonly id: string;
  readonly owner: SeededShipper;
  readonly examples?: readonly string[];
}

const numberOf = async (graph: DemoGraph, id: string): Promise<string> =>
  (await graph.read<{ shipment: { number: string } }>('query($id: ID!) { shipment(id: $id) { number } }', { id }))
    .shipment.number;

async function seedLinks(
  graph: DemoGraph,
  shipments: readonly SeededShipment[],
): Promise<{ shipment: string; path: string }[]> {
  const links: { shipment: string; path: string }[] = [];
  for (const state of LINKED_STATES) {
    const shipment = shipments.findLast((one) => one.plot.ending === state);
    if (!shipment) continue;
    const created = await graph.run(CREATE_LINK, { input: { shipmentId: shipment.id } });
    links.push({ shipment: shipment.id, path: String(created['path']) });
  }
  return links;
}

async function seedPartners(graph: DemoGraph, shippers: readonly SeededShipper[]): Promise<DemoPartner[]> {
  const partners: DemoPartner[] = [];
  for (const owner of shippers) {
    const { partner, senderId, receiverId } = owner.shipper.edi;
    const input = {
      id: partner,
      accountId: owner.accountId,
      name: `${owner.shipper.name} EDI`,
      senderId,
      receiverId,
      version: '004010',
      outSets: ['997', '945', '990', '214', '824', '926', ...(owner.shipper.edi.invoices ?? [])],
    };
    await graph.run(ADD_PARTNER, { input });
    partners.push({ id: partner, owner });
  }
  return partners;
}
