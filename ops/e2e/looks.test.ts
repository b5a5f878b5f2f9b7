import { readFileSync } from 'node:fs';
import { systemViewer } from '@quayside/shared/identity';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriersOn, burstBoxesOn, coloursAreSet, LANGUAGES, type Language, unspokenOn } from './page-faults.ts';
import { openScreen, PortalScene } from './portal-scene.ts';

const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
/** Desk, tablet and the smallest phone; how a tablet looks is much the same in every language. */
const WIDTHS: Readonly<Record<Language, readonly number[]>> = {
  en: [1360, 768, 320],
  'zh-Hans': [1360, 320],
  'zh-Hant': [320],
};

let scene: PortalScene;
let pages: readonly (readonly [path: string, ready: string])[];
beforeAll(async () => {
  scene = await PortalScene.open();
  pages = await everyPage();
});
afterAll(() => scene.close());

describe.each(LANGUAGES)('in %s', (language) => {
  it('every page fits, is accessible and speaks the language', { timeout: 600_000 }, async () => {
    const { page, errors } = await scene.openAs('administrator', '/shipments');
    await speak(page, language);
    const faults: string[] = [];
    for (const [index, [path, ready]] of pages.entries()) {
      await page.setViewportSize({ width: 1360, height: 900 });
      await page.goto(path);
      await page.locator(ready).first().waitFor();
      // The parts of pages are the same: each page is looked at in one theme, and its neighbours in the other.
      const themes = [THEMES[index % 2] ?? 'light'];
      const found = await examine(page, language, themes, index === 0 ? [] : ['.shell-rail']);
      faults.push(...found.map((fault) => `${path} ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('the door fits, is accessible and speaks the language', async () => {
    const context = await scene.openBrowser({
      locale: { en: 'en-GB', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' }[language],
    });
    const { page, errors } = await openScreen(context, '/sign-in');
    await page.locator('h1').waitFor();
    expect(await examine(page, language, THEMES, [])).toEqual([]);
    expect(errors).toEqual([]);
  });
});

/** Chooses language and zone as a person does; they stay with the member. Times in Asia take the most room. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.locator('.shell-person').click();
  for (const [index, choice] of [language, 'Asia/Shanghai'].entries()) {
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('UpdateProfile') ?? false);
    await page.getByRole('dialog').locator('select').nth(index).selectOption(choice);
    await saved;
  }
}

/** What is wrong with the page in all widths; what keeps people out is the same in every language, and so are colours. */
async function examine(
  page: Page,
  language: Language,
  themes: readonly Theme[],
  known: readonly string[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of language === 'en' ? themes : []) {
    await dress(page, theme);
    faults.push(...(await barriersOn(page, theme, known)));
  }
  for (const width of WIDTHS[language]) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await burstBoxesOn(page, width)));
  }
  const lang = await page.evaluate(() => document.documentElement.lang);
  if (lang !== language) faults.push(`lang is ${lang}`);
  faults.push(...(await unspokenOn(page, language)));
  return faults;
}

async function dress(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction((scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme, theme);
  await page.evaluate(coloursAreSet);
}

const IDS = `{ articles(first: 1) { nodes { id } } cases(first: 1) { nodes { id } } claims(first: 1) { nodes { id } } contracts(first: 1) { nodes { id } } quotes(first: 1) { nodes { id } }
  ediMessages(first: 1) { nodes { id } } accounts(first: 1) { nodes { id } } remittances(first: 1) { nodes { id } } invoices(first: 1) { nodes { id } } workOrders(first: 1) { nodes { id } }
  returnOrders(filter: { states: [INSPECTED] }, first: 1) { nodes { id } }
  floorJobs: workOrders(filter: { states: [IN_PROGRESS] }, first: 1) { nodes { id } }
  stock(first: 1) { nodes { id } } inboundNotices(filter: { states: [RECEIVED] }, first: 1) { nodes { id } } }`;

/** All kinds of pages, each with what tells that its content is there. */
async function everyPage(): Promise<(readonly [string, string])[]> {
  const key = scene.facts.apiKeys[0]?.key;
  const file = readFileSync(new URL('../story/fixtures/940-warehouse-order.x12', import.meta.url), 'latin1');
  const send = async (body: string): Promise<{ receiptId: string }> => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${scene.quayside.url}/edi/HARBORPINE`, { method: 'POST', headers, body });
    return (await answer.json()) as { receiptId: string };
  };
  await send(file);
  const bad = file.replaceAll('1017', '1019').replace('W05*N*', 'W05*X*').replace('N3*88 Depot St~', '');
  const { receiptId: quarantined } = await send(bad);
  await scene.quayside.settle();
  const ids = await scene.api.ask<Record<string, { nodes: { id: string }[] }>>(IDS);
  const office = systemViewer('looks');
  const { staff, carrierInvoices } = await scene.quayside.graph.execute<{
    staff: { id: string; role: string }[];
    carrierInvoices: { nodes: { id: string }[] };
  }>('{ staff { id role } carrierInvoices(first: 1) { nodes { id } } }', {}, office);
  const idOf = (kind: string): string | undefined => ids[kind]?.nodes[0]?.id;
  const [shipment] = await scene.shipmentsIn('IN_TRANSIT');
  return [
    ['/shipments', '[data-record]'],
    [`/shipments/${shipment?.id}`, '.timeline li'],
    ['/prices', 'fieldset'],
    [`/order?account=${idOf('accounts')}`, 'form'],
    ['/queue', '[data-record]'],
    ['/service', '[data-record]'],
    ['/case-analysis', '.chart-canvas svg'],
    [`/cases/${idOf('cases')}`, '.reply'],
    [`/claims/${idOf('claims')}`, '.plain-table'],
    [`/work-orders/${idOf('workOrders')}`, '.reply'],
    ['/service?tab=returns', '[data-record]'],
    [`/returns/${idOf('returnOrders')}`, '.reply'],
    ['/floor', '.floor-card'],
    [`/floor?job=${idOf('floorJobs')}`, '.floor-foot'],
    ['/capacity', '.calendar-load'],
    ['/edi', '[data-record]'],
    [`/edi/${idOf('ediMessages')}`, '.edi-segments'],
    [`/edi/${quarantined}`, '.edi-segments'],
    ['/edi-check', 'textarea'],
    ['/edi-partners/HARBORPINE', '.facts'],
    ['/stock', '[data-record]'],
    [`/stock/${idOf('stock')}`, '.rows li'],
    ['/inbound', '[data-record]'],
    [`/inbound/${idOf('inboundNotices')}`, '.plain-table'],
    ['/accounts', '[data-record]'],
    [`/accounts/${idOf('accounts')}/credit`, '.plain-table'],
    [`/accounts/${idOf('accounts')}/course`, '.chart-canvas svg'],
    [`/accounts/${idOf('accounts')}`, '.rows'],
    ['/organization', '.unit-tree'],
    [`/organization/${staff.find(({ role }) => role === 'SALES')?.id}`, '.rows li strong'],
    ['/parameters', '.rows li strong'],
    ['/calendars', '.facts'],
    ['/supervision', '.plain-table'],
    [`/accounts/${idOf('accounts')}/audit`, '.rows, .empty-state'],
    ['/invoices', '[data-record]'],
    [`/invoices/${idOf('invoices')}`, '.rows li strong'],
    ['/charges', '.rows li strong'],
    ['/receivables', '.chart-figure'],
    ['/remittances', '[data-record]'],
    [`/remittances/${idOf('remittances')}`, '.rows li strong'],
    ['/carrier-invoices', '[data-record]'],
    [`/carrier-invoices/${carrierInvoices.nodes[0]?.id}`, '.plain-table'],
    ['/carrier-prices', '.plain-table'],
    ['/carrier-prices/new', '.rate-table'],
    [`/accounts/${idOf('accounts')}/360`, '.value-headline'],
    ['/value', '.chart-figure'],
    ['/boards', '.chart-canvas svg'],
    ['/value?tab=segments&by=REGION&across=STAGE', '.chart-figure'],
    ['/value?tab=customers', '[data-record]'],
    ['/value?tab=risk', '[data-record]'],
    ['/value?tab=seven-p', '.value-lines'],
    ['/value?tab=settings', 'input[name=groups]'],
    ['/contracts', '[data-record]'],
    [`/contracts/${idOf('contracts')}/otif`, '.plain-table'],
    [`/contracts/${idOf('contracts')}/rates`, '.rate-groups'],
    [`/contracts/${idOf('contracts')}/rates/new`, '.rate-table'],
    ['/simulation', 'input[name=percent]'],
    [`/contracts/${idOf('contracts')}/catalogue`, 'textarea[name=reason]'],
    ['/fuel', '.chart-canvas svg'],
    ['/tiers', '.facts'],
    ['/billing', '.rows li'],
    ['/waiting?state=NOT_PRICED', '.rows li'],
    ['/packs', '.empty-state, .plain-table'],
    ['/quotes', '[data-record]'],
    [`/quotes/${idOf('quotes')}`, '.rows'],
    ['/notifications', '.notifications, .empty-state'],
    ['/notifications/preferences', '.preferences'],
    ['/satisfaction', '.satisfaction-traits'],
    ['/satisfaction?days=365&measure=NPS&service=TRANSPORT', '.satisfaction-traits'],
    ['/knowledge', '[data-record]'],
    [`/knowledge/${idOf('articles')}`, '.message-body'],
    ['/defects', '.rows, .empty-state'],
    ['/held-mails', '.held-mails, .empty-state'],
    [`/contracts/${idOf('contracts')}`, '.plain-table'],
  ];
}
