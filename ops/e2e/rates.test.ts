import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PortalScene } from './portal-scene.ts';

let scene: PortalScene;
let contractId: string;
beforeAll(async () => {
  scene = await PortalScene.open();
  const { contracts } = await scene.api.ask<{ contracts: { nodes: { id: string }[] } }>(
    '{ contracts(first: 1) { nodes { id } } }',
  );
  contractId = contracts.nodes[0]?.id ?? '';
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

it('writes the next version of a rate card, mends it at its row, and rates the past by it', {
  timeout: 120_000,
}, async () => {
  const shipper = await scene.openAs('shipper', `/contracts/${contractId}/rates`);
  await shipper.page.getByText('USD 18.50 per hundredweight').waitFor();
  const { page, errors } = await scene.openAs('accountManager', `/contracts/${contractId}`);
  await page.getByRole('link', { name: 'All rates' }).click();
  await page.getByRole('link', { name: 'Next version of Standard rates' }).click();

  const rate = page.getByLabel('Rate, row 1', { exact: true });
  await rate.fill('-3');
  await page.locator('.rate-note', { hasText: 'not below zero' }).waitFor();
  const save = page.getByRole('button', { name: 'Save as a version of the contract' });
  expect(await save.isDisabled()).toBe(true);
  await rate.fill('nineteen');
  await page.locator('.rate-note', { hasText: 'this is no number' }).waitFor();

  // A cell of a spreadsheet, and the one beside it.
  await rate.fill('');
  await rate.focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '20.00\t130.00\n');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  expect(await page.getByLabel('Minimum, row 1', { exact: true }).inputValue()).toBe('130.00');
  // What was typed is not lost by a stray click.
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('dialog', { name: 'Discard what you typed?' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove row 3' }).click();
  await page.getByText('No gap and no overlap: 0 new, 1 changed').waitFor();
  // What is left out ends with the card before, and is told before anything is kept.
  await page
    .locator('.rows li', { hasText: 'Delivery attempted' })
    .getByText(/^ends on .* with “Standard rates”$/)
    .waitFor();

  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.locator('.rate-result dd', { hasText: /^\+USD/ }).waitFor();
  await page.getByText('Nothing was changed, charged or billed.').first().waitFor();
  await save.click();
  await page.getByText('Not yet valid').waitFor();
  expect(errors).toEqual([]);

  // Told to whoever looks at it, without loading the page again.
  await shipper.page.getByText('USD 20.00 per hundredweight').waitFor();
  expect(await shipper.page.getByRole('link', { name: /^Next version/ }).count()).toBe(0);
  await shipper.page.goto('/simulation');
  await shipper.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await shipper.page.getByText('Tariff simulation').count()).toBe(0);
});

it('prices a job by an amendment, and says at its place what cannot be', { timeout: 60_000 }, async () => {
  const { page, errors } = await scene.openAs('accountManager', `/contracts/${contractId}`);
  await page.getByRole('link', { name: 'Change prices' }).click();
  const labelling = page.locator('.panel', { has: page.getByRole('heading', { name: 'Labelling' }) });
  await labelling.getByLabel('Price in USD').fill('-1');
  await page.getByLabel('Reason').fill('New labels');
  const save = page.getByRole('button', { name: 'Save as a version of the contract' });
  await save.click();
  await labelling.getByText('The price of LABELLING is not usable.').waitFor();
  await labelling.getByLabel('Price in USD').fill('0.21');
  await save.click();
  await page.getByText('USD 0.21 per pieces').waitFor();
  expect(errors).toEqual([]);
});
