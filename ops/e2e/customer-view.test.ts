import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalScene } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('the portal as a customer sees it', () => {
  it('begins at the shipments and ends at the customer', { timeout: 90_000 }, async () => {
    const { page } = await scene.openAs('accountManager', '/accounts');
    await page.getByRole('link', { name: 'Harbor & Pine Outfitters' }).first().click();
    await page.waitForURL(/\/accounts\/\w+$/);
    const customer = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'View as customer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea[name=reason]').fill('asked where the invoice is');
    await dialog.locator('button[type=submit]').click();
    // The socket closes with the rights of before, which must not bring this page back.
    await page.waitForURL((url) => url.pathname === '/shipments');
    await page.getByText('You see the portal as Harbor & Pine Outfitters does.').waitFor();

    await page.goto('/notifications/preferences');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('nothing can be changed. End the view first.').waitFor();

    await page.getByRole('button', { name: 'End view' }).click();
    await page.waitForURL((url) => url.pathname === customer);
    await page.goto(`${customer}/audit`);
    for (const what of ['began to look at the portal as this customer sees it', 'stopped looking as this customer'])
      await page.getByText(`Maya Lindqvist ${what}: asked where the invoice is`).waitFor();
  });
});

describe('an exchange rate without a number', () => {
  it('is named at its field, and nothing is saved', { timeout: 60_000 }, async () => {
    const { page } = await scene.openAs('administrator', '/value?tab=settings');
    const field = page.locator('input[name=exchange]');
    await field.fill('EUR');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('“EUR” is no rate. Write the currency, “=” and a number above zero').waitFor();
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.reload();
    expect(await field.inputValue()).toBe('');
  });
});

describe('another house currency', () => {
  it('is refused without a rate, in words, and with one it is on the board', { timeout: 60_000 }, async () => {
    const { page } = await scene.openAs('administrator', '/value?tab=settings');
    await page.getByRole('button', { name: 'Change house currency' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('select').selectOption('CNY');
    const change = dialog.getByRole('button', { name: 'Change house currency' });
    await change.click();
    await dialog.getByText('Say how many CNY one USD is.').waitFor();
    await dialog.getByLabel('1 USD in CNY').fill('7.1');
    await change.click();
    await page.getByText('USD → CNY, by').waitFor();
    await page.goto('/boards');
    await page.getByRole('heading', { name: 'Revenue and profit (CNY)' }).waitFor();
  });
});
