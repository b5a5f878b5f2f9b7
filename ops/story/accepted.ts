import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { ApiClient } from './client.ts';
import { PartnerMailbox } from './mailbox.ts';
import type { Scene } from './scene.ts';
import { readAgain } from './second-reader.ts';
import { until } from './steps.ts';

const MESSAGES = `query($state: [EdiState!]) {
  ediMessages(filter: { direction: IN, states: $state }) { nodes { id sha256 state summary errors { message } sets { type verdict shipment { id number kind state account { name } } } } }
}`;
const LIVE = `subscription($id: ID!) {
  shipmentUpdated(id: $id) { cursor event shipment { id number state account { name } openClaimCount milestones { code } eta { at reason } } }
}`;
const REFUSED = '__typename ... on Refusal { message }';
const MILESTONE = `mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) { ${REFUSED} } }`;
const LINK = `mutation($input: CreateTrackingLinkInput!) { createTrackingLink(input: $input) { ${REFUSED} ... on TrackingLinkCreated { path } } }`;
const SHIP = `mutation($input: ShipShipmentInput!) { shipShipment(input: $input) { ${REFUSED} } }`;
const ACCEPT = `mutation($id: ID!) { acceptTender(id: $id, pro: "PRO-1042") { ${REFUSED} } }`;

interface StoryShipment {
  readonly id: string;
  readonly number: string;
  readonly kind: 'WAREHOUSE_ORDER' | 'LOAD';
  readonly state: string;
}
interface Messages {
  readonly ediMessages: {
    readonly nodes: readonly {
      sha256: string;
      state: string;
      summary: string;
      errors: { message: string }[];
      sets: { type: string; verdict: string; shipment: StoryShipment | null }[];
    }[];
  };
}
interface Update {
  readonly shipmentUpdated: {
    cursor: string;
    event: string;
    shipment: { state: string; account: { name: string }; milestones: { code: string }[] };
  };
}

/** An order comes in, a shipment moves on two screens, the facts go back out. */
export async function tellAccepted(scene: Scene): Promise<void> {
  const { steps, stage, actor, file, bytes } = scene;
  const mailbox = new PartnerMailbox(actor.mailbox);
  const api = ApiClient.withKey(stage.quayside.url, actor.key);
  const staff = await steps.step('an operator of the 3PL signs in', () => stage.signInOperator());
  await steps.step('file is dropped into the mailbox', () => mailbox.drop(file, bytes));
  const { shipment, explanation } = await steps.step(
    'archived and taken to the graph',
    () => until('the outcome', () => outcome(api, bytes)),
    (arrived) => (arrived.shipment ? `${arrived.shipment.number} ${arrived.shipment.state}` : arrived.explanation),
  );
  await steps.step(
    '997 is in the mailbox and re-read',
    async () => readAgain((await mailbox.next('997')).text),
    (reading) => `AK9 ${reading.elements('AK9', 1).join(' ')}`,
  );
  await steps.step('the mailbox has been emptied', () => until('the empty mailbox', () => mailbox.isEmpty()));
  // Sound by syntax is not yet an order: a rule of the business may refuse it, and then a person must see why.
  if (!shipment) return steps.step('a rule refused the order, and the message says why', async () => must(explanation));

  const live = api.follow<Update>(LIVE, { id: shipment.id });
  const page = await openTrackingPage(scene, api, shipment);
  try {
    const before = await page.textContent('main');
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    if (shipment.kind === 'WAREHOUSE_ORDER') await tellWarehouse(scene, staff, mailbox, shipment);
    else await tellLoad(scene, staff, mailbox, shipment);
    await tellMilestone(scene, staff, mailbox, shipment);
    await steps.step(
      'the subscription told it, with fields of three subgraphs',
      () => until('the update', async () => live.updates.find(isEnRoute)),
      ({ shipmentUpdated }) => `${shipmentUpdated.event} at ${shipmentUpdated.cursor}`,
    );
    await steps.step("the consignee's page moved without a reload", () =>
      until(
        'the change on the page',
        async () =>
          (await page.textContent('main')) !== before && (await page.evaluate(() => 'sameDocument' in globalThis)),
      ),
    );
  } finally {
    await live.close();
    await page.context().close();
  }
}

const isEnRoute = ({ shipmentUpdated }: Update): boolean =>
  shipmentUpdated.shipment.milestones.some(({ code }) => code === 'X6');

interface Outcome {
  readonly shipment: StoryShipment | null;
  /** What a person reads when there is none. */
  readonly explanation: string;
}

async function outcome(api: ApiClient, bytes: Buffer): Promise<Outcome | null> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { ediMessages } = await api.ask<Messages>(MESSAGES, {
    state: ['PROCESSED', 'HELD', 'REJECTED', 'QUARANTINED'],
  });
  const message = ediMessages.nodes.find((one) => one.sha256 === sha256);
  if (!message) return null;
  const shipment = message.sets.find((set) => set.shipment)?.shipment ?? null;
  return { shipment, explanation: message.errors.map((error) => error.message).join(' ') };
}

function must(explanation: string): void {
  if (explanation === '') throw new Error('there is neither a shipment nor a reason');
}

async function openTrackingPage(
  { steps, stage, browser }: Scene,
  api: ApiClient,
  shipment: StoryShipment,
): Promise<Page> {
  const link = await steps.step(
    'a tracking link is made',
    () => api.ask<{ createTrackingLink: { path: string } }>(LINK, { input: { shipmentId: shipment.id } }),
    () => 'its token is shown once',
  );
  return steps.step('the consignee opens it in Chromium', async () => {
    const page = await (await browser.newContext({ viewport: { width: 412, height: 915 }, locale: 'en' })).newPage();
    await page.goto(`${stage.quayside.url}${link.createTrackingLink.path}`);
    await page.getByText(shipment.number).first().waitFor();
    await page.waitForFunction(() => document.documentElement.dataset['live'] === 'on');
    return page;
  });
}

async function tellWarehouse(
  { steps }: Scene,
  staff: ApiClient,
  mailbox: PartnerMailbox,
  shipment: StoryShipment,
): Promise<void> {
  await steps.step('the warehouse ships it', () =>
    staff.ask(SHIP, { input: { id: shipment.id, carrierScac: 'RDWY', bol: 'BOL-5501', pro: 'PRO-1042' } }),
  );
  await steps.step(
    '945 is in the mailbox and re-read',
    async () => readAgain((await mailbox.next('945')).text),
    (reading) =>
      `order ${reading.elements('W06', 2).join()}, ${reading.elements('W12', 3).length} lines, ${reading.elements('W03', 1).join()} units`,
  );
}

async function tellLoad(
  { steps }: Scene,
  staff: ApiClient,
  mailbox: PartnerMailbox,
  shipment: StoryShipment,
): Promise<void> {
  await steps.step('the tender is accepted', () => staff.ask(ACCEPT, { id: shipment.id }));
  await steps.step(
    '990 is in the mailbox and re-read',
    async () => readAgain((await mailbox.next('990')).text),
    (reading) => `load ${reading.elements('B1', 2).join()}, answer ${reading.elements('B1', 4).join()}`,
  );
  await steps.step('the load is picked up', () =>
    staff.ask(MILESTONE, {
      input: { shipmentId: shipment.id, code: 'AF', at: new Date().toISOString(), stop: 1, source: 'carrier' },
    }),
  );
}

async function tellMilestone(
  { steps }: Scene,
  staff: ApiClient,
  mailbox: PartnerMailbox,
  shipment: StoryShipment,
): Promise<void> {
  await steps.step('the carrier reports it en route', () =>
    staff.ask(MILESTONE, {
      input: {
        shipmentId: shipment.id,
        code: 'X6',
        at: new Date().toISOString(),
        source: 'carrier',
        place: 'Jackson, TN',
      },
    }),
  );
  await steps.step(
    '214 is in the mailbox and re-read',
    () =>
      until('the 214 with X6', async () => {
        const reading = readAgain((await mailbox.next('214')).text);
        return reading.elements('AT7', 1).includes('X6') ? reading : null;
      }),
    (reading) => `status ${reading.elements('AT7', 1).join()}`,
  );
}
