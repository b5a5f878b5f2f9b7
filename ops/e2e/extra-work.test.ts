import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalScene, type Screen } from './portal-scene.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SKU = 'HP-TENT-2P';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('extra work', () => {
  it('goes from the shown price to one charge, before each other’s eyes', { timeout: 120_000 }, async () => {
    const customer = await orderLabels();
    const { pathname } = new URL(customer.page.url());
    await stateOf(customer.page, 'Quoted').waitFor();
    await customer.page.getByText('USD 72.00').first().waitFor();
    await customer.page.getByRole('button', { name: 'Approve the price' }).click();
    await stateOf(customer.page, 'Approved').waitFor();

    const manager = await scene.openAs('accountManager', pathname);
    await manager.page.getByRole('button', { name: 'Schedule' }).click();
    await manager.page.getByRole('dialog').getByLabel('Hours of work').fill('1');
    await manager.page.getByRole('dialog').getByRole('button', { name: 'Schedule' }).click();
    await stateOf(customer.page, 'Scheduled').waitFor();

    const floor = await scene.openAs('operator', '/floor', PHONE);
    const number = (await customer.page.locator('.page-under').innerText()).match(/WO-\d+/)?.[0] ?? '';
    await floor.page.locator('.floor-card', { hasText: number }).tap();
    await workThrough(floor.page);
    await floor.page.getByText('Done. Thank you.').waitFor();

    await stateOf(customer.page, 'Done').waitFor();
    await customer.page
      .locator('.facts', { hasText: /Charged/ })
      .getByText(/CH-\d+/)
      .waitFor();
    await customer.page.locator('.verdict-scores label', { hasText: '4' }).click();
    await customer.page.getByRole('button', { name: 'Send rating' }).click();
    await manager.page.getByText('4 of 5').waitFor();
    expect(customer.loads()).toBe(1);
    expect([...customer.errors, ...manager.errors, ...floor.errors]).toEqual([]);
    const id = pathname.split('/').at(-1);
    const { charges } = await scene.api.ask<{ charges: { nodes: { subjectId: string; amount: object }[] } }>(
      '{ charges(first: 100) { nodes { subjectId amount { amountMinor currency } } } }',
    );
    const own = charges.nodes.filter(({ subjectId }) => subjectId === id);
    expect(own).toEqual([{ subjectId: id, amount: { amountMinor: 7_200, currency: 'USD' } }]);
  });

  it('is called off for the price that is read', async () => {
    const customer = await orderLabels();
    await customer.page.getByRole('button', { name: 'More', exact: true }).click();
    await customer.page.getByRole('menuitem', { name: 'Cancel order' }).click();
    const dialog = customer.page.getByRole('dialog');
    await dialog.getByText('Calling it off costs nothing.').waitFor();
    await dialog.getByLabel('Reason').fill('Sold out');
    await dialog.getByRole('button', { name: 'Cancel order' }).click();
    await stateOf(customer.page, 'Cancelled').waitFor();
    expect(customer.errors).toEqual([]);
  });

  it('fills the calendar of its branch', async () => {
    const { page, errors } = await scene.openAs('accountManager', '/capacity');
    await page.locator('.calendar-load').first().waitFor();
    await page
      .getByRole('button', { name: /^Hours on/ })
      .nth(3)
      .click();
    await page.getByRole('dialog').getByLabel('Hours of work').fill('5');
    await page.getByRole('dialog').getByRole('button', { name: 'Set hours' }).click();
    await page.getByText('0 of 5 hours booked').waitFor();
    expect(errors).toEqual([]);
  });

  it('shows a customer neither floor nor calendar', async () => {
    for (const path of ['/floor', '/capacity']) {
      const { page } = await scene.openAs('shipper', path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.locator('.floor-card, .calendar-days').count()).toBe(0);
      await page.close();
    }
  });
});

describe('a return', () => {
  it('comes back, is counted, judged and credited', { timeout: 120_000 }, async () => {
    const [shipment] = await scene.shipmentsIn('DELIVERED');
    const customer = await scene.openAs('shipper', `/shipments/${shipment?.id}`);
    await customer.page.getByRole('button', { name: 'Raise a request' }).click();
    await customer.page.getByRole('radio', { name: 'Return' }).check({ force: true });
    const form = customer.page.getByRole('dialog');
    await form.getByLabel('Item').fill(SKU);
    await form.getByLabel('Quantity').fill('10');
    await form.getByLabel('What happened').fill('Crushed cartons');
    await form.getByRole('button', { name: 'Send' }).click();
    await stateOf(customer.page, 'Requested').waitFor();

    const { page, errors } = await scene.openAs('accountManager', new URL(customer.page.url()).pathname);
    await page.getByRole('button', { name: 'Authorise' }).click();
    await customer.page.getByRole('heading', { level: 1, name: /^RMA-/ }).waitFor();
    await page.getByRole('button', { name: 'Count what came' }).click();
    await page.getByRole('dialog').getByLabel('Warehouse').fill('Quayside Memphis');
    await page.getByRole('dialog').getByRole('button', { name: 'Count what came' }).click();
    await page.getByRole('button', { name: 'Inspect' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Location for sound goods').fill('RET-77');
    await dialog.getByLabel('Back into stock').fill('8');
    await dialog.getByLabel('Scrap').fill('2');
    await dialog.getByRole('button', { name: 'Inspect' }).click();
    await stateOf(customer.page, 'Inspected').waitFor();
    await page.getByRole('button', { name: 'Credit' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill('120.50');
    await page.getByRole('dialog').getByLabel('Reason').fill('Eight were sound');
    await page.getByRole('dialog').getByRole('button', { name: 'Credit' }).click();
    await stateOf(customer.page, 'Credited').waitFor();
    await customer.page
      .locator('.facts')
      .getByText(/CH-\d+/)
      .waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await stateOf(customer.page, 'Closed').waitFor();
    expect([...customer.errors, ...errors]).toEqual([]);
    const { stock } = await scene.api.ask<{ stock: { nodes: object[] } }>(
      '{ stock(filter: { search: "RET-77" }) { nodes { sku onHand status } } }',
    );
    expect(stock.nodes).toEqual([{ sku: SKU, onHand: 8, status: 'AVAILABLE' }]);
  });
});

/** Harbor & Pine asks for 400 labels, and has read the price before. */
async function orderLabels(): Promise<Screen> {
  const [shipment] = await scene.shipmentsIn('PACKED');
  const screen = await scene.openAs('shipper', `/shipments/${shipment?.id}`);
  const { page } = screen;
  await page.getByRole('button', { name: 'Raise a request' }).click();
  await page.getByRole('radio', { name: 'Extra work' }).check({ force: true });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Service').selectOption('LABELLING');
  await dialog.getByLabel('Quantity').fill('400');
  await dialog.getByText('USD 72.00').waitFor();
  await dialog.getByLabel('Item').fill(SKU);
  await dialog.getByLabel('Instructions').fill('Spring label, top left.');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await stateOf(page, 'Quoted').waitFor();
  return screen;
}

/** All steps of the job on the phone: a scanner types and presses Enter; the last step takes the photo. */
async function workThrough(page: Page): Promise<void> {
  for (const [index, step] of ['Fetch', 'Do the work', 'Check', 'Put away'].entries()) {
    await page.getByRole('button', { name: `Start: ${step}` }).tap();
    await page.getByRole('button', { name: `Finish: ${step}` }).waitFor();
    if (index === 0) await scanGoods(page);
    if (index === 3) {
      await page.getByLabel('Take a photo').setInputFiles({ name: 'label.png', mimeType: 'image/png', buffer: PHOTO });
      await page.getByText('1 photo taken').waitFor();
    }
    await page.getByRole('button', { name: `Finish: ${step}` }).tap();
  }
  await page.getByRole('button', { name: 'Finish the job' }).tap();
}

async function scanGoods(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'code');
  await page.keyboard.type(`${SKU}\n`);
  await page.getByText(`${SKU} counted`).waitFor();
  await page.keyboard.type('HP-STOVE-S\n');
  await page.getByText('put it back').waitFor();
}

const stateOf = (page: Page, words: string) => page.locator('.page-title .state-mark', { hasText: words });
