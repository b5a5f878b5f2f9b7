import { readFileSync } from 'node:fs';
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

  // So does a part of a score, and a criterion of the grade.
  const loyalty = page.locator('.panel', { has: page.getByRole('heading', { name: 'Loyalty', exact: true }) });
  const frequency = loyalty.locator('.value-explain', { hasText: 'Frequency' });
  await frequency.locator('summary').click();
  await frequency.getByRole('button', { name: 'Show the facts' }).click();
  await frequency.locator('ul li').first().waitFor();
  const grade = page.locator('.panel', { has: page.getByRole('heading', { name: 'Grade by value' }) });
  await grade.getByRole('button', { name: 'Show the facts' }).first().waitFor();

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

it('keeps what is said in a conversation among the contacts, at once and without notes', {
  timeout: 120_000,
}, async () => {
  const { accounts } = await scene.api.ask<{ accounts: { nodes: { id: string }[] } }>('{ accounts { nodes { id } } }');
  const { page, errors } = await scene.openAs('accountManager', `/accounts/${accounts.nodes[0]?.id}/360`);
  const contacts = page.locator('.panel', { has: page.getByRole('heading', { name: 'Contacts with both sides' }) });
  await contacts.locator('li').first().waitFor();
  const opened = await scene.api.ask<{ openCase: { id: string; number: string } }>(
    'mutation($input: OpenCaseInput!) { openCase(input: $input) { ... on Case { id number } } }',
    { input: { kind: 'INQUIRY', subject: 'Where are the lamps?', description: 'The lamps of Monday are not here.' } },
  );
  // Nobody touches the page: it comes by itself.
  const first = contacts.locator('li', { hasText: 'The lamps of Monday are not here.' });
  await first.waitFor();
  expect(await first.innerText()).toContain('API');
  await first.getByRole('link', { name: opened.openCase.number }).click();
  await page.getByRole('heading', { level: 1, name: /Where are the lamps|CS-/ }).waitFor();
  const say = async (body: string, button: string) => {
    await page.locator('.reply textarea').fill(body);
    await page.getByRole('button', { name: button }).click();
    await page.locator('.conversation li', { hasText: body }).waitFor();
  };
  await page.getByLabel('As internal note').check();
  await say('The depot has lost them again', 'Save note');
  await say('They come tomorrow.', 'Send reply');
  await page.goBack();
  const answer = contacts.locator('li', { hasText: 'They come tomorrow.' });
  await answer.waitFor();
  expect(await answer.innerText()).toMatch(/Portal message · Maya .+ to /);
  expect(await contacts.innerText()).not.toContain('The depot has lost them again');
  await contacts.getByLabel('Which contacts').selectOption({ label: 'Logged' });
  await answer.waitFor({ state: 'detached' });
  await contacts.getByLabel('Which contacts').selectOption({ label: 'Conversations' });
  await answer.waitFor();
  // Five cases stand here; the others are one tap away, and of this customer alone.
  const cases = page.locator('.panel', { has: page.getByRole('heading', { name: 'Cases', exact: true }) });
  await cases.getByRole('link', { name: 'All', exact: true }).click();
  await rowWith(page, opened.openCase.number).waitFor();
  await page.getByRole('combobox', { name: 'Customer' }).fill('Copperline Audio');
  await page.getByRole('option', { name: 'Copperline Audio' }).click();
  await rowWith(page, opened.openCase.number).waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

it('shows a branch its own customers only, and others nothing at all', { timeout: 120_000 }, async () => {
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

it('leads a shipper from a month of charges to each of them, billed and not, with the sum of the bar', async () => {
  const { page, errors } = await scene.openAs('shipperAdministrator', '/boards');
  const panel = page.locator('.panel', { has: page.getByRole('heading', { name: 'Charges in USD' }) });
  await panel.getByRole('button', { name: 'Table' }).click();
  const month = panel
    .locator('tbody tr')
    .filter({ has: page.getByRole('link') })
    .last();
  const charged = await month.locator('td').last().innerText();
  await month.getByRole('link').click();
  await page.waitForURL('**/charges?month=*');
  const sum = page.getByText(/^\d+ charges?: /);
  await sum.waitFor();
  expect(await sum.innerText()).toContain(charged);
  const count = Number.parseInt(await sum.innerText(), 10);
  await expect.poll(() => page.locator('.rows > li').count()).toBe(Math.min(count, 100));
  expect(await page.locator('.rows').innerText()).toContain('Not billed yet');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = readFileSync(await (await saving).path(), 'utf8');
  expect(file.trim().split('\r\n')).toHaveLength(count + 1);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await page.waitForURL('**/charges');
  expect(errors).toEqual([]);
});

it('shows what a sort of customers brings as the overview does, and each figure of the 7P leads to its customers', async () => {
  const { page, errors } = await scene.openAs('executive', '/value?tab=segments&by=KIND');
  const brings = page.locator('.panel', { has: page.getByRole('heading', { name: 'What each sort brings' }) });
  await brings.getByRole('button', { name: 'Table' }).click();
  const amount = (text: string): number => Number(text.replaceAll(/[^\d.-]/g, ''));
  const profits = (await brings.locator('tbody td:last-child').allInnerTexts()).map(amount);
  await page.goto('/value');
  const profit = page.locator('.panel', { has: page.getByRole('heading', { name: 'From revenue to profit' }) });
  await profit.getByRole('button', { name: 'Table' }).click();
  const whole = amount(await profit.locator('tbody td').last().innerText());
  // Figures are worked out anew while goods move: what counts is that none is a hundred times the other.
  expect(Math.abs(profits.reduce((sum, one) => sum + one, 0) / whole - 1)).toBeLessThan(0.05);

  for (const name of ['Cross-sell', 'Future key accounts', 'Left within a year']) {
    await page.goto('/value?tab=seven-p');
    const figure = page.locator('.value-lines > div', { has: page.getByRole('link', { name, exact: true }) });
    const counted = Number(await figure.locator('dd').innerText());
    await figure.getByRole('link').click();
    await expect.poll(() => page.locator('.record-table tbody tr').count()).toBe(counted);
  }
  await page.goto('/value?tab=seven-p');
  await page.locator('.value-lines > div').first().waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = readFileSync(await (await saving).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(file).toHaveLength((await page.locator('.value-lines > div').count()) + 1);
  expect(errors).toEqual([]);
});
