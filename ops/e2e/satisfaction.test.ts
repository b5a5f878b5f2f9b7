import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { PortalScene } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
  await scene.quayside.settle();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

it('asks a customer about a delivery, and brings a bad word to somebody who answers it', {
  timeout: 120_000,
}, async () => {
  const delivered = await scene.shipmentsIn('DELIVERED');
  const path = `/shipments/${delivered[0]?.id}`;
  const shipper = await scene.openAs('shipperAdministrator', path);
  const asked = shipper.page.locator('.panel', { hasText: 'How content are you with this?' });
  await asked.getByRole('button', { name: '1', exact: true }).click();
  await asked.getByText('You said 1 of 5').waitFor();
  await asked.getByRole('textbox').fill('Nobody told us.');
  await asked.getByRole('button', { name: 'Send' }).click();
  await asked.getByRole('button', { name: 'Send' }).waitFor({ state: 'detached' });

  // The staff sees it where it happened, and writes down what the dock said by telephone.
  const { page, errors } = await scene.openAs('accountManager', path);
  const heard = page.locator('.panel', { has: page.getByRole('heading', { name: 'Satisfaction' }) });
  await heard.getByText('Nobody told us.').waitFor();
  await heard.getByRole('button', { name: 'Record an answer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Who was asked').fill('Dock 4');
  await dialog.getByLabel('How content, 1 to 5').fill('5');
  await dialog.getByRole('button', { name: 'Record an answer' }).click();
  await heard.getByText('Dock 4').waitFor();

  await page.goto('/satisfaction?bad=true');
  const row = page.locator('li', { hasText: 'Nobody told us.' }).first();
  await row.getByRole('link', { name: 'What is done' }).waitFor();
  await row.getByRole('button', { name: 'Tell what changed' }).click();
  await page.getByRole('dialog').getByLabel('What changed:').fill('We call a day ahead from now on.');
  await page.getByRole('dialog').getByRole('button', { name: 'Tell what changed' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await shipper.page.goto(path);
  await shipper.page.getByText('We call a day ahead from now on.').waitFor();

  // A customer says once a quarter whether they would recommend us; the list behind the quarter has it at once.
  await page.goto('/satisfaction');
  await page.getByRole('heading', { name: 'What was said' }).waitFor();
  await shipper.page.goto('/boards');
  const recommend = shipper.page.locator('.panel', { hasText: 'Would you recommend us?' });
  await recommend.getByRole('button', { name: '9', exact: true }).click();
  await recommend.getByText('You said 9 of 10').waitFor();
  const said = page.locator('.panel', { has: page.getByRole('heading', { name: 'What was said' }) });
  await said.locator('li', { hasText: '9 / 10' }).filter({ hasText: 'Portal' }).waitFor();
  expect([...errors, ...shipper.errors]).toEqual([]);
});

it('leads a customer from a bar of its board to the answers behind it, and on to the shipment', {
  timeout: 120_000,
}, async () => {
  const { page, errors } = await scene.openAs('shipper', '/boards');
  const causes = page.locator('.panel', { has: page.getByRole('heading', { name: 'Satisfaction by cause' }) });
  await causes.getByRole('button', { name: 'Table' }).click();
  const bar = causes
    .getByRole('row', { name: /^Silence/ })
    .locator('td')
    .last();
  const figure = (await bar.innerText()).trim();
  await bar.getByRole('link').click();
  const said = page.locator('.panel', { has: page.getByRole('heading', { name: 'What was said' }) });
  await said.locator('.panel-count').waitFor();
  expect(await said.locator('.panel-count').innerText()).toBe(figure);
  expect(await said.locator('.rows > li').count()).toBe(Number(figure));
  const heard = said.locator('li', { hasText: '1 / 5' }).first();
  // It was said on the telephone: what our people wrote down of it is for them.
  expect(await said.getByText('Nobody told us that it would be a day late.').count()).toBe(0);
  expect(await heard.innerText()).toContain('Silence');
  const shipment = heard.getByRole('link', { name: /^Delivery/ });
  const number = (await shipment.innerText()).replace('Delivery ', '');
  await shipment.click();
  await page.getByRole('heading', { name: number }).waitFor();

  // Another customer's board leads to its own answers.
  const other = await scene.openAs('otherShipper', '/satisfaction?days=365&cause=SILENCE');
  await other.page.getByRole('heading', { name: 'What was said' }).waitFor();
  await other.page.locator('.panel-count').waitFor();
  expect(await other.page.locator('.rows > li').count()).toBeGreaterThan(0);
  expect(await other.page.getByText(number).count()).toBe(0);
  expect([...errors, ...other.errors]).toEqual([]);
});

it('says what the ends have in common, and opens the customers and answers behind a trait', {
  timeout: 120_000,
}, async () => {
  const { page, errors } = await scene.openAs('administrator', '/satisfaction?days=365');
  const traits = page.locator('.panel', { has: page.getByRole('heading', { name: /What the least and the most/ }) });
  // Three customers have judged deliveries: too few for a fifth, and no share is made up.
  await traits.getByText('3 customers have answered in this period').waitFor();
  await traits.getByRole('link', { name: 'Cause: Silence' }).waitFor();
  expect(await traits.getByRole('link', { name: /^Service bought/ }).count()).toBe(0);

  // Each score leads to the answers that gave it, which can be had as a file.
  const scores = page.locator('.satisfaction-scores tr');
  const count = await scores.last().locator('td').innerText();
  await scores.last().getByRole('link', { name: '5' }).click();
  const behind = page.locator('.panel', { has: page.getByRole('heading', { name: 'What was said' }) });
  await behind.getByRole('button', { name: /^Score: 5/ }).waitFor();
  await expect.poll(() => behind.locator('.panel-count').innerText()).toBe(count);
  const saving = page.waitForEvent('download');
  await behind.getByRole('button', { name: 'CSV' }).click();
  expect(
    readFileSync(await (await saving).path(), 'utf8')
      .trim()
      .split('\r\n'),
  ).toHaveLength(Number(count) + 1);
  await behind.getByRole('button', { name: /^Score: 5/ }).click();

  await traits.getByLabel('What is compared').selectOption('NPS');
  const trait = traits.locator('li', { has: page.getByRole('link', { name: 'Service bought: Transport' }) });
  const [customers, answers] = (await trait.locator('.small').first().innerText()).match(/\d+/g) ?? [];
  await trait.getByRole('link').click();
  const panel = (name: string) => page.locator('.panel', { has: page.getByRole('heading', { name }) });
  await panel('Customers behind it').locator('li').first().waitFor();
  expect(await panel('Customers behind it').locator('li').count()).toBe(Number(customers));
  const said = panel('What was said');
  await expect.poll(() => said.locator('.panel-count').innerText()).toBe(answers);
  await said.getByRole('button', { name: /^Transport/ }).waitFor();
  // Whoever opens a trait looks at what is behind it.
  await expect
    .poll(() => page.locator('#said').evaluate((behind) => behind.getBoundingClientRect().top < innerHeight / 2))
    .toBe(true);
  await panel('Customers behind it').getByRole('link', { name: '1 answer' }).first().click();
  await expect.poll(() => said.locator('.panel-count').innerText()).toBe('1');
  expect(errors).toEqual([]);
});
