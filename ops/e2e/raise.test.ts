import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCuttingProxy } from '../testing/cutting-proxy.ts';
import { PortalScene, type Screen } from './portal-scene.ts';

const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('from the list of shipments a shipper', () => {
  it('orders goods, and sees the price and the clause before', { timeout: 60_000 }, async () => {
    const { page, errors } = await scene.openAs('shipper', '/shipments');
    await page.getByRole('link', { name: 'Place an order' }).click();
    await page.getByLabel('Your order number').fill('WEB-1');
    await page.getByLabel('Item').fill('HP-LAMP-LED');
    await page.getByLabel('Quantity').fill('2');
    await page.getByLabel('Weight in kilograms').fill('12');
    const price = page.getByRole('region', { name: 'Price' });
    await price.getByText('Freight').first().waitFor();
    await price.getByText('Standard rates').first().waitFor();
    await price.getByText('Total, before tax').waitFor();
    await page.getByRole('button', { name: 'Send the order' }).click();
    await page.getByRole('heading', { level: 1, name: /^QS-/ }).waitFor();
    await page.getByText('HP-LAMP-LED').first().waitFor();
    expect(errors).toEqual([]);
  });
});

describe('from the shipment page a shipper', () => {
  it('complains with a photo', async () => {
    const { page, errors } = await raise('IN_TRANSIT', 'Complaint');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Subject area').selectOption('DAMAGE');
    await dialog.getByLabel('Subject', { exact: false }).last().fill('Crushed corner');
    await dialog.getByLabel('What happened').fill('Seen at the gate.');
    await dialog.getByLabel('Add photos').setInputFiles({ name: 'corner.png', mimeType: 'image/png', buffer: PHOTO });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { level: 1, name: 'Crushed corner' }).waitFor();
    await page.locator('.page-under', { hasText: /Complaint CS-\d+ · Damage/ }).waitFor();
    const photo = page.locator('.attachments img');
    await photo.waitFor();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.attachments img')?.naturalWidth === 1);
    expect(errors).toEqual([]);
  });

  it('complains with a large photo over a line that breaks twice', async () => {
    const line = await startCuttingProxy(scene.quayside.url, 1_000_000, 2);
    const { page } = await scene.openAs('shipper', `${line.url}/service`);
    await page.getByRole('button', { name: 'Raise a request' }).click();
    const dialog = page.getByRole('dialog');
    const buffer = Buffer.concat([PHOTO, Buffer.alloc(5_000_000, 1)]);
    const sizes: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sizes.push(buffer.length - Number(request.headers()['upload-offset']));
    });
    await dialog.getByLabel('Add photos').setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer });
    await dialog.locator('.file-list progress').waitFor();
    await dialog.locator('.file-list progress').waitFor({ state: 'detached' });
    expect(line.cuts()).toBe(2);
    // Only what was missing travelled; a browser may repeat a request by itself, so they are not counted.
    expect(sizes.at(-1)).toBeLessThan(buffer.length - 900_000);
    await dialog.getByLabel('Subject', { exact: false }).last().fill('Large crushed corner');
    await dialog.getByLabel('What happened').fill('Seen at the gate.');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { level: 1, name: 'Large crushed corner' }).waitFor();
    const source = await page.locator('.attachments img').getAttribute('src');
    const kept = await page.request.get(new URL(source ?? '', scene.quayside.url).href);
    expect((await kept.body()).equals(buffer)).toBe(true);
    await line.stop();
  });

  it.each([
    ['Question', 'Where is the receipt?'],
    ['Suggestion', 'Call before you come'],
  ])('raises a %s', async (kind, subject) => {
    const { page, errors } = await raise('DELIVERED', kind);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Subject', { exact: false }).last().fill(subject);
    await dialog.getByLabel('What happened').fill('As the subject says.');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
    await page.locator('.page-under', { hasText: `${kind} CS-` }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: subject }).waitFor();
    expect(errors).toEqual([]);
  });

  it('files a claim with two lines', async () => {
    const { page, errors } = await raise('DELIVERED', 'Claim');
    await fillClaim(page);
    await page.getByRole('dialog').getByText('Total USD 150.50').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'File claim' }).click();
    await page.getByRole('heading', { level: 1, name: /^CL-/ }).waitFor();
    expect(await page.locator('.plain-table tbody tr').count()).toBe(2);
    await page.locator('tfoot', { hasText: 'USD 150.50' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('orders extra work that the contract covers', async () => {
    const { page, errors } = await raise('PACKED', 'Extra work');
    await orderWork(page, 'LABELLING', /Covered by contract QC-/);
    await page.getByRole('heading', { level: 1, name: 'Labelling' }).waitFor();
    await page.locator('.page-title .state-mark', { hasText: 'Quoted' }).waitFor();
    await page.getByText('24 pieces').waitFor();
    expect(errors).toEqual([]);
  });

  it('is told that extra work is not covered', async () => {
    const { page } = await raise('PACKED', 'Extra work');
    await orderWork(page, 'TALLYING', 'Your contract does not cover this service.');
    await page
      .getByRole('dialog')
      .getByRole('alert')
      .filter({ hasText: /contract/ })
      .waitFor();
  });
});

describe('a shipper and staff', () => {
  it('talk, and a note stays inside', async () => {
    const customer = await raise('IN_TRANSIT', 'Question');
    const dialog = customer.page.getByRole('dialog');
    await dialog.getByLabel('Subject', { exact: false }).last().fill('When do you come?');
    await dialog.getByLabel('What happened').fill('The dock closes at five.');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await customer.page.getByRole('heading', { level: 1, name: 'When do you come?' }).waitFor();
    const staff = await scene.openAs('accountManager', new URL(customer.page.url()).pathname);

    await staff.page.getByLabel('As internal note').check();
    await say(staff.page, 'Carrier does not answer the phone', 'Save note');
    await said(staff.page, 'Carrier does not answer the phone').getByText('Internal').waitFor();
    await say(staff.page, 'At three o’clock', 'Send reply');
    await said(customer.page, 'At three o’clock').waitFor();
    await say(customer.page, 'Then all is well', 'Send reply');
    await said(staff.page, 'Then all is well').waitFor();

    expect(await customer.page.getByText('Carrier does not answer').count()).toBe(0);
    await customer.page.reload();
    await said(customer.page, 'At three o’clock').waitFor();
    expect(await customer.page.getByText('Carrier does not answer').count()).toBe(0);
    expect(await customer.page.getByLabel('As internal note').count()).toBe(0);
  });
});

/** Opens a shipment in this state and the form for this kind of request. */
async function raise(state: string, kind: string): Promise<Screen> {
  const [shipment] = await scene.shipmentsIn(state);
  const screen = await scene.openAs('shipper', `/shipments/${shipment?.id}`);
  await screen.page.getByRole('button', { name: 'Raise a request' }).click();
  await screen.page.getByRole('radio', { name: kind }).check({ force: true });
  return screen;
}

async function fillClaim(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add line' }).click();
  for (const [index, [item, quantity, amount]] of [
    ['Trail tent', '2', '100.25'],
    ['Camp lantern', '1', '50.25'],
  ].entries()) {
    const line = dialog.locator('.claim-line').nth(index);
    await line.getByLabel('Item').fill(item ?? '');
    await line.getByLabel('Quantity').fill(quantity ?? '');
    await line.getByLabel('Amount').fill(amount ?? '');
  }
  await dialog.getByLabel('Why you hold us liable').fill('Sound when tendered, broken when delivered.');
  await dialog.getByLabel(/I hold Quayside/).check();
}

/** Fills in the order once the form has said whether the contract covers it. */
async function orderWork(page: Page, service: string, covered: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Service').selectOption(service);
  await dialog.getByText(covered).waitFor();
  await dialog.getByLabel('Quantity').fill('24');
  await dialog.getByLabel('Instructions').fill('As last time.');
  await dialog.getByRole('button', { name: 'Send' }).click();
}

async function say(page: Page, words: string, button: string): Promise<void> {
  await page.locator('.reply textarea').fill(words);
  await page.getByRole('button', { name: button }).click();
  await said(page, words).waitFor();
}

const said = (page: Page, words: string) => page.locator('.conversation li', { hasText: words });
