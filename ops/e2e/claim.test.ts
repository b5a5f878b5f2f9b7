import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { barriersOn, burstBoxesOn, coloursAreSet, LANGUAGES, unspokenOn } from './page-faults.ts';
import { PortalScene, type Screen } from './portal-scene.ts';

const PAPER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

const stateOf = ({ page }: Screen, words: string) => page.locator('.page-title .state-mark', { hasText: words });

describe('a claim', () => {
  it('goes from draft over counter-offer to money, live', { timeout: 120_000 }, async () => {
    const customer = await openForm();
    const form = customer.page.getByRole('dialog');
    await form.getByText('Terms and papers of this claim').click();
    await form.getByText('49 CFR 370.5(a)').waitFor();
    await form.getByText(/Bill of lading, Commercial invoice/).waitFor();
    await fill(customer.page);
    await form.getByRole('button', { name: 'Save draft' }).click();
    await customer.page.getByRole('heading', { level: 1, name: /^CD-/ }).waitFor();
    await customer.page.getByRole('button', { name: 'File claim' }).click();
    await customer.page.getByRole('heading', { level: 1, name: /^CL-/ }).waitFor();
    const leg = customer.page.locator('.claim-leg', { hasText: 'Customer to us' });
    await leg.getByText('49 CFR 370.9(a)').waitFor();
    await leg.getByText(/in 119 days|in 120 days/).waitFor();
    await addPaper(customer.page);

    const staff = await scene.openAs('accountManager', new URL(customer.page.url()).pathname);
    await staff.page.getByRole('button', { name: 'Acknowledge' }).click();
    await stateOf(customer, 'Acknowledged').waitFor();
    await leg.locator('li', { hasText: 'Acknowledge' }).getByText('In time').waitFor();
    await staff.page.getByRole('button', { name: 'Investigate' }).click();
    await stateOf(customer, 'Investigating').waitFor();
    await offer(staff.page, '60');
    await stateOf(customer, 'Offered').waitFor();
    await act(customer.page, 'Counter-offer');
    const counter = customer.page.getByRole('dialog');
    await counter.getByLabel('Amount in USD').fill('90');
    await counter.getByLabel('Reason').fill('The invoice shows more.');
    await counter.getByRole('button', { name: 'Counter-offer' }).click();
    await stateOf(staff, 'Counter-offer made').waitFor();
    await offer(staff.page, '80', 'Settled for another amount');
    await customer.page.locator('.facts', { hasText: 'Settled for another amount' }).waitFor();
    await customer.page.getByRole('button', { name: 'Accept offer' }).click();
    await stateOf(staff, 'Offer accepted').waitFor();
    await staff.page.getByRole('button', { name: 'Decide' }).click();
    const pay = staff.page.getByRole('dialog');
    await pay.getByLabel('Payment reference').fill('CHQ-1207');
    await pay.getByLabel('Reason').fill('As agreed.');
    await pay.getByRole('button', { name: 'Pay' }).click();
    await stateOf(customer, 'Paid').waitFor();
    await customer.page.locator('.facts', { hasText: 'CHQ-1207' }).waitFor();
    expect([...customer.errors, ...staff.errors]).toEqual([]);
  });

  it('fits a phone, in light and dark, in three languages', { timeout: 180_000 }, async () => {
    const { claims } = await scene.api.ask<{ claims: { nodes: { id: string }[] } }>(
      '{ claims(first: 1) { nodes { id } } }',
    );
    const { page, errors } = await scene.openAs('accountManager', `/claims/${claims.nodes[0]?.id}`);
    await page.locator('.clock-list li').first().waitFor();
    const faults: string[] = [];
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate(coloursAreSet);
      faults.push(...(await barriersOn(page, theme)));
    }
    for (const language of LANGUAGES) {
      await page.locator('.shell-person').click();
      const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('UpdateProfile') ?? false);
      await page.getByRole('dialog').locator('select').first().selectOption(language);
      await saved;
      await page.goto(page.url());
      await page.locator('.clock-list li').first().waitFor();
      await page.setViewportSize({ width: 360, height: 800 });
      faults.push(...(await burstBoxesOn(page, 360)), ...(await unspokenOn(page, language)));
      await page.setViewportSize({ width: 1360, height: 900 });
    }
    expect(faults).toEqual([]);
    expect(errors).toEqual([]);
  });
});

async function openForm(): Promise<Screen> {
  const [shipment] = await scene.shipmentsIn('DELIVERED');
  const screen = await scene.openAs('shipper', `/shipments/${shipment?.id}`);
  await screen.page.getByRole('button', { name: 'Raise a request' }).click();
  await screen.page.getByRole('radio', { name: 'Claim' }).check({ force: true });
  return screen;
}

async function fill(page: Page): Promise<void> {
  const form = page.getByRole('dialog');
  const line = form.locator('.claim-line').first();
  await line.getByLabel('Item').fill('Trail tent');
  await line.getByLabel('Quantity').fill('2');
  await line.getByLabel('Amount').fill('100');
  await form.getByLabel('Why you hold us liable').fill('Sound when tendered, broken when delivered.');
  await form.getByLabel(/I hold Quayside/).check();
}

async function addPaper(page: Page): Promise<void> {
  await page.getByText('4 papers are missing').waitFor();
  await page.getByRole('button', { name: 'Add paper' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Paper', { exact: true }).selectOption('PHOTOS');
  const photo = { name: 'corner.png', mimeType: 'image/png', buffer: PAPER };
  await dialog.locator('input[type=file]').setInputFiles(photo);
  await dialog.getByRole('button', { name: 'Add paper' }).click();
  await page.getByText('3 papers are missing').waitFor();
}

async function offer(page: Page, amount: string, code?: string): Promise<void> {
  await page.getByRole('button', { name: 'Decide' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount in USD').fill(amount);
  if (code) await dialog.getByLabel('Code').selectOption({ label: code });
  await dialog.getByLabel('Reason').fill('Two of three were sound.');
  await dialog.getByRole('button', { name: 'Offer' }).click();
}

/** What is not the next step is in the menu of actions. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}
