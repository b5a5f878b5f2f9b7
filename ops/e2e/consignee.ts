import { systemViewer } from '@quayside/shared/identity';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ApiClient } from '../story/client.ts';
import { type Actor, Stage } from '../story/stage.ts';
import { launchChromium } from '../testing/chromium.ts';

const CREATE = `mutation($input: CreateShipmentInput!) { createShipment(input: $input) {
  __typename ... on Shipment { id number } ... on Refusal { message } } }`;
const SHIP = `mutation($input: ShipShipmentInput!) { shipShipment(input: $input) {
  __typename ... on Refusal { message } } }`;
const LINK = `mutation($input: CreateTrackingLinkInput!) { createTrackingLink(input: $input) {
  __typename ... on TrackingLinkCreated { path link { id } } ... on Refusal { message } } }`;
const REVOKE = 'mutation($id: ID!) { revokeTrackingLink(id: $id) { __typename ... on Refusal { message } } }';
const MILESTONE = `mutation($input: RecordMilestoneInput!) { recordMilestone(input: $input) {
  __typename ... on Refusal { message } } }`;

const CARRIER = systemViewer('carrier');

/** A shipment on its way, and the link that its consignee got. */
export interface Delivery {
  readonly id: string;
  readonly number: string;
  readonly linkId: string;
  readonly url: string;
}

/** The whole product with a shipper, and a browser in which consignees open their links. */
export class ConsigneeScene {
  readonly stage: Stage;
  readonly api: ApiClient;
  readonly actor: Actor;
  readonly #browser: Browser;
  #orders = 0;

  private constructor(stage: Stage, actor: Actor, browser: Browser) {
    this.stage = stage;
    this.actor = actor;
    this.api = ApiClient.withKey(stage.quayside.url, actor.key);
    this.#browser = browser;
  }

  static async open(): Promise<ConsigneeScene> {
    const stage = await Stage.open();
    const ids = { sender: 'ZZ:NORDWIND', receiver: 'ZZ:QUAYSIDE', version: '004010' };
    return new ConsigneeScene(stage, await stage.addActor('NORDWIND', ids), await launchChromium());
  }

  /** Puts all phones away. */
  async closePhones(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.stage.close();
  }

  /** Orders, ships and shares a shipment from Memphis to Chicago. */
  async deliver(): Promise<Delivery> {
    const place = (city: string, region: string) => ({ lines: ['1 Main St'], city, region, country: 'US' });
    const input = {
      accountId: this.actor.accountId,
      orderNumber: `E2E-${++this.#orders}`,
      promisedAt: new Date(Date.now() + 48 * 3_600_000).toISOString(),
      lines: [{ lineNumber: 1, sku: 'TENT', unit: 'EA', orderedQuantity: 12 }],
      stops: [
        { sequence: 1, kind: 'PICKUP', name: 'Memphis', address: place('Memphis', 'TN') },
        { sequence: 2, kind: 'DELIVERY', name: 'Chicago', address: place('Chicago', 'IL') },
      ],
    };
    const { createShipment } = await this.api.ask<{ createShipment: { id: string; number: string } }>(CREATE, {
      input,
    });
    await this.stage.quayside.graph.execute(SHIP, { input: { id: createShipment.id } }, CARRIER);
    const shared = await this.api.ask<{ createTrackingLink: { path: string; link: { id: string } } }>(LINK, {
      input: { shipmentId: createShipment.id },
    });
    // What a consignee sends is about a shipment that every part of the product has heard of.
    await this.stage.quayside.settle();
    const { path, link } = shared.createTrackingLink;
    return { ...createShipment, linkId: link.id, url: `${this.stage.quayside.url}${path}` };
  }

  /** The carrier says that something happened just now. */
  async report(delivery: Delivery, code: string, more: { place?: string; stop?: number } = {}): Promise<void> {
    const input = { shipmentId: delivery.id, code, at: new Date().toISOString(), source: 'carrier', ...more };
    await this.stage.quayside.graph.execute(MILESTONE, { input }, CARRIER);
  }

  async revoke(delivery: Delivery): Promise<void> {
    await this.api.ask(REVOKE, { id: delivery.linkId });
  }

  /** Opens the link on a phone of its own, and waits until the page is live where it has script. */
  async openLink(delivery: Delivery, options: BrowserContextOptions = {}): Promise<Phone> {
    const context = await this.#browser.newContext({
      viewport: { width: 360, height: 740 },
      locale: 'en-US',
      ...options,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(delivery.url);
    if (options.javaScriptEnabled !== false) await untilLive(page);
    return { page, errors };
  }
}

export interface Phone {
  readonly page: Page;
  /** What the console complained of: broken script, a violated policy, a missing file. */
  readonly errors: readonly string[];
}

export const untilLive = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.documentElement.dataset['live'] === 'on');
