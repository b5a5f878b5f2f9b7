import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PartnerMailbox } from '../story/mailbox.ts';
import { PortalScene, rowWith } from './portal-scene.ts';

const ORDER = readFileSync(new URL('../story/fixtures/940-warehouse-order.x12', import.meta.url), 'utf8');
const OPEN_CASE = `mutation($input: OpenCaseInput!) { openCase(input: $input) {
  __typename ... on Case { id number } ... on Refusal { message } } }`;

// Several windows share the machine with everything else that is tested at the time.
const SEVERAL_SCREENS_MS = 60_000;

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('what happens', () => {
  it('shows an order by EDI on two screens', { timeout: SEVERAL_SCREENS_MS }, async () => {
    const screens = [await scene.openAs('shipper', '/shipments'), await scene.openAs('accountManager', '/shipments')];
    for (const { page } of screens) await page.locator('[data-record]').first().waitFor();
    await dropOrder('SO-LIVE-1', '000002001');
    for (const { page, errors, loads } of screens) {
      await rowWith(page, 'SO-LIVE-1').getByText('Booked').waitFor();
      expect(loads()).toBe(1);
      expect(errors).toEqual([]);
    }
  });

  it('moves an open shipment on every screen when it is shipped', { timeout: SEVERAL_SCREENS_MS }, async () => {
    const [shipment] = await scene.shipmentsIn('PACKED');
    const path = `/shipments/${shipment?.id}`;
    const watching = [await scene.openAs('shipper', path), await scene.openAs('accountManager', path)];
    const operator = await scene.openAs('operator', path);
    for (const { page } of [...watching, operator]) await stateOf(page, 'Packed').waitFor();

    await operator.page.getByRole('button', { name: 'Ship', exact: true }).click();
    const dialog = operator.page.getByRole('dialog');
    await dialog.getByLabel('PRO').fill('PRO-LIVE-7');
    await dialog.getByRole('button', { name: 'Ship', exact: true }).click();
    for (const { page, errors, loads } of [...watching, operator]) {
      await stateOf(page, 'In transit').waitFor();
      await page.locator('.timeline li', { hasText: 'Departed pick-up' }).waitFor();
      await page.locator('.page-under, dd').getByText('PRO-LIVE-7').first().waitFor();
      expect(loads()).toBe(1);
      expect(errors).toEqual([]);
    }
  });

  it('brings a new complaint into the queue, below what is overdue', async () => {
    const { page, errors, loads } = await scene.openAs('accountManager', '/queue');
    await page.locator('[data-record]').first().waitFor();
    const [shipment] = await scene.shipmentsIn('IN_TRANSIT');
    const input = { kind: 'COMPLAINT', subject: 'Pallet left in the rain', description: 'It is wet.' };
    await scene.api.ask(OPEN_CASE, { input: { ...input, shipmentId: shipment?.id } });
    await rowWith(page, 'Pallet left in the rain').waitFor();
    const overdue = await page
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => /overdue/.test(row.textContent)));
    expect(overdue).toContain(true);
    expect(overdue).toEqual([...overdue].sort((a, b) => Number(b) - Number(a)));
    expect(await rowWith(page, 'Pallet left in the rain').getByText('overdue').count()).toBe(0);
    expect(loads()).toBe(1);
    expect(errors).toEqual([]);
  });

  it('lists a file and its acknowledgement, readable and raw', async () => {
    const { page, errors, loads } = await scene.openAs('shipper', '/edi');
    // Where to leave files, and not where that is on the server.
    await page.getByText('mailbox/HARBORPINE', { exact: true }).waitFor();
    await page.getByText('any → any').waitFor();
    await dropOrder('SO-LIVE-2', '000002002');
    const received = rowWith(page, '000002002').filter({ hasText: 'Received' });
    await received.getByText('Processed', { exact: true }).waitFor();
    await page.locator('tbody tr', { hasText: '997' }).first().waitFor();
    await received.locator('[data-record]').click();

    await page.locator('.edi-segments li', { hasText: 'SO-LIVE-2' }).first().waitFor();
    await page.getByRole('tab', { name: 'Raw' }).click();
    await page.locator('.edi-raw li', { hasText: 'W05*N*SO-LIVE-2*PO-88123' }).waitFor();
    await page.getByRole('link', { name: /997/ }).click();
    await page.locator('.edi-raw li', { hasText: 'AK9*A*1*1*1' }).waitFor();
    await page.getByRole('tab', { name: 'Readable' }).click();
    await page.locator('.edi-segments li', { hasText: 'verdict on the group' }).waitFor();
    expect(loads()).toBe(1);
    expect(errors).toEqual([]);
  });
});

/** The shipper's system leaves an order in its mailbox. */
async function dropOrder(orderNumber: string, control: string): Promise<void> {
  const folder = scene.facts.partners.find(({ id }) => id === 'HARBORPINE')?.mailbox ?? '';
  const text = ORDER.replaceAll('000001017', control).replaceAll('1017', `${Number(control)}`);
  await new PartnerMailbox(folder).drop(
    `${orderNumber}.x12`,
    Buffer.from(text.replaceAll('SO-20260302-17', orderNumber)),
  );
}

const stateOf = (page: Page, words: string) => page.locator('.page-title .state-mark', { hasText: words });
