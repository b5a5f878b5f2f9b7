import { systemViewer } from '@quayside/shared/identity';
import type { Page } from 'playwright-core';
import { ApiClient } from '../story/client.ts';
import { Stage } from '../story/stage.ts';
import { launchChromium } from '../testing/chromium.ts';
import { type Figure, figure, median, percentile } from './figure.ts';

/** Customers do not report what carriers and warehouses did; the product's own feeds do. */
const CARRIER = systemViewer('carrier');
const WARM_UP = 5;
const SAMPLES = 40;

const CREATE = `mutation($input: CreateShipmentInput!) { createShipment(input: $input) {
  __typename ... on Shipment { id } ... on Refusal { message } } }`;
const LINK = `mutation($input: CreateTrackingLinkInput!) { createTrackingLink(input: $input) {
  __typename ... on TrackingLinkCreated { path } ... on Refusal { message } } }`;
const MILESTONE = `mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) {
  __typename ... on Refusal { message } } }`;

/** From the command that records a milestone to the change of the tracking page in a real browser. */
export async function run(): Promise<Figure[]> {
  const stage = await Stage.open();
  const browser = await launchChromium();
  try {
    const actor = await stage.addActor('EYE', { sender: 'ZZ:EYE', receiver: 'ZZ:QUAYSIDE', version: '004010' });
    const api = ApiClient.withKey(stage.quayside.url, actor.key);
    const shipmentId = await createShipment(api);
    const link = await api.ask<{ createTrackingLink: { path: string } }>(LINK, { input: { shipmentId } });
    const page = await browser.newPage();
    await page.goto(`${stage.quayside.url}${link.createTrackingLink.path}`);
    await page.waitForFunction(() => document.documentElement.dataset['live'] === 'on');
    const times: number[] = [];
    for (let sample = 0; sample < WARM_UP + SAMPLES; sample++)
      times.push(await seenAfter(page, stage, shipmentId, sample));
    return figures(times.slice(WARM_UP));
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function createShipment(api: ApiClient): Promise<string> {
  const place = (city: string, region: string) => ({ lines: ['1 Main St'], city, region, country: 'US' });
  const input = {
    kind: 'WAREHOUSE_ORDER',
    orderNumber: 'EYE-1',
    promisedAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    lines: [{ lineNumber: 1, sku: 'EYE', unit: 'EA', orderedQuantity: 1 }],
    stops: [
      { sequence: 1, kind: 'PICKUP', name: 'Memphis', address: place('Memphis', 'TN') },
      { sequence: 2, kind: 'DELIVERY', name: 'Chicago', address: place('Chicago', 'IL') },
    ],
  };
  const { accounts } = await api.ask<{ accounts: { nodes: { id: string }[] } }>('{ accounts { nodes { id } } }');
  const accountId = accounts.nodes[0]?.id;
  const created = await api.ask<{ createShipment: { id: string } }>(CREATE, { input: { ...input, accountId } });
  return created.createShipment.id;
}

/** Milliseconds from before the command is sent until its fact stands in the page, both by this machine's clock. */
async function seenAfter(page: Page, { quayside }: Stage, shipmentId: string, sample: number): Promise<number> {
  const place = `Mile ${sample}`;
  const seen = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('.timeline')?.textContent?.includes(wanted)) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    place,
  );
  // The observer stands before the command leaves.
  await page.evaluate(() => null);
  const sentAt = performance.timeOrigin + performance.now();
  const input = { shipmentId, code: 'X6', at: new Date().toISOString(), source: 'carrier', place };
  await quayside.graph.execute(MILESTONE, { input }, CARRIER);
  return (await seen) - sentAt;
}

const figures = (times: readonly number[]): Figure[] => [
  figure({ bench: 'eye', figure: 'milestone to page, median', value: median(times), unit: 'ms', target: '<= 300' }),
  figure({
    bench: 'eye',
    figure: 'milestone to page, p95',
    value: percentile(times, 0.95),
    unit: 'ms',
    target: '<= 300',
  }),
];
