import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemViewer } from '@quayside/shared/identity';
import { expect } from 'vitest';
import { ApiClient } from '../story/client.ts';
import { untilLive } from './consignee.ts';
import { openScreen, type Persona, type PortalScene, type Screen } from './portal-scene.ts';

const OFFICE = systemViewer('office');
const LINK =
  'mutation($input: CreateTrackingLinkInput!) { createTrackingLink(input: $input) { ... on TrackingLinkCreated { path link { id } } } }';
const ADD_PARTNER =
  'mutation($input: AddEdiPartnerInput!) { addEdiPartner(input: $input) { __typename ... on Refusal { message } } }';

export interface Found {
  readonly [kind: string]: { readonly nodes: readonly { readonly id: string }[] };
}

export async function deliveredShipment(scene: PortalScene): Promise<{ readonly id: string }> {
  const [shipment] = await scene.shipmentsIn('DELIVERED');
  if (!shipment) throw new Error('the demo has delivered nothing');
  return shipment;
}

/** A phone with a tracking link. */
export interface Phone extends Screen {
  readonly linkId: string;
  readonly token: string;
}

/** The consignee's phone with a link of the shipper. */
export async function openPhone(scene: PortalScene, shipmentId: string): Promise<Phone> {
  const { createTrackingLink } = await scene.api.ask<{ createTrackingLink: { path: string; link: { id: string } } }>(
    LINK,
    {
      input: { shipmentId },
    },
  );
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  const screen = await openScreen(await scene.openBrowser(phone), createTrackingLink.path);
  await untilLive(screen.page);
  const { path, link } = createTrackingLink;
  return { ...screen, linkId: link.id, token: path.slice(path.lastIndexOf('/') + 1) };
}

const CARRIER_OF = `query($number: String!) { claims(filter: { search: $number }) { nodes { number
  legs { kind counterpart } evidence { number zipUrl manifestSha256 } } } }`;
interface Claimed {
  readonly claims: {
    readonly nodes: readonly {
      readonly legs: readonly { readonly kind: string; readonly counterpart: string }[];
      readonly evidence: readonly { readonly number: number; readonly zipUrl: string | null }[];
    }[];
  };
}
const claimed = async (scene: PortalScene, number: string) =>
  (await scene.api.ask<Claimed>(CARRIER_OF, { number })).claims.nodes[0] ?? { legs: [], evidence: [] };

export const carrierOf = async (scene: PortalScene, number: string): Promise<string> =>
  (await claimed(scene, number)).legs.find(({ kind }) => kind === 'THREE_PL_TO_CARRIER')?.counterpart ?? '';

/** Key of the account by which the carrier sends: the demo has one carrier as a partner, others are taken on here. */
async function carrierKey(scene: PortalScene, scac: string): Promise<string> {
  const known = scene.facts.partners.find(({ id }) => id === scac);
  if (known) return known.key;
  const key = scene.facts.apiKeys.find(({ account }) => account.startsWith('Lumen'))?.key ?? '';
  const { accounts } = await ApiClient.withKey(scene.quayside.url, key).ask<Found>(
    '{ accounts(first: 1) { nodes { id } } }',
  );
  const input = {
    ...{ id: scac, accountId: accounts?.nodes[0]?.id, name: scac, senderId: `ZZ:${scac}`, receiverId: 'ZZ:QUAYSIDE' },
    ...{ version: '004010', outSets: ['920'], profile: { carrierScac: scac } },
  };
  const added = await scene.quayside.graph.execute<{ addEdiPartner: object }>(ADD_PARTNER, { input }, OFFICE);
  expect(added.addEdiPartner).toEqual({ __typename: 'EdiPartner' });
  return key;
}

/** The carrier is a partner of ours, with a profile that says who it is; it pays all by 926. */
export async function answerAsCarrier(scene: PortalScene, scac: string, number: string): Promise<void> {
  const key = await carrierKey(scene, scac);
  await scene.quayside.settle();
  const [day, short] = ['20261127', '261127'];
  const file = [
    `ISA*00*          *00*          *ZZ*${scac.padEnd(15)}*ZZ*QUAYSIDE       *${short}*0930*U*00401*000000077*0*P*>`,
    `GS*GC*${scac}*QUAYSIDE*${day}*0930*77*X*004010`,
    ...['ST*926*0001', `F11*${day}*${number}*K-77*10000*8000*26*${day}*CSO*USD*D9`],
    ...[`F13*W-1207*${day}*8000***USD`, 'SE*4*0001', 'GE*1*77', 'IEA*1*000000077', ''],
  ].join('~\n');
  const headers = { authorization: `Bearer ${key}` };
  const sent = await fetch(`${scene.quayside.url}/edi/${scac}`, { method: 'POST', headers, body: file });
  expect(sent.ok).toBe(true);
}

/** Somebody was mailed of each; without a mail server mails are files. */
export async function expectMails(scene: PortalScene, ...numbers: readonly string[]): Promise<void> {
  const folder = join(scene.home, 'mail');
  const mails = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
  for (const number of numbers) await expect.poll(mails, { timeout: 10_000 }).toContain(number);
}

/** The pack of the filing comes out byte by byte the same, each time that it is built anew. */
export async function expectSamePack(scene: PortalScene, number: string): Promise<void> {
  const frozen = async () => (await claimed(scene, number)).evidence.find((pack) => pack.number === 0)?.zipUrl ?? null;
  await expect.poll(frozen, { timeout: 10_000 }).not.toBeNull();
  const path = await frozen();
  const key = scene.facts.apiKeys[0]?.key;
  const read = async (bearer: string | undefined) =>
    fetch(`${scene.quayside.url}${path}`, { headers: { authorization: `Bearer ${bearer}` } });
  const [one, two] = await Promise.all(
    [read(key), read(key)].map(async (got) => Buffer.from(await (await got).arrayBuffer())),
  );
  expect(one?.subarray(0, 2).toString()).toBe('PK');
  expect(two?.equals(one ?? Buffer.alloc(0))).toBe(true);
  expect((await read(scene.facts.apiKeys[1]?.key)).status).toBe(404);
}

export async function expectNothingFor(scene: PortalScene, persona: Persona, paths: readonly string[]): Promise<void> {
  const { page } = await scene.openAs(persona, '/shipments');
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  }
}

/** The shipper takes the link back: the page says so, and its token opens nothing any more. */
export async function expectRevoked(scene: PortalScene, { page, linkId, token }: Phone): Promise<void> {
  await scene.api.ask('mutation($id: ID!) { revokeTrackingLink(id: $id) { __typename } }', { id: linkId });
  await page.getByText('This link has ended').first().waitFor();
  const asked = await fetch(`${scene.quayside.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ tracking { conversations { cases { number } } } }' }),
  });
  const text = await asked.text();
  expect(text).toContain('UNAUTHENTICATED');
  expect(text).not.toContain('CS-');
}
