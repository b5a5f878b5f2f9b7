import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Quayside, startQuayside } from '@quayside/gateway/quayside';
import { parseSettings } from '@quayside/shared/config';
import { systemViewer } from '@quayside/shared/identity';
import { openLog } from '@quayside/shared/log';
import Sqlite from 'better-sqlite3';
import type { BrowserContext, Page } from 'playwright-core';
import { DemoClock } from '../demo/clock.ts';
import { PASSWORD } from '../demo/organization.ts';
import { seedDemo } from '../demo/seed.ts';
import { ApiClient } from '../story/client.ts';
import { launchChromium } from '../testing/chromium.ts';
import { type Figure, figure, median, percentile } from './figure.ts';

const ITEMS = 100_000;
const EVENTS_PER_SECOND = 20;
const PAGES = 100;
const UPDATES = 40;
const MANAGER = 'maya@quayside.example';

/** As the portal asks for its first page. */
const QUEUE = `query Queue { queue(first: 50) {
  nodes { id kind number title state priority openedAt dueAt overdue reason snoozedUntil snoozedWhy open
    account { id name } shipment { id number } owner { id name } }
  pageInfo { endCursor hasNextPage } liveCursor overdueCount openCount } }`;
const OPEN_CASES = `{ queue(filter: { kind: CASE }, first: 40) { nodes { id number state } } }`;
const MOVE = `mutation ($id: ID!, $state: CaseState!) { changeCaseState(id: $id, state: $state) {
  __typename ... on Refusal { message } } }`;
/** A case goes to and fro between these, with the words by which its row shows them. */
const STATES = [
  { state: 'IN_PROGRESS', words: 'In progress' },
  { state: 'WAITING_FOR_CUSTOMER', words: 'Waiting for customer' },
] as const;

/** An account manager's queue over a hundred thousand open items, while others work. */
export async function run(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'quayside-queue-'));
  const clock = new DemoClock();
  const settings = parseSettings({ QUAYSIDE_HOME: home, PORT: '0', LOG_LEVEL: 'error' });
  const quayside = await startQuayside(settings, { now: clock.now, log: openLog('error') });
  const browser = await launchChromium();
  try {
    await seedDemo(quayside, clock, home);
    await quayside.settle();
    fill(join(home, 'service.sqlite'));
    const context = await browser.newContext({ baseURL: quayside.url, reducedMotion: 'reduce' });
    const work = await signedIn(context, quayside);
    const busy = keepBusy(quayside, work);
    const pages = await firstPages(work);
    const seen = await updatesOnScreen(context, quayside, work);
    await busy.stop();
    return [
      figure({
        bench: 'queue',
        figure: `first page of ${ITEMS}, median`,
        value: median(pages),
        unit: 'ms',
        target: '<= 20',
      }),
      figure({
        bench: 'queue',
        figure: `change of a case to screen at ${EVENTS_PER_SECOND} events/s, p95`,
        value: percentile(seen, 0.95),
        unit: 'ms',
        target: '<= 500',
      }),
    ];
  } finally {
    await browser.close();
    await quayside.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Rows as the product has made them, of all accounts alike, due later than those that are there, so that the first page
 * stays what it was.
 */
function fill(file: string): void {
  const store = new Sqlite(file);
  const columns = store.pragma('table_info(queue_item)') as { name: string }[];
  const own: Readonly<Record<string, string>> = {
    id: `printf('01Q%023d', i)`,
    number: `'CS-9' || i`,
    due_at: 'due_at + 4000000000 + 600000 * i',
    is_open: '1',
    closed_at: 'NULL',
  };
  const values = columns.map(({ name }) => own[name] ?? `queue_item.${name}`).join(', ');
  store.exec(`WITH RECURSIVE counter(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < ${ITEMS})
    INSERT INTO queue_item (${columns.map(({ name }) => name).join(', ')})
    SELECT ${values} FROM counter JOIN (SELECT q.*, ROW_NUMBER() OVER (ORDER BY account_id) - 1 AS place, COUNT(*) OVER () AS many
      FROM queue_item q WHERE kind = 'CASE' AND is_open = 1 GROUP BY account_id) queue_item ON counter.i % many = place`);
  store.exec('ANALYZE');
  store.close();
}

/** The account manager, in a browser and as a program; and the cases that are no copies. */
interface Work {
  readonly api: ApiClient;
  readonly cases: readonly string[];
}

async function signedIn(context: BrowserContext, quayside: Quayside): Promise<Work> {
  const { url } = quayside;
  const headers = { 'x-quayside-csrf': '1', origin: url };
  const answer = await context.request.post('/session', { headers, data: { email: MANAGER, password: PASSWORD } });
  if (!answer.ok()) throw new Error(`the sign-in was answered ${answer.status()}`);
  const api = await ApiClient.signIn(url, MANAGER, PASSWORD);
  const { queue } = await api.ask<{ queue: { nodes: { id: string; number: string; state: string }[] } }>(OPEN_CASES);
  const real = queue.nodes.filter(({ number }) => !number.startsWith('CS-9'));
  const last = stateOf(STATES.length - 1).state;
  for (const { id, state } of real) if (state !== last) await move(quayside, id, last);
  return { api, cases: real.map(({ id }) => id) };
}

async function move(quayside: Quayside, id: string, state: string): Promise<void> {
  const { changeCaseState } = await quayside.graph.execute<{
    changeCaseState: { __typename: string; message?: string };
  }>(MOVE, { id, state }, systemViewer('bench'));
  if (changeCaseState.__typename === 'Refusal') throw new Error(changeCaseState.message);
}

/** Others move their work on, so many times in a second: all cases but the first. */
function keepBusy(quayside: Quayside, { cases }: Work): { stop(): Promise<void> } {
  let stopped = false;
  const others = cases.slice(1);
  const going = (async () => {
    const from = performance.now();
    for (let sent = 0; !stopped; sent++) {
      const wait = from + (sent * 1000) / EVENTS_PER_SECOND - performance.now();
      if (wait > 0) await sleep(wait);
      const { state } = stateOf(Math.floor(sent / others.length));
      await move(quayside, others[sent % others.length] ?? '', state);
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await going;
    },
  };
}

const stateOf = (turn: number) => STATES[turn % STATES.length] ?? STATES[0];

async function firstPages({ api }: Work): Promise<number[]> {
  const times: number[] = [];
  for (let page = 0; page < PAGES + 20; page++) {
    const from = performance.now();
    await api.ask(QUEUE);
    times.push(performance.now() - from);
    await sleep(10);
  }
  return times.slice(20);
}

async function updatesOnScreen(context: BrowserContext, quayside: Quayside, work: Work): Promise<number[]> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1500, height: 1200 });
  await page.goto('/queue');
  await page.locator('[data-record]').first().waitFor();
  await sleep(1_000);
  const times: number[] = [];
  for (let sample = 0; sample < UPDATES; sample++) {
    times.push(await seenAfter(page, quayside, work.cases[0] ?? '', stateOf(sample)));
    await sleep(120);
  }
  return times.slice(5);
}

async function seenAfter(
  page: Page,
  quayside: Quayside,
  id: string,
  { state, words }: (typeof STATES)[number],
): Promise<number> {
  const seen = page.evaluate(
    ([caseId, wanted]) =>
      new Promise<number>((resolve) => {
        const shown = () => {
          const row = document.querySelector(`a[href$="/cases/${caseId}"]`)?.closest('tr');
          return row?.textContent?.includes(wanted) ?? false;
        };
        const done = () => resolve(performance.timeOrigin + performance.now());
        if (shown()) return done();
        const observer = new MutationObserver(() => {
          if (!shown()) return;
          observer.disconnect();
          done();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    [id, words] as const,
  );
  await page.evaluate(() => null);
  const sentAt = performance.timeOrigin + performance.now();
  await move(quayside, id, state);
  return Math.max(0, (await seen) - sentAt);
}
