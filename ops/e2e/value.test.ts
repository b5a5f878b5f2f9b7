import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PortalScene, rowWith } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
  await scene.quayside.settle();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

it('shows who drifts away and why, and a contact that is logged moves the plan', { timeout: 120_000 }, async () => {
  const { page, errors } = await scene.openAs('accountManager', '/value?tab=risk');
  const churner = rowWith(page, 'Copperline Audio');
  await churner.getByText('Longer without an order than usual').waitFor();
  expect(await rowWith(page, 'Northgate Garden').count()).toBe(0);
  await churner.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'Copperline Audio' }).waitFor();

  // A term opens its inputs and the facts behind it.
  const term = page.locator('.value-explain', { hasText: 'The last twelve months' }).first();
  await term.locator('summary').click();
  await term.getByRole('button', { name: 'Show the facts: Cost to serve' }).click();
  await term.locator('ul li').first().waitFor();

  expect(await page.getByText('overdue').count()).toBe(1);
  await page.getByRole('button', { name: 'Log contact' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Contact', { exact: true }).selectOption({ label: 'Dale Fisk' });
  await dialog.getByLabel('What was said').fill('They try another house; a visit is agreed.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('They try another house; a visit is agreed.').waitFor();
  await page.getByText('overdue').waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

it('shows a branch its own customers only, and others nothing at all', async () => {
  const reno = await scene.openAs('otherManager', '/value?tab=customers');
  await rowWith(reno.page, 'Juniper Skincare').waitFor();
  expect(await reno.page.locator('body').innerText()).not.toMatch(/Atlas Home Brands|Copperline|Harbor & Pine/);
  // A board leads from a figure to the customers behind it, and a shipper's own says nothing of what it costs us.
  await reno.page.goto('/boards');
  const volume = reno.page.locator('.panel', { has: reno.page.getByRole('heading', { name: 'Orders', exact: true }) });
  await volume.getByRole('button', { name: 'Table' }).click();
  await volume.getByRole('link').nth(-2).click();
  await reno.page.waitForURL('**/value?tab=customers&orderedIn=*');
  await rowWith(reno.page, 'Juniper Skincare').waitFor();
  const own = await scene.openAs('shipperAdministrator', '/boards');
  await own.page.getByRole('heading', { name: 'Charges in USD' }).waitFor();
  expect(await own.page.locator('main').innerText()).not.toMatch(/Profit|Carrier cost|Lumen|Brightway/);
  for (const persona of ['shipperAdministrator', 'operator'] as const) {
    const { page } = await scene.openAs(persona, '/value');
    await page.waitForURL('**/shipments*');
    expect(await page.getByRole('link', { name: 'Value', exact: true }).count()).toBe(0);
  }
});
