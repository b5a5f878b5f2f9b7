import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PortalScene } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

it('negotiates all terms, and lets those that begin later wait for their day', { timeout: 120_000 }, async () => {
  const { contracts } = await scene.api.ask<{ contracts: { nodes: { id: string; validTo: string }[] } }>(
    '{ contracts(first: 1) { nodes { id validTo } } }',
  );
  const contract = contracts.nodes[0];
  const { page, errors } = await scene.openAs('accountManager', `/contracts/${contract?.id}`);
  await page.getByRole('button', { name: 'Negotiate renewal' }).click();
  const dialog = page.getByRole('dialog');
  const year = Number(contract?.validTo.slice(0, 4));
  await dialog.getByLabel('Valid from').fill(`${year + 2}-01-01`);
  await dialog.getByLabel('Valid to').fill(`${year + 3}-12-31`);
  await dialog.getByRole('button', { name: 'Send the proposal' }).click();
  await dialog.getByText(/nothing would be agreed until/).waitFor();
  await dialog.getByLabel('Valid from').fill(contract?.validTo ?? '');
  await dialog.getByLabel('On time (%)').fill('96.5');
  await dialog.getByLabel('Limit per kilogram (USD)').fill('12.50');
  await dialog.getByRole('button', { name: 'Add a party' }).click();
  await dialog.getByLabel('Name of party 3').fill('Harbor Holding');
  await dialog.getByRole('button', { name: 'Send the proposal' }).click();
  await page.waitForURL(/\/quotes\/[^/]+$/);

  // Whoever says yes reads all of it first.
  const boss = await scene.openAs('shipperAdministrator', new URL(page.url()).pathname);
  for (const said of ['96.5 %', 'USD 12.50', 'Harbor Holding']) await boss.page.getByText(said).first().waitFor();
  await boss.page.getByRole('button', { name: 'Accept the offer' }).click();
  await boss.page.getByRole('dialog').getByRole('button', { name: 'Accept the offer' }).click();
  await boss.page.waitForURL(/\/contracts\/[^/]+$/);
  const agreed = boss.page.locator('.panel', { hasText: 'Agreed from' });
  await agreed.getByText('Then becomes other: parties, service levels, liability.').waitFor();
  await boss.page.getByText('97.5 %').first().waitFor();
  // Nobody of the customer reads what was drafted before.
  expect(await boss.page.getByText('Draft', { exact: true }).count()).toBe(0);
  await boss.page.getByText('All terms from that day on').click();
  await boss.page.getByText('96.5 %').first().waitFor();
  expect([...errors, ...boss.errors]).toEqual([]);
});
