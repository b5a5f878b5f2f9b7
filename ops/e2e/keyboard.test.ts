import { systemViewer } from '@quayside/shared/identity';
import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalScene, rowWith } from './portal-scene.ts';

const PICK = 'mutation($id: ID!) { startPicking(id: $id) { __typename ... on Refusal { message } } }';
const REFERENCES = 'query($id: ID!) { shipment(id: $id) { references { kind value } } }';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('without a mouse', () => {
  it('walks a list with j, k and Enter', async () => {
    const { page, errors } = await scene.openAs('shipper', '/shipments');
    const rows = page.locator('[data-record]');
    await rows.nth(2).waitFor();
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    const second = await rows.nth(1).getAttribute('href');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(second);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(second);
    expect(errors).toEqual([]);
  });

  it('searches the list after a slash', async () => {
    const { page } = await scene.openAs('shipper', '/shipments');
    const [shipment] = await scene.shipmentsIn('IN_TRANSIT');
    await page.locator('[data-record]').nth(1).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(shipment?.number ?? '');
    await page.waitForFunction(() => document.querySelectorAll('[data-record]').length === 1);
    await rowWith(page, shipment?.number ?? '').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe(shipment?.number);
  });

  it('opens the sheet of keys with ? and closes it with Escape', async () => {
    const { page } = await scene.openAs('shipper', '/shipments');
    await page.locator('[data-record]').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Next in the list').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('finds a shipment by its purchase order from anywhere', async () => {
    const [shipment] = await scene.shipmentsIn('DELIVERED');
    const { page } = await scene.openAs('accountManager', '/contracts');
    await page.locator('[data-record]').first().waitFor();
    const po = await referenceOf(shipment?.id, 'PO');
    await page.keyboard.press('Control+k');
    await page
      .getByRole('dialog')
      .getByRole('searchbox')
      .or(page.getByPlaceholder(/PO, BOL/))
      .first()
      .waitFor();
    await page.keyboard.type(po);
    await page.getByRole('dialog').getByText(`PO ${po}`).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: shipment?.number ?? '' }).waitFor();
  });

  it('is not taken for a command while typing', async () => {
    const { page } = await scene.openAs('shipper', '/shipments');
    await page.locator('[data-record]').first().waitFor();
    const search = page.locator('[data-page-search]');
    await search.focus();
    await page.keyboard.type('jk?/');
    expect(await search.inputValue()).toBe('jk?/');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('an address', () => {
  it('keeps the filters over a reload and in a new session', async () => {
    const { page } = await scene.openAs('shipper', '/shipments');
    await page.getByLabel('State', { exact: true }).selectOption('DELIVERED');
    await page.locator('[data-page-search]').fill('Lakeside');
    await page.waitForURL(/search=Lakeside/);
    await settled(page);
    const rows = await numbersOn(page);
    expect(rows.length).toBeGreaterThan(0);
    await page.reload();
    await settled(page);
    expect(await numbersOn(page)).toEqual(rows);
    expect(await page.locator('[data-page-search]').inputValue()).toBe('Lakeside');

    const elsewhere = await scene.openAs('shipperAdministrator', page.url());
    await settled(elsewhere.page);
    expect(await numbersOn(elsewhere.page)).toEqual(rows);
    expect(await elsewhere.page.getByLabel('State', { exact: true }).inputValue()).toBe('DELIVERED');
  });
});

describe('a lost connection', () => {
  it('is announced, and nothing is missed over it', async () => {
    const [shipment] = await scene.shipmentsIn('BOOKED');
    const { page, loads } = await scene.openAs('shipper', '/sign-in');
    const sockets: WebSocketRoute[] = [];
    let blocked = false;
    await page.routeWebSocket(/graphql/, (socket) => {
      if (blocked) return void socket.close({ code: 1012 });
      sockets.push(socket);
      socket.connectToServer();
    });
    const live = page.waitForEvent('websocket');
    await page.goto(`/shipments?search=${shipment?.number}`);
    await rowWith(page, 'Booked').waitFor();
    await live;
    blocked = true;
    for (const socket of sockets) await socket.close({ code: 1012 });
    await page.locator('.shell-banner', { hasText: 'Reconnecting' }).waitFor({ timeout: 2_000 });
    await scene.quayside.graph.execute(PICK, { id: shipment?.id }, systemViewer('Test'));
    await scene.quayside.settle();
    blocked = false;
    await rowWith(page, 'Picking').waitFor();
    await page.locator('.shell-banner', { hasText: 'Reconnecting' }).waitFor({ state: 'detached' });
    expect(loads()).toBe(2);
  });
});

const numbersOn = (page: Page): Promise<string[]> =>
  page.locator('[data-record]').evaluateAll((rows) => rows.map((row) => row.firstChild?.textContent ?? ''));

/** Waits until the list shows the filters that the address asks for: what Lakeside has got, and nothing else. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('tbody tr')];
    return rows.length > 0 && rows.every((row) => /Delivered.*Lakeside/.test(row.textContent ?? ''));
  });

async function referenceOf(id: string | undefined, kind: string): Promise<string> {
  const { shipment } = await scene.api.ask<{ shipment: { references: { kind: string; value: string }[] } }>(
    REFERENCES,
    { id },
  );
  return shipment.references.find((reference) => reference.kind === kind)?.value ?? '';
}
