import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { barriersOn, burstBoxesOn, coloursAreSet, LANGUAGES, unspokenOn } from './page-faults.ts';
import { PortalScene, type Screen } from './portal-scene.ts';

const FILE = `mutation ($input: FileClaimInput!) { fileClaim(input: $input) {
  __typename ... on Claim { id } ... on Refusal { message } } }`;

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

/** The same loss twice would be one claim. */
let tents = 0;

async function aClaim(): Promise<string> {
  const [shipment] = await scene.shipmentsIn('DELIVERED');
  const input = {
    ...{ shipmentId: shipment?.id, liabilityAsserted: true, statement: 'Broken when delivered. 到货时已破损。' },
    lines: [{ description: 'Trail tent', quantity: 2, cause: 'DAMAGE', amountMinor: 10_025 + tents++ }],
  };
  return (await scene.api.ask<{ fileClaim: { id: string } }>(FILE, { input })).fileClaim.id;
}

const panelOf = ({ page }: Screen) => page.getByRole('region', { name: /^(Evidence|证据|證據)/ });

describe('the evidence of a claim', { timeout: 180_000 }, () => {
  it('appears by itself, is listed, checked and taken along', async () => {
    const screen = await scene.openAs('shipper', `/claims/${await aClaim()}`);
    const panel = panelOf(screen);
    await panel.getByText('Frozen at filing').waitFor();
    await panel.getByRole('button', { name: 'Show items' }).click();
    await panel.locator('.evidence-items li', { hasText: 'Contract terms' }).first().waitFor();
    expect(await panel.locator('.evidence-items code').first().innerText()).toMatch(/^[0-9a-f]{64}$/);
    await panel.getByRole('button', { name: 'Check now' }).click();
    await panel.locator('.state-mark', { hasText: 'Intact' }).waitFor();
    for (const [kind, ending] of [
      ['ZIP', /^CL-\d+-evidence\.zip$/],
      ['PDF', /^CL-\d+-evidence\.pdf$/],
    ] as const) {
      const coming = screen.page.waitForEvent('download');
      await panel.getByRole('link', { name: `as ${kind}` }).click();
      expect((await coming).suggestedFilename()).toMatch(ending);
    }
    expect(screen.errors).toEqual([]);
  });

  it('grows before the eyes of who looks', async () => {
    const id = await aClaim();
    const customer = await scene.openAs('shipper', `/claims/${id}`);
    await panelOf(customer).getByText('Frozen at filing').waitFor();
    await panelOf(customer).getByRole('button', { name: 'Add what came since' }).click();
    await panelOf(customer).getByRole('alert').filter({ hasText: 'Nothing has come' }).waitFor();
    const staff = await scene.openAs('accountManager', `/claims/${id}`);
    await staff.page.locator('.reply textarea').fill('Please send the invoice.');
    await staff.page.getByRole('button', { name: 'Send reply' }).click();
    await panelOf(staff).getByRole('button', { name: 'Add what came since' }).click();
    await panelOf(customer).getByText('Supplement 1').waitFor();
    expect(customer.loads()).toBe(1);
    expect([...customer.errors, ...staff.errors]).toEqual([]);
  });

  it('says what was altered', async () => {
    const screen = await scene.openAs('shipper', `/claims/${await aClaim()}`);
    const panel = panelOf(screen);
    await panel.getByText('Frozen at filing').waitFor();
    await scene.quayside.subgraphs.service?.db.write((em) =>
      em.query(`UPDATE evidence_text SET text = REPLACE(text, 'Broken', 'Sound')`),
    );
    await panel.getByRole('button', { name: 'Check now' }).click();
    await panel.locator('.state-mark', { hasText: 'Altered' }).waitFor();
    await panel.getByText('items/0001-claim.json').waitFor();
  });

  it.each(LANGUAGES)('reads in %s, on a phone and in the dark', async (language) => {
    const { page } = await scene.openAs('shipper', `/claims/${await aClaim()}`);
    await page.locator('.shell-person').click();
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('UpdateProfile') ?? false);
    await page.getByRole('dialog').locator('select').first().selectOption(language);
    await saved;
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 360, height: 800 });
    const panel = page.getByRole('region', { name: /^(Evidence|证据|證據)/ });
    await panel.locator('.row-actions button').click();
    await panel.locator('.evidence-items li').first().waitFor();
    await panel.locator('.evidence-check button').click();
    await panel.locator('.state-mark').waitFor();
    expect(await burstBoxesOn(page, 360)).toEqual([]);
    expect(await unspokenOn(page, language)).toEqual([]);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForFunction((scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme, theme);
      await page.evaluate(coloursAreSet);
      expect(await barriersOn(page, theme)).toEqual([]);
    }
  });
});
