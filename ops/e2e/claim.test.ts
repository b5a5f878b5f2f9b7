import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answerAsCarrier,
  carrierOf,
  deliveredShipment,
  expectMails,
  expectNothingFor,
  expectRevoked,
  expectSamePack,
  type Found,
  openPhone,
  type Phone,
} from './claim-scene.ts';
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

/** When the carrier was told on the phone, as typed. */
const TOLD = `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}T09:30`;

describe('a claim', () => {
  it('is played by consignee, shipper, account manager and carrier, live', { timeout: 150_000 }, async () => {
    const shipment = await deliveredShipment(scene);
    const phone = await openPhone(scene, shipment.id);
    const manager = await scene.openAs('accountManager', '/queue');
    const { casePath, caseNumber } = await reportsDamage(phone, manager);
    const { customer, number } = await filesClaim(shipment.id);
    await agree(customer, manager);
    await settle(customer, manager, number);
    await expectMails(scene, caseNumber, number);
    await expectSamePack(scene, number);
    await expectNothingFor(scene, 'otherShipper', [casePath, new URL(customer.page.url()).pathname]);
    expect([phone, customer, manager].flatMap(({ errors }) => errors)).toEqual([]);
    await expectRevoked(scene, phone);
  });

  it('is written further from its draft, and paid in part by a carrier that writes letters', async () => {
    const [, shipment] = await scene.shipmentsIn('DELIVERED');
    const customer = await openForm(shipment?.id ?? '');
    const begun = customer.page.getByRole('dialog');
    await begun.getByLabel('Quantity').fill('2');
    await begun.getByLabel(/^First told on/).fill(TOLD);
    await begun.getByRole('button', { name: 'Save draft' }).click();
    await customer.page.getByRole('heading', { level: 1, name: /^CD-/ }).waitFor();
    // Nothing was received yet: there is neither evidence nor anything to judge.
    expect(await customer.page.getByRole('heading', { name: /^Evidence|How content/ }).count()).toBe(0);
    await act(customer.page, 'Edit draft');
    await fill(customer.page);
    const form = customer.page.getByRole('dialog');
    expect(await form.getByLabel(/^First told on/).inputValue()).toBe(TOLD);
    await form.getByText('Weight and salvage').click();
    await form.getByLabel('Weight in kg').fill('12.5');
    await form.getByLabel('Got for the rest').fill('40');
    await form.getByText('Total USD 60.00').waitFor();
    await form.getByRole('button', { name: 'File claim' }).click();
    await customer.page.getByRole('heading', { level: 1, name: /^CL-/ }).waitFor();
    await customer.page.getByText('12.5 kg').waitFor();
    await customer.page.getByText('at most USD 137.50').waitFor();

    const manager = await scene.openAs('accountManager', new URL(customer.page.url()).pathname);
    await act(manager.page, 'Claim from carrier');
    await manager.page.getByRole('dialog').locator('button[type=submit]').click();
    await act(manager.page, 'Record carrier’s answer');
    const answer = manager.page.getByRole('dialog');
    await answer.getByLabel('Decision').selectOption('PART');
    await answer.getByLabel('Amount in USD').fill('20');
    await answer.getByLabel('Payment reference').fill('W-20');
    await answer.getByLabel('Reason').fill('By letter of today');
    await answer.locator('button[type=submit]').click();
    await manager.page.getByText('USD 20.00 paid in part (W-20)').waitFor();
    await manager.page.getByText('USD 40.00 still open').waitFor();
    expect(await customer.page.content()).not.toContain('W-20');
    expect([customer, manager].flatMap(({ errors }) => errors)).toEqual([]);
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

/** The consignee reports damage on a phone, and the account manager answers before both eyes. */
async function reportsDamage(phone: Phone, manager: Screen): Promise<{ casePath: string; caseNumber: string }> {
  await phone.page.getByText('Report damage').tap();
  await phone.page.getByLabel('What is damaged?').fill('Both tents are torn.');
  await phone.page.getByLabel('Add photo').setInputFiles({ name: 'tents.png', mimeType: 'image/png', buffer: PAPER });
  await phone.page.getByText('Photo sent').waitFor();
  await phone.page.locator('.action[open] button[type=submit]').tap();
  const reported = await phone.page.getByText(/Reported as CS-\d+/).innerText();
  const caseNumber = /CS-\d+/.exec(reported)?.[0] ?? '';
  await manager.page.getByText(caseNumber).first().waitFor();
  const { cases } = await scene.api.ask<Found>('query($s: String) { cases(filter: { search: $s }) { nodes { id } } }', {
    s: caseNumber,
  });
  const casePath = `/cases/${cases?.nodes[0]?.id}`;
  await manager.page.goto(casePath);
  await manager.page.getByText('The consignee reads this conversation').waitFor();
  await manager.page.getByLabel('As internal note').check();
  await say(manager.page, 'The driver was late again', 'Save note');
  await say(manager.page, 'Please keep the wrapping.', 'Send reply');
  await act(manager.page, 'Wait for customer');
  await manager.page.locator('.clock-list li', { hasText: 'Resolve' }).getByText('Paused', { exact: true }).waitFor();
  await phone.page.getByText('New answer').waitFor();
  await phone.page.getByText('Questions and answers').tap();
  await phone.page.locator('.message', { hasText: 'Please keep the wrapping.' }).waitFor();
  await phone.page.getByLabel('Your answer').fill('It is in the hall.');
  await phone.page.locator('.talks button[type=submit]').tap();
  await manager.page.locator('.conversation li', { hasText: 'It is in the hall.' }).waitFor();
  await manager.page.locator('.clock-list li', { hasText: 'Resolve' }).getByText('Running', { exact: true }).waitFor();
  expect(await phone.page.content()).not.toContain('driver was late');
  return { casePath, caseNumber };
}

const ownLeg = ({ page }: Screen) => page.locator('.claim-leg', { hasText: 'Customer to us' });

/** The shipper files the claim: a draft first, then a paper. */
async function filesClaim(shipmentId: string): Promise<{ customer: Screen; number: string }> {
  const customer = await openForm(shipmentId);
  const form = customer.page.getByRole('dialog');
  await form.getByText('Terms and papers of this claim').click();
  await form.getByText('49 CFR 370.5(a)').waitFor();
  await form.getByText(/Bill of lading, Commercial invoice/).waitFor();
  await fill(customer.page);
  await form.getByRole('button', { name: 'Save draft' }).click();
  await customer.page.getByRole('heading', { level: 1, name: /^CD-/ }).waitFor();
  await customer.page.getByRole('button', { name: 'File claim' }).click();
  await customer.page.getByRole('heading', { level: 1, name: /^CL-/ }).waitFor();
  const number = await customer.page.getByRole('heading', { level: 1 }).innerText();
  const leg = ownLeg(customer);
  await leg.getByText('49 CFR 370.9(a)').waitFor();
  await leg.getByText(/in 119 days|in 120 days/).waitFor();
  await addPaper(customer.page);
  return { customer, number };
}

/** The account manager investigates and offers until both agree; each step is on the other's screen. */
async function agree(customer: Screen, manager: Screen): Promise<void> {
  const leg = ownLeg(customer);
  await manager.page.goto(new URL(customer.page.url()).pathname);
  await manager.page.getByRole('button', { name: 'Acknowledge' }).click();
  await stateOf(customer, 'Acknowledged').waitFor();
  await leg.locator('li', { hasText: 'Acknowledge' }).getByText('In time').waitFor();
  await manager.page.getByRole('button', { name: 'Investigate' }).click();
  await stateOf(customer, 'Investigating').waitFor();
  await offer(manager.page, '60');
  await stateOf(customer, 'Offered').waitFor();
  await act(customer.page, 'Counter-offer');
  const counter = customer.page.getByRole('dialog');
  await counter.getByLabel('Amount in USD').fill('90');
  await counter.getByLabel('Reason').fill('The invoice shows more.');
  await counter.getByRole('button', { name: 'Counter-offer' }).click();
  await stateOf(manager, 'Counter-offer made').waitFor();
  await offer(manager.page, '80', 'Settled for another amount');
  await customer.page.locator('.facts', { hasText: 'Settled for another amount' }).waitFor();
  await customer.page.getByRole('button', { name: 'Accept offer' }).click();
  await customer.page.getByRole('dialog').getByRole('button', { name: 'Accept offer' }).click();
  await stateOf(manager, 'Offer accepted').waitFor();
}

/** The carrier is asked by 920 and answers by 926, which is news for the staff alone; then the customer is paid. */
async function settle(customer: Screen, manager: Screen, number: string): Promise<void> {
  await act(manager.page, 'Claim from carrier');
  await manager.page.getByRole('dialog').locator('button[type=submit]').click();
  const carrierLeg = manager.page.locator('.claim-leg', { hasText: 'Us to the carrier' });
  await carrierLeg.locator('.state-mark', { hasText: 'Filed' }).waitFor();
  await answerAsCarrier(scene, await carrierOf(scene, number), number);
  await carrierLeg.locator('.state-mark', { hasText: 'Paid' }).waitFor();

  await manager.page.getByRole('button', { name: 'Decide' }).click();
  const pay = manager.page.getByRole('dialog');
  await pay.getByLabel('Payment reference').fill('CHQ-1207');
  await pay.getByLabel('Reason').fill('As agreed.');
  await pay.getByRole('button', { name: 'Pay' }).click();
  await stateOf(customer, 'Paid').waitFor();
  await customer.page.locator('.facts', { hasText: 'CHQ-1207' }).waitFor();
  expect(await customer.page.content()).not.toContain('W-1207');
}

async function say(page: Page, words: string, button: string): Promise<void> {
  await page.locator('.reply textarea').fill(words);
  await page.getByRole('button', { name: button }).click();
  await page.locator('.conversation li', { hasText: words }).waitFor();
}

async function openForm(shipmentId: string): Promise<Screen> {
  const screen = await scene.openAs('shipper', `/shipments/${shipmentId}`);
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
