import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalScene } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || '');

describe('what cannot be undone', () => {
  it('is asked about before it is done', { timeout: 60_000 }, async () => {
    const { page, errors } = await scene.openAs('shipperAdministrator', '/accounts');
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('dialog').getByLabel('What it is for').fill('Night batch');
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    const secret = page.locator('.note .mono');
    await secret.waitFor();
    const line = page.locator('.rows li', { hasText: 'Night batch' });
    await line.getByRole('button', { name: 'Revoke' }).click();
    expect(await line.getByText('Revoked').count()).toBe(0);
    await page
      .getByRole('dialog', { name: /Night batch/ })
      .getByRole('button', { name: 'Revoke' })
      .click();
    await line.getByText('Revoked').waitFor();
    await secret.waitFor({ state: 'detached' });

    const member = page.locator('.rows li', { hasText: 'Hannah Boyd' });
    await member.getByRole('button', { name: /Deactivate/ }).click();
    await page.getByRole('dialog', { name: /Hannah Boyd/ }).waitFor();
    expect(await focused(page)).toBe('Cancel');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await member.getByText('Inactive').count()).toBe(0);
    await expect.poll(() => focused(page)).toContain('Deactivate');

    const [shipment] = await scene.shipmentsIn('IN_TRANSIT');
    await page.goto(`/shipments/${shipment?.id}`);
    await page.getByRole('button', { name: 'Create link' }).click();
    await page.locator('.note .mono').waitFor();
    await page.getByRole('button', { name: 'Revoke' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.locator('.note .mono').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});

describe('a dialog', () => {
  it('keeps what was typed and gives the focus back', async () => {
    const [shipment] = await scene.shipmentsIn('IN_TRANSIT');
    const { page } = await scene.openAs('shipper', `/shipments/${shipment?.id}`);
    await page.getByRole('button', { name: 'Raise a request' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Subject', { exact: false }).last().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await dialog.getByLabel('Subject', { exact: false }).last().fill('Crushed corner');
    await dialog.getByLabel('What happened').fill('Seen at the gate.');
    await page.getByRole('radio', { name: 'Question' }).check({ force: true });
    expect(await dialog.getByLabel('Subject', { exact: false }).last().inputValue()).toBe('Crushed corner');
    await page.getByRole('radio', { name: 'Claim' }).check({ force: true });
    expect(await dialog.getByLabel('Why you hold us liable').inputValue()).toBe('Seen at the gate.');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep writing' }).click();
    expect(await dialog.getByLabel('Why you hold us liable').inputValue()).toBe('Seen at the gate.');
    await page.mouse.click(5, 5);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toContain('Raise a request');
  });

  it('does not send while a file was refused', async () => {
    const { page } = await scene.openAs('shipper', '/service');
    await page.getByRole('button', { name: 'Raise a request' }).click();
    const dialog = page.getByRole('dialog');
    const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
    await dialog.getByLabel('Add photos').setInputFiles(file);
    await dialog.getByText('Not a picture or PDF').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Remove notes.txt' }).click();
    expect(await dialog.getByRole('button', { name: 'Send' }).isDisabled()).toBe(false);
    // A claim needs a shipment, which is picked here.
    await page.getByRole('radio', { name: 'Claim' }).check({ force: true });
    const [shipment] = await scene.shipmentsIn('DELIVERED');
    await dialog.getByLabel('Which shipment').fill(shipment?.number ?? '');
    await dialog
      .locator('.picker li', { hasText: shipment?.number ?? '' })
      .getByRole('button')
      .click();
    await dialog.getByText(`About shipment ${shipment?.number}`).waitFor();
    await dialog.getByLabel('Why you hold us liable').waitFor();
  });
});

describe('the way back', () => {
  it('finds the filter, the rows and the place', async () => {
    const { page } = await scene.openAs('administrator', '/queue?kind=CASE');
    await page.locator('[data-record]').first().click();
    await page.locator('.page-back a', { hasText: 'Queue' }).click();
    await page.waitForURL(/\/queue\?kind=CASE/);

    await page.goto('/shipments');
    await page.locator('[data-record]').nth(20).waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.locator('[data-record]').nth(45).waitFor();
    const wanted = await page.locator('[data-record]').nth(45).getAttribute('href');
    await page.locator('[data-record]').nth(45).click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.locator('.page-back a', { hasText: 'Shipments' }).click();
    await page.locator(`[data-record][href="${wanted}"]`).waitFor();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(600);
  });

  it('drops a state that nobody knows', async () => {
    const { page } = await scene.openAs('shipper', '/shipments?state=NOWHERE');
    await page.locator('[data-record]').first().waitFor();
    expect(await page.getByText('could not be loaded').count()).toBe(0);
    await expect.poll(() => page.url()).not.toContain('NOWHERE');
  });

  it('is not pushed off the screen by one long word', async () => {
    const subject = 'x'.repeat(190);
    const [shipment] = await scene.shipmentsIn('DELIVERED');
    await scene.api.ask('mutation($input: OpenCaseInput!) { openCase(input: $input) { __typename } }', {
      input: { kind: 'COMPLAINT', subject, description: 'Long.', shipmentId: shipment?.id },
    });
    const { page } = await scene.openAs('shipper', '/service');
    const due = page.locator('tbody tr', { hasText: 'xxxx' }).locator('td').last();
    const box = await due.boundingBox();
    expect((box?.x ?? 9999) + (box?.width ?? 0)).toBeLessThanOrEqual(1360);
  });
});

describe('a Chinese reader', () => {
  it('reads refusals and EDI in Chinese', async () => {
    const { page } = await scene.openAs('otherShipper', '/shipments');
    await page.locator('.shell-person').click();
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('UpdateProfile') ?? false);
    await page.getByRole('dialog').locator('select').first().selectOption('zh-Hans');
    await saved;
    await fetch(`${scene.quayside.url}/edi/LUMEN`, {
      method: 'POST',
      headers: { authorization: `Bearer ${scene.facts.apiKeys[1]?.key}` },
      body: 'hello, this is no EDI',
    });
    await scene.quayside.settle();
    await page.goto('/edi');
    await page.locator('tbody tr').first().waitFor();
    const english = await page.locator('tbody td:first-child a > span:first-child:not(.record-sub)').count();
    expect(english).toBe(0);
    await page.locator('tbody tr', { hasText: '已隔离' }).first().locator('[data-record]').click();
    await page.getByText('文件不是 EDI').first().waitFor();
  });
});
