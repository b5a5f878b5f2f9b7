import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { barriersOn, burstBoxesOn, coloursAreSet } from './page-faults.ts';
import { PortalScene } from './portal-scene.ts';

const OPEN_CASE = `mutation($input: OpenCaseInput!) { openCase(input: $input) {
  __typename ... on Case { id number } ... on Refusal { message } } }`;

interface Opened {
  readonly openCase: { readonly id: string; readonly number: string };
}

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

const bell = (page: Page) => page.locator('.shell-bell');
const count = async (page: Page): Promise<number> =>
  Number((await page.locator('.shell-bell-count').allInnerTexts())[0] ?? 0);

async function openCase(subject: string): Promise<Opened['openCase']> {
  const [shipment] = await scene.shipmentsIn('IN_TRANSIT');
  const input = { kind: 'COMPLAINT', subject, description: 'It is wet.', shipmentId: shipment?.id };
  return (await scene.api.ask<Opened>(OPEN_CASE, { input })).openCase;
}

describe('notifications', () => {
  it('count up live, lead to their subject and count down', { timeout: 60_000 }, async () => {
    const { page, errors, loads } = await scene.openAs('accountManager', '/notifications');
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    const { number } = await openCase('Pallet left in the rain');
    const line = page.locator('.notifications li', { hasText: number });
    await line.and(page.locator('[data-unread]')).waitFor();
    expect(await count(page)).toBeGreaterThan(0);
    await line.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pallet left in the rain' }).waitFor();
    await bell(page).click();
    await line.and(page.locator(':not([data-unread])')).waitFor();
    await line.getByRole('link').click();
    await page.locator('.mail-line', { hasText: 'maya@quayside.example' }).getByText('Sent').waitFor();
    expect(loads()).toBe(1);
    expect(errors).toEqual([]);
  });

  it('are chosen by each for themselves', async () => {
    const { page, errors } = await scene.openAs('otherManager', '/notifications/preferences');
    const opened = page.getByRole('checkbox', { name: 'A case, claim or work order is opened: E-mail' });
    await opened.waitFor();
    expect(await opened.isChecked()).toBe(true);
    await opened.uncheck();
    await page.getByRole('button', { name: 'Back to the default' }).waitFor();
    await page.reload();
    await expect.poll(() => opened.isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Back to the default' }).click();
    await expect.poll(() => opened.isChecked()).toBe(true);
    await page.getByRole('region', { name: 'Quiet hours' }).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'No quiet hours' }).click();
    await page.getByRole('button', { name: 'No quiet hours' }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('of a mention, and marks of reading, arrive on the other screen', { timeout: 60_000 }, async () => {
    const { id } = await openCase('Two cartons short');
    const shipper = await scene.openAs('shipper', `/cases/${id}`);
    const manager = await scene.openAs('accountManager', `/cases/${id}`);
    await bell(shipper.page).waitFor();
    const before = await count(shipper.page);
    await manager.page.getByLabel('Mention').selectOption({ label: 'Hannah Boyd' });
    await manager.page.getByLabel('Reply').fill('Which cartons are missing?');
    await manager.page.getByRole('button', { name: 'Send reply' }).click();
    await shipper.page.getByText('Which cartons are missing?').waitFor();
    await expect.poll(() => count(shipper.page)).toBe(before + 1);
    await manager.page.getByText('Read by Hannah Boyd').waitFor();
    expect([...shipper.errors, ...manager.errors]).toEqual([]);
  });

  it('fit a phone and keep nobody out', { timeout: 60_000 }, async () => {
    const { page, errors } = await scene.openAs('shipper', '/notifications', { viewport: { width: 360, height: 740 } });
    for (const path of ['/notifications', '/notifications/preferences']) {
      await page.goto(path);
      await page.locator('.notifications, .empty-state, .preferences').first().waitFor();
      const faults = await burstBoxesOn(page, 360);
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await page.waitForFunction(
          (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
          theme,
        );
        await page.evaluate(coloursAreSet);
        faults.push(...(await barriersOn(page, theme)));
      }
      expect(faults).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
});
