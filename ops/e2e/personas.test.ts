import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../demo/organization.ts';
import { PORTFOLIO } from '../demo/portfolio.ts';
import { ApiClient } from '../story/client.ts';
import { openScreen, PERSONAS, type Persona, PortalScene, signInBy } from './portal-scene.ts';

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

const HARBOR = 'Harbor & Pine Outfitters';
const LUMEN = 'Lumen Kitchenware';
const BRIGHTWAY = 'Brightway Electronics 明途电子';

const SHIPPER_PAGES = ['Shipments', 'Service', 'EDI', 'Warehouse', 'Contracts', 'Money', 'Boards', 'My company'];
const STAFF_PAGES = [
  'Shipments',
  'Queue',
  'Service',
  'EDI',
  'Warehouse',
  'Customers',
  'Contracts',
  'Money',
  'Boards',
  'Value',
];
/** Customers of the demo that are known by their history, of these branches. */
const known = (...branches: readonly string[]): string[] =>
  PORTFOLIO.filter(({ branch }) => branches.includes(branch)).map(({ name }) => name);
const MEMPHIS = [HARBOR, ...known('memphis')];
const AMERICA = [HARBOR, LUMEN, ...known('memphis', 'reno')];
const EVERYWHERE = [HARBOR, LUMEN, BRIGHTWAY, ...known('memphis', 'reno', 'shenzhen')];
/** Who works on the floor has it before the desk. */
const FLOOR_PAGES = [
  'Shipments',
  'Queue',
  'Floor',
  'Service',
  'EDI',
  'Warehouse',
  'Customers',
  'Contracts',
  'Money',
  'Boards',
];

interface View {
  readonly name: string;
  readonly pages: readonly string[];
  /** The customers whose records this person may read. */
  readonly customers: readonly string[];
  /** May move goods and answer customers, may keep keys. */
  readonly operates: boolean;
  readonly keepsKeys: boolean;
}

const VIEWS: readonly (readonly [Persona, View])[] = [
  ['shipper', { name: 'Hannah Boyd', pages: SHIPPER_PAGES, customers: [HARBOR], operates: false, keepsKeys: false }],
  [
    'shipperAdministrator',
    { name: 'Peter Pine', pages: SHIPPER_PAGES, customers: [HARBOR], operates: false, keepsKeys: true },
  ],
  [
    'accountManager',
    { name: 'Maya Lindqvist', pages: STAFF_PAGES, customers: MEMPHIS, operates: true, keepsKeys: false },
  ],
  ['operator', { name: 'Omar Reyes', pages: FLOOR_PAGES, customers: AMERICA, operates: true, keepsKeys: false }],
  [
    'executive',
    {
      name: 'Erin Castellan',
      pages: STAFF_PAGES,
      customers: EVERYWHERE,
      operates: false,
      keepsKeys: false,
    },
  ],
  [
    'administrator',
    { name: 'Ada Winther', pages: STAFF_PAGES, customers: EVERYWHERE, operates: true, keepsKeys: true },
  ],
];

describe('each person of the demo', () => {
  it.each(VIEWS)('%s sees what is theirs and nothing else', async (persona, view) => {
    const { page, errors } = await openScreen(await scene.openBrowser(), '/sign-in');
    await signInBy(page, PERSONAS[persona]);
    await page.getByRole('heading', { level: 1, name: 'Shipments' }).waitFor();
    expect(await page.locator('.shell-person-name').innerText()).toBe(view.name);
    expect(await page.locator('.shell-nav a').allInnerTexts()).toEqual(view.pages);

    expect(await customersOf(page)).toEqual([...view.customers].sort());
    await openAccount(page);
    expect(await page.getByRole('heading', { name: 'API keys' }).count()).toBe(view.keepsKeys ? 1 : 0);
    await openShipment(page, 'BOOKED');
    expect(await page.getByRole('button', { name: 'Start picking' }).count()).toBe(view.operates ? 1 : 0);
    // Foreign records answer as if they did not exist.
    for (const path of await foreignPaths(view)) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
    }
    expect(errors).toEqual([]);
  });

  it('learns what to do after a wrong password', async () => {
    const { page } = await openScreen(await scene.openBrowser(), '/');
    await signInBy(page, PERSONAS.shipper, 'not my password');
    await page.getByRole('alert').getByText('E-mail or password is wrong. Check both and try again.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(PERSONAS.shipper);
    await signInBy(page, PERSONAS.shipper);
    await page.getByRole('heading', { level: 1, name: 'Shipments' }).waitFor();
  });

  it('returns to the opened link after signing in', async () => {
    const link = '/shipments?state=DELIVERED&search=Asheville';
    const { page } = await openScreen(await scene.openBrowser(), link);
    await signInBy(page, PERSONAS.shipper);
    await page.getByRole('heading', { level: 1, name: 'Shipments' }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(link);
    expect(await page.getByLabel('State', { exact: true }).inputValue()).toBe('DELIVERED');
  });

  it('takes a password that nobody has handed over', async () => {
    const staff = await ApiClient.signIn(scene.quayside.url, PERSONAS.administrator, PASSWORD);
    const { orgUnits } = await staff.ask<{ orgUnits: { id: string }[] }>('{ orgUnits { id } }');
    const [first, own] = ['handed-over-by-Ada-1', 'known to me alone 27'];
    const email = 'newcomer@quayside.example';
    const person = { name: 'New Comer', email, role: 'OPERATOR', password: first, orgUnitId: orgUnits[0]?.id };
    await staff.ask('mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename } }', {
      input: person,
    });
    const { page, errors } = await openScreen(await scene.openBrowser(), '/');
    await signInBy(page, email, first);
    await page.locator('.shell-person').click();
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.locator('input[name=current]').fill('not my password');
    await page.locator('input[name=next]').fill(own);
    await page.locator('dialog, [role=dialog]').getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('alert').getByText('This is not your current password').waitFor();
    await page.locator('input[name=current]').fill(first);
    await page.locator('dialog, [role=dialog]').getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signInBy(page, email, first);
    await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor();
    await signInBy(page, email, own);
    await page.getByRole('heading', { level: 1, name: 'Shipments' }).waitFor();
    expect(errors.filter((error) => !error.includes('401'))).toEqual([]);
  });

  it('is let go by signing out, on every screen', async () => {
    const context = await scene.openBrowser();
    const { page } = await openScreen(context, '/');
    await signInBy(page, PERSONAS.shipper);
    await page.locator('[data-record]').first().waitFor();
    const other = await openScreen(context, '/shipments');
    await other.page.locator('[data-record]').first().waitFor();
    await page.locator('.shell-person').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Quayside' }).waitFor();
    await other.page.getByRole('heading', { name: 'Sign in to Quayside' }).waitFor();
    await page.goto('/shipments');
    await page.getByRole('heading', { name: 'Sign in to Quayside' }).waitFor();
  });
});

/** Names on the list of customers, or of the only one there is. */
async function customersOf(page: Page): Promise<string[]> {
  const customers = page.locator('.shell-nav').getByRole('link', { name: 'Customers' });
  const title = page.getByRole('heading', { level: 1 });
  if ((await customers.count()) === 0) {
    await page.getByRole('link', { name: 'My company' }).click();
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    return [await title.innerText()];
  }
  await customers.click();
  await page.getByRole('columnheader', { name: 'Grade' }).waitFor();
  const names = await page
    .locator('[data-record]')
    .evaluateAll((rows) => rows.map((row) => row.firstChild?.textContent ?? ''));
  return names.sort();
}

async function openAccount(page: Page): Promise<void> {
  const rows = page.locator('[data-record]');
  if ((await rows.count()) > 0) await rows.first().click();
  await page.getByRole('heading', { name: 'Members' }).waitFor();
}

async function openShipment(page: Page, state: string): Promise<void> {
  await page.goto(`/shipments?state=${state}`);
  await page.locator('[data-record]').first().click();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
}

const FOREIGN = `query { shipments(first: 1) { nodes { id } } accounts(first: 1) { nodes { id } }
  cases(first: 1) { nodes { id } } claims(first: 1) { nodes { id } } contracts(first: 1) { nodes { id } } }`;

/** Pages of records that belong to a customer outside this person's reach. */
async function foreignPaths(view: View): Promise<string[]> {
  const stranger = scene.facts.apiKeys.find(({ account }) => !view.customers.includes(account));
  if (!stranger) return [];
  const found = await ApiClient.withKey(scene.quayside.url, stranger.key).ask<
    Record<string, { nodes: { id: string }[] }>
  >(FOREIGN);
  return Object.entries(found).map(([kind, { nodes }]) => `/${kind}/${nodes[0]?.id}`);
}
