import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../demo/organization.ts';
import { ApiClient } from '../story/client.ts';
import { PartnerMailbox } from '../story/mailbox.ts';
import { until } from '../story/steps.ts';
import { burstBoxesOn } from './page-faults.ts';
import { PERSONAS, PortalScene } from './portal-scene.ts';

const ORDER = readFileSync(new URL('../story/fixtures/940-warehouse-order.x12', import.meta.url), 'utf8');
const LONG_SKU = 'HPOUTFITTERSEXPEDITIONTENTFOURPERSONS2026';
const PURCHASE = `ISA*00*          *00*          *ZZ*HARBORPINE     *ZZ*QUAYSIDE       *260302*0915*U*00401*000004002*0*P*>~
GS*PO*HARBORPINE*QUAYSIDE*20260302*0915*4002*X*004010~
ST*850*0001~
BEG*00*SA*PO-LONG-1**20260302~
N1*ST*Quayside Memphis*92*MEM~
PO1*1*1234567.25*EA*12.5**VN*${LONG_SKU}~
CTT*1~
SE*6*0001~
GE*1*4002~
IEA*1*000004002~
`;
const MESSAGE = `{ ediMessages(filter: { states: [QUARANTINED] }) { nodes { id fileName } } }`;
const NOTICE = `{ inboundNotices(filter: { orderNumber: "PO-LONG-1" }) { nodes { id } } }`;

let scene: PortalScene;
let mailbox: PartnerMailbox;
beforeAll(async () => {
  scene = await PortalScene.open();
  mailbox = new PartnerMailbox(scene.facts.partners.find(({ id }) => id === 'HARBORPINE')?.mailbox ?? '');
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

describe('a message in quarantine', () => {
  it('tells its reason in the language of the reader', { timeout: 90_000 }, async () => {
    const wrong = ORDER.replaceAll('000001017', '000004001').replaceAll('SO-20260302-17', 'SO-ZH-1');
    await mailbox.drop('zh.x12', Buffer.from(wrong.replace('W05*N*', 'W05*X*')));
    const id = await until('the message in quarantine', async () => {
      const { ediMessages } = await scene.api.ask<{
        ediMessages: { nodes: { id: string; fileName: string }[] };
      }>(MESSAGE);
      return ediMessages.nodes.find(({ fileName }) => fileName === 'zh.x12')?.id;
    });
    const { page, errors } = await scene.openAs('operator', `/edi/${id}`);
    const panel = page.locator('.edi-faults');
    await panel.getByText('no agreed meaning').waitFor();
    await page.locator('.shell-person').click();
    await page.getByRole('dialog').locator('select').first().selectOption('zh-Hans');
    await panel.getByText('W0501 的值“X”未与该伙伴约定含义。').waitFor();
    await page.getByRole('dialog').locator('select').first().selectOption('zh-Hant');
    await panel.getByText('W0501 的值「X」未與該夥伴約定含義。').waitFor();
    await page.getByRole('dialog').locator('select').first().selectOption('en');
    await panel.getByText('no agreed meaning').waitFor();
    expect(errors).toEqual([]);
  });
});

describe('an invoice that went out', () => {
  it('is opened from its message', { timeout: 60_000 }, async () => {
    const { page, errors } = await scene.openAs('administrator', '/edi');
    await page.getByRole('link', { name: '810 for INV-000008' }).click();
    await page.getByRole('link', { name: 'INV-000008', exact: true }).click();
    await page.waitForURL(/\/invoices\/\w+$/);
    await page.getByRole('heading', { name: 'INV-000008' }).waitFor();
    expect(errors).toEqual([]);
  });
});

describe('POST /edi', () => {
  it('counts who has no key, and refuses what is too much', { timeout: 60_000 }, async () => {
    const { id, key } = scene.facts.partners.find((one) => one.id !== 'HARBORPINE') ?? { id: '', key: '' };
    const send = (bearer: string) =>
      fetch(`${scene.quayside.url}/edi/${id}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
        body: ORDER,
      });
    expect((await send('qk_guessed')).status).toBe(401);
    expect((await send(key.slice(0, -4).concat('aaaa'))).status).toBe(401);
    const staff = await ApiClient.signIn(scene.quayside.url, PERSONAS.administrator, PASSWORD);
    const change =
      'mutation($id: ID!) { changeEdiPartner(id: $id, input: { profile: { dailyFiles: 1 } }) { __typename ... on Refusal { message } } }';
    await staff.ask(change, { id });
    expect((await send(key)).status).toBe(200);
    const refused = await send(key);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600']);
    const { page } = await scene.openAs('administrator', `/edi-partners/${id}`);
    const tries = page
      .locator('dt', { hasText: 'Tries without a valid key' })
      .locator('xpath=following-sibling::dd[1]');
    await tries.filter({ hasText: /^[12]$/ }).waitFor();
  });
});

describe('a claim that came over EDI', () => {
  it('shows its messages, and a new one as it comes', { timeout: 60_000 }, async () => {
    const { claims } = await scene.api.ask<{ claims: { nodes: { id: string }[] } }>(
      '{ claims(filter: { reference: "CLM-DEMO-7" }) { nodes { id } } }',
    );
    const { page, errors } = await scene.openAs('shipper', `/claims/${claims.nodes[0]?.id}`);
    const panel = page.locator('section', { has: page.getByRole('heading', { name: /EDI messages/ }) });
    await panel.getByRole('link', { name: 'Received 920' }).waitFor();
    await panel.getByRole('link', { name: 'Sent 926' }).waitFor();
    const tracer = PURCHASE.replace('GS*PO*', 'GS*GC*')
      .replaceAll('4002', '4003')
      .replace(/ST\*850.*SE\*6\*0001~/s, 'ST*925*0001~\nF10*20260302*CLM-DEMO-7~\nSE*3*0001~');
    await mailbox.drop('tracer.x12', Buffer.from(tracer));
    await panel.getByRole('link', { name: 'Received 925' }).click();
    await page.getByText('CLM-DEMO-7').first().waitFor();
    expect(errors).toEqual([]);
  });
});

describe('a purchase order', () => {
  it('fits a narrow phone, however long its items are called', { timeout: 60_000 }, async () => {
    await mailbox.drop('long.x12', Buffer.from(PURCHASE));
    const id = await until('the purchase order', async () => {
      const { inboundNotices } = await scene.api.ask<{ inboundNotices: { nodes: { id: string }[] } }>(NOTICE);
      return inboundNotices.nodes[0]?.id;
    });
    const { page } = await scene.openAs('operator', `/inbound/${id}`, { viewport: { width: 320, height: 900 } });
    await page.getByText(LONG_SKU).waitFor();
    expect(await burstBoxesOn(page, 320)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

describe('the export', () => {
  it('saves the list, and a talk with its files', { timeout: 60_000 }, async () => {
    const { page, errors } = await scene.openAs('shipper', '/edi');
    await page.locator('[data-record]').first().waitFor();
    const list = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'List (CSV)' }).click();
    expect((await list).suggestedFilename()).toMatch(/^edi-messages-.*\.csv$/);
    const text = readFileSync(await (await list).path(), 'utf8');
    expect(text.split('\r\n').length).toBeGreaterThan(3);
    await page.locator('[data-record]').first().click();
    await page.getByRole('button', { name: 'Export' }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const files = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Files with hashes (ZIP)' }).click();
    const zip = readFileSync(await (await files).path());
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    expect(zip.includes('SHA256SUMS')).toBe(true);
    expect(errors).toEqual([]);
  });
});
