import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PartnerMailbox } from '../story/mailbox.ts';
import { readAgain } from '../story/second-reader.ts';
import { PortalScene, rowWith, type Screen } from './portal-scene.ts';

const ORDER = readFileSync(new URL('../story/fixtures/940-warehouse-order.x12', import.meta.url), 'utf8');
/** One item and lot that no demo notice knows, so that what is seen came of this file. */
const NOTICE = `ISA*00*          *00*          *ZZ*HARBORPINE     *ZZ*QUAYSIDE       *260302*0915*U*00401*000003001*0*P*>~
GS*AR*HARBORPINE*QUAYSIDE*20260302*0915*3001*X*004010~
ST*943*0001~
W06*N*TR-E2E-1*20260302*TS-E2E-1~
N1*WH*Quayside Memphis*91*MEM~
N1*DE*Harbor and Pine Outfitters*91*HPO~
G62*17*20260305~
W27*M*RDWY****T*4711~
W04*100*EA**VN*E2E-KETTLE~
G69*Camp kettle~
N9*LT*LOT-E2E~
W04*48*EA**VN*E2E-MUG~
G69*Camp mug~
W03*148~
SE*13*0001~
GE*1*3001~
IEA*1*000003001~
`;

let scene: PortalScene;
let mailbox: PartnerMailbox;
beforeAll(async () => {
  scene = await PortalScene.open();
  mailbox = new PartnerMailbox(scene.facts.partners.find(({ id }) => id === 'HARBORPINE')?.mailbox ?? '');
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('the clerk at the dock', () => {
  it('receives what a file announced, and its sender reads the count', { timeout: 60_000 }, async () => {
    await wantReceipts();
    const shipper = await scene.openAs('shipper', '/inbound');
    const stock = await scene.openAs('accountManager', '/stock?search=E2E');
    const clerk = await scene.openAs('operator', '/inbound');
    for (const { page } of [shipper, clerk]) await page.locator('[data-record]').first().waitFor();
    await stock.page.getByText('No stock matches').waitFor();

    await mailbox.drop('notice.x12', Buffer.from(NOTICE));
    await rowWith(shipper.page, 'TR-E2E-1').getByText('Expected').waitFor();
    await rowWith(clerk.page, 'TR-E2E-1').locator('[data-record]').click();
    await count(clerk.page);
    await rowWith(shipper.page, 'TR-E2E-1').getByText('Received').waitFor();
    await rowWith(shipper.page, 'TR-E2E-1').getByText('145 / 148').waitFor();

    await rowWith(stock.page, 'E2E-MUG').getByText('Available').waitFor();
    await rowWith(stock.page, 'E2E-KETTLE').filter({ hasText: 'Damaged' }).getByText('4 pieces').first().waitFor();
    await rowWith(stock.page, 'E2E-KETTLE').filter({ hasText: 'LOT-E2E' }).getByText('96 pieces').first().waitFor();
    expectUndisturbed(shipper, stock, clerk);

    const receipt = readAgain((await mailbox.next('944')).text);
    expect(receipt.setType).toBe('944');
    expect(receipt.elements('W17', 3)).toHaveLength(1);
    expect(receipt.elements('W07', 1).map(Number)).toEqual(expect.arrayContaining([45]));
    expect(receipt.elements('W14', 1)).toEqual(['145']);
  });
});

describe('an operator', () => {
  it('mends a copy of a file in quarantine, and the order is there', { timeout: 60_000 }, async () => {
    const { page, errors, loads } = await scene.openAs('operator', '/edi');
    await page.locator('[data-record]').first().waitFor();
    await mailbox.drop('bad.x12', Buffer.from(orderWith('W05*X*')));
    await rowWith(page, 'bad.x12').getByText('Quarantined', { exact: true }).waitFor();
    await rowWith(page, 'bad.x12').locator('[data-record]').click();
    await page.getByRole('button', { name: 'Mend' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('textarea[name=raw]').fill(orderWith('W05*N*'));
    await dialog.locator('textarea[name=note]').fill('They meant a new order.');
    await dialog.locator('button[type=submit]').click();
    await page.locator('.page-title .state-mark', { hasText: 'Processed' }).waitFor();
    await page.locator('.rows li', { hasText: '997' }).first().waitFor();
    await page.locator('.rows', { hasText: 'SO-E2E-1' }).getByRole('link', { name: /^QS-/ }).click();
    await page.locator('.page-title .state-mark', { hasText: 'Booked' }).waitFor();
    await page.locator('.page-under', { hasText: 'SO-E2E-1' }).waitFor();
    expect(loads()).toBe(1);
    expect(errors).toEqual([]);
  });
});

const orderWith = (status: string): string =>
  ORDER.replaceAll('000001017', '000003002')
    .replaceAll('1017', '3002')
    .replaceAll('SO-20260302-17', 'SO-E2E-1')
    .replace('W05*N*', status);

/** The partner asks for receipts, as its profile says from then on. */
async function wantReceipts(): Promise<void> {
  const { page } = await scene.openAs('administrator', '/edi-partners/HARBORPINE');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sets that we send').fill('997 944 945 990 214');
  await dialog.locator('button[type=submit]').click();
  await page.getByText('997, 944, 945, 990, 214').waitFor();
}

/** One line with damage, the other one short. */
async function count(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Receive goods' }).click();
  const line = (item: string) => page.getByRole('dialog').locator('fieldset', { hasText: item });
  await line('E2E-KETTLE').getByLabel('Of them damaged').fill('4');
  await line('E2E-MUG').getByLabel('Counted').fill('45');
  await page.getByRole('dialog').getByRole('button', { name: 'Receive goods' }).click();
  await page.locator('.page-title .state-mark', { hasText: 'Received' }).waitFor();
  await page.getByText('4 damaged').waitFor();
  await page.getByText('3 short').waitFor();
}

function expectUndisturbed(...screens: readonly Screen[]): void {
  for (const { errors, loads } of screens) {
    expect(loads()).toBe(1);
    expect(errors).toEqual([]);
  }
}
