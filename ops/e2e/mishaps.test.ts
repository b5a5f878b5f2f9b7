import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalScene } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

const IDS = `{ cases(first: 1) { nodes { id } } claims(first: 1) { nodes { id } } workOrders(first: 1) { nodes { id } }
  contracts(first: 1) { nodes { id } } accounts(first: 1) { nodes { id } } }`;

describe('a page that cannot be read again', () => {
  it('keeps what it shows and what was typed', { timeout: 60_000 }, async () => {
    const ids = await scene.api.ask<Record<string, { nodes: { id: string }[] }>>(IDS);
    const { page } = await scene.openAs('accountManager', `/cases/${ids['cases']?.nodes[0]?.id}`);
    await page.locator('.reply textarea').fill('Half of an answer');
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    // Until the stream has begun the page is read once more by itself.
    await page.waitForTimeout(2_000);
    const fail = await failQueries(page);
    await wakeUp(page);
    // The page says so, and so does each part of it that reads for itself.
    const stale = page.getByText('could not be read again');
    await stale.first().waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    expect(await page.locator('.reply textarea').inputValue()).toBe('Half of an answer');
    await fail.stop();
    // The stream may have read the page again already, and taken the button away with its cause.
    const again = page.getByRole('button', { name: 'Try again' }).first();
    const tryAgain = async (): Promise<number> => {
      if ((await again.count()) > 0) await again.click({ timeout: 1_000 }).catch(() => undefined);
      return stale.count();
    };
    await expect.poll(tryAgain).toBe(0);
    expect(await page.locator('.reply textarea').inputValue()).toBe('Half of an answer');
  });

  it('stays on screen, whatever its kind', { timeout: 60_000 }, async () => {
    const ids = await scene.api.ask<Record<string, { nodes: { id: string }[] }>>(IDS);
    const { page } = await scene.openAs('accountManager', '/queue');
    for (const [kind, path] of [
      ['claims', 'claims'],
      ['workOrders', 'work-orders'],
      ['contracts', 'contracts'],
      ['accounts', 'accounts'],
    ] as const) {
      await page.goto(`/${path}/${ids[kind]?.nodes[0]?.id}`);
      const title = await page.getByRole('heading', { level: 1 }).innerText();
      const fail = await failQueries(page);
      // Leaving and coming back asks again.
      await page.locator('.shell-nav').getByRole('link', { name: 'Service' }).click();
      await page.getByRole('heading', { level: 1, name: 'Service' }).waitFor();
      await page.goBack();
      await page.getByText('could not be read again').first().waitFor();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
      await fail.stop();
    }
  });
});

describe('a lost network', () => {
  it('is announced at once', async () => {
    const { page } = await scene.openAs('shipper', '/shipments');
    await page.locator('[data-record]').first().waitFor();
    await page.context().setOffline(true);
    await page.locator('.shell-banner', { hasText: 'offline' }).waitFor({ timeout: 900 });
    await page.context().setOffline(false);
    await page.locator('.shell-banner[data-shown]').waitFor({ state: 'detached' });
  });

  it('leaves the shell standing when a page cannot be fetched', async () => {
    const { page, loads } = await scene.openAs('shipper', '/sign-in');
    await page.route('**/assets/contracts-page*', (route) => route.abort('internetdisconnected'));
    await page.goto('/shipments');
    await page.locator('[data-record]').first().waitFor();
    await page.locator('.shell-nav').getByRole('link', { name: 'Contracts' }).click();
    await page.getByText('This page could not be fetched').waitFor();
    expect(await page.locator('.shell-nav a').count()).toBeGreaterThan(3);
    expect(loads()).toBe(2);
    await page.unroute('**/assets/contracts-page*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contracts' }).waitFor();
  });

  it('does not stop the way to a page that was fetched in advance', async () => {
    const fetched = new Set<string>();
    const { page, loads } = await scene.openAs('shipper', '/sign-in');
    page.on('requestfinished', (request) => fetched.add(new URL(request.url()).pathname));
    await page.goto('/shipments');
    await page.locator('[data-record]').first().waitFor();
    await expect
      .poll(() => [...fetched].some((path) => /contract-page.*\.js$/.test(path)), { timeout: 10_000 })
      .toBe(true);
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await page.locator('.shell-nav').getByRole('link', { name: 'Contracts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contracts' }).waitFor();
    expect(loads()).toBe(2);
  });
});

/** From now on every question of this page is answered with a fault of the server. */
async function failQueries(page: Page): Promise<{ stop(): Promise<void> }> {
  const answer = (route: Route) =>
    route.request().postData()?.includes('query ')
      ? route.fulfill({ status: 500, contentType: 'application/json', body: '{"errors":[{"message":"down"}]}' })
      : route.fallback();
  await page.route('**/graphql', answer);
  return { stop: () => page.unroute('**/graphql', answer) };
}

/** What a laptop does that was asleep: its socket is gone and the network is back. */
async function wakeUp(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('.shell-banner', { hasText: 'offline' }).waitFor();
  await page.context().setOffline(false);
}
