import { rmSync } from 'node:fs';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { openLog } from '@quayside/shared/log';
import type { Browser, BrowserContext, BrowserContextOptions, Cookie, Locator, Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import { type DemoFacts, movedTo, readDemoFacts } from '../demo/demo-file.ts';
import { PASSWORD } from '../demo/organization.ts';
import { ApiClient } from '../story/client.ts';
import { launchChromium } from '../testing/chromium.ts';
import { demoHome } from '../testing/demo-home.ts';

const SHIPMENTS = `query($state: ShipmentState!) { shipments(filter: { states: [$state] }, first: 10) {
  nodes { id number } } }`;

/** The people of the demo whom the tests sign in, by what they are. */
export const PERSONAS = {
  shipper: 'user@harborpine.example',
  shipperAdministrator: 'admin@harborpine.example',
  otherShipper: 'user@lumenkitchen.example',
  accountManager: 'maya@quayside.example',
  otherManager: 'ren@quayside.example',
  operator: 'operator@quayside.example',
  executive: 'executive@quayside.example',
  administrator: 'administrator@quayside.example',
} as const;
export type Persona = keyof typeof PERSONAS;

/** A browser window of somebody. */
export interface Screen {
  readonly page: Page;
  /** What the console complained of: broken script, a violated policy, a missing file. */
  readonly errors: readonly string[];
  /** How often a document was loaded; moving inside the portal loads none. */
  loads(): number;
}

/** The whole product with its demo data, and a browser in front of it. */
export class PortalScene {
  readonly quayside: Quayside;
  readonly facts: DemoFacts;
  /** The shipper's own program: what a test needs to happen without a person. */
  readonly api: ApiClient;
  /** Where the product keeps its files, such as the e-mails that it sends. */
  readonly home: string;
  readonly #browser: Browser;
  readonly #sessions = new Map<Persona, Promise<Cookie[]>>();

  private constructor(quayside: Quayside, facts: DemoFacts, home: string, browser: Browser) {
    this.quayside = quayside;
    this.facts = facts;
    this.api = ApiClient.withKey(quayside.url, facts.apiKeys[0]?.key ?? '');
    this.home = home;
    this.#browser = browser;
  }

  static async open(): Promise<PortalScene> {
    const home = await demoHome();
    const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: process.env['LOG_LEVEL'] });
    const started = startQuayside(settings, { log: openLog(settings.logLevel) });
    const [quayside, browser] = await Promise.all([started, launchChromium()]);
    const known = readDemoFacts(home);
    if (!known) throw new Error(`there is no demo in ${home}`);
    return new PortalScene(quayside, movedTo(known, quayside.url, home), home, browser);
  }

  /** Closes all windows, so that no test sees the ones of another. Those of a failed test are told first. */
  async closeScreens({ task }: Pick<TestContext, 'task'>): Promise<void> {
    const contexts = this.#browser.contexts();
    if (task.result?.state === 'fail') {
      for (const page of contexts.flatMap((context) => context.pages())) console.error(await describeScreen(page));
    }
    await Promise.all(contexts.map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.quayside.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Shipments of Harbor & Pine in this state, newest first. */
  async shipmentsIn(state: string): Promise<readonly { readonly id: string; readonly number: string }[]> {
    const { shipments } = await this.api.ask<{ shipments: { nodes: { id: string; number: string }[] } }>(SHIPMENTS, {
      state,
    });
    return shipments.nodes;
  }

  /** A new browser in which nobody is signed in. */
  async openBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      baseURL: this.quayside.url,
      viewport: { width: 1360, height: 900 },
      locale: 'en-US',
      timezoneId: 'America/Chicago',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** A window of somebody who is signed in already, on this page. */
  async openAs(persona: Persona, path: string, options: BrowserContextOptions = {}): Promise<Screen> {
    const context = await this.openBrowser(options);
    await context.addCookies(await this.#sessionOf(persona));
    return openScreen(context, path);
  }

  /** One session each for a whole file: the door counts tries to sign in. */
  #sessionOf(persona: Persona): Promise<Cookie[]> {
    const known = this.#sessions.get(persona) ?? this.#openSession(PERSONAS[persona]);
    this.#sessions.set(persona, known);
    return known;
  }

  async #openSession(email: string): Promise<Cookie[]> {
    const context = await this.openBrowser();
    const headers = { 'x-quayside-csrf': '1', origin: this.quayside.url };
    const answer = await context.request.post('/session', { headers, data: { email, password: PASSWORD } });
    if (!answer.ok()) throw new Error(`the sign-in of ${email} was answered ${answer.status()}`);
    return context.cookies();
  }
}

// Slower than a person would accept, faster than the limit of a test: the machine may be busy.
const PATIENCE_MS = 12_000;

/** What somebody in front of this window reads: most failures explain themselves there. */
async function describeScreen(page: Page): Promise<string> {
  const invalid = await page.locator(':invalid').evaluateAll((fields) => fields.map((field) => field.outerHTML));
  const words = await page.locator('body').innerText();
  return [`--- ${page.url()}`, words.replace(/\n+/g, ' | '), ...invalid.map((field) => `not filled in: ${field}`)].join(
    '\n',
  );
}

/** A new window of this browser on this page. */
export async function openScreen(context: BrowserContext, path: string): Promise<Screen> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  let loads = 0;
  page.on('load', () => {
    loads++;
  });
  await page.goto(path);
  return { page, errors, loads: () => loads };
}

/** Fills in the sign-in form that is on screen. */
export async function signInBy(page: Page, email: string, password: string = PASSWORD): Promise<void> {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The row, or on a phone the card, that shows this text. */
export const rowWith = (page: Page, text: string): Locator =>
  page.locator('tbody tr, .record-cards li', { hasText: text });
