import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalScene, rowWith } from './portal-scene.ts';

describe('the desk', () => {
  let scene: PortalScene;
  beforeAll(async () => {
    scene = await PortalScene.open();
  });
  afterEach((context) => scene.closeScreens(context));
  afterAll(() => scene.close());

  it('is worked by keyboard: choose, take, put aside, each row answered for itself', async () => {
    const { page, errors } = await scene.openAs('accountManager', '/queue?kind=CASE');
    await page.locator('[data-record]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const bar = page.getByRole('toolbar', { name: 'What to do with the chosen work' });
    await bar.getByText('2 chosen').waitFor();
    await bar.getByRole('button', { name: 'Take' }).click();
    await page.getByText('Done for 2 pieces of work').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await bar.getByRole('button', { name: 'Put aside' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[name=until]').fill('2090-01-01T10:00');
    await dialog.locator('textarea[name=reason]').fill('The customer is away');
    await dialog.getByRole('button', { name: 'Put aside' }).click();
    await page.getByText('Done for 0; 1 refused').waitFor();
    expect(errors).toEqual([]);
  });

  it('loses from sight what somebody puts aside, on every screen', async () => {
    const [mine, other] = await Promise.all([
      scene.openAs('accountManager', '/queue'),
      scene.openAs('executive', '/queue'),
    ]);
    await mine.page.locator('[data-record]').first().waitFor();
    // What is due later may be put aside for the four hours that are offered.
    const row = mine.page.locator('tbody tr', { hasText: 'due later' }).first();
    const title = (await row.locator('[data-record]').innerText()).split('\n')[0] ?? '';
    const elsewhere = rowWith(other.page, title).first();
    await elsewhere.waitFor();
    const before = await rowWith(other.page, title).count();
    await row.locator('[data-choose]').check();
    await mine.page.getByRole('button', { name: 'Put aside' }).click();
    await mine.page.getByRole('dialog').locator('textarea').fill('Waiting for the photos');
    await mine.page.getByRole('dialog').getByRole('button', { name: 'Put aside' }).click();
    await expect.poll(() => rowWith(other.page, title).count()).toBe(before - 1);
    await mine.page.goto('/queue?snoozed=true');
    await rowWith(mine.page, 'Waiting for the photos').locator('[data-choose]').check();
    await mine.page.getByRole('button', { name: 'Bring back' }).click();
    await expect.poll(() => rowWith(other.page, title).count()).toBe(before);
  });

  it('keeps a view under a name, and says what to do', async () => {
    const { page, errors } = await scene.openAs('accountManager', '/queue?kind=CLAIM&mine=true');
    await page.getByRole('button', { name: 'Save this view' }).waitFor();
    expect(await page.locator('.queue-kinds [aria-current]').allInnerTexts()).toEqual(['Claims']);
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('dialog').locator('input[name=name]').fill('My claims');
    await page.getByRole('dialog').getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('link', { name: 'My claims' }).waitFor();
    await page.getByRole('link', { name: 'All', exact: true }).click();
    await page.getByRole('link', { name: 'My claims' }).click();
    await page.waitForURL(/kind=CLAIM/);
    await page.goto('/queue');
    await page
      .getByRole('button', { name: /^What to do about/ })
      .first()
      .click();
    await expect.poll(() => page.getByRole('dialog').locator('ol li').count()).toBeGreaterThan(2);
    expect(errors).toEqual([]);
  });

  it('makes of a solved case an article, which the next who asks finds while writing', async () => {
    const { page, errors } = await scene.openAs('accountManager', '/knowledge');
    await page.getByRole('button', { name: 'Write an article' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[name=title]').fill('How a zeppelin is unloaded');
    await dialog.locator('textarea[name=question]').fill('It does not come down');
    await dialog.locator('textarea[name=answer]').fill('Let out the gas, slowly');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Publish for everyone' }).click();
    await page.getByText('For everyone').waitFor();
    const asking = await scene.openAs('shipper', '/service');
    await asking.page.getByRole('button', { name: 'Raise a request' }).first().click();
    await asking.page.getByRole('dialog').locator('input[name=subject]').fill('Our zeppelin stays up');
    const [found] = await Promise.all([
      asking.page.waitForEvent('popup'),
      asking.page.getByRole('dialog').getByRole('link', { name: 'How a zeppelin is unloaded' }).click(),
    ]);
    await found.getByRole('button', { name: 'Yes' }).click();
    await found.getByText('1 found it helpful').waitFor();
    // Each page follows what happens on the other.
    await page.getByText('1 found it helpful').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.locator('textarea[name=answer]').fill('Call the balloonist');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await found.getByText('Call the balloonist').waitFor();
    await page.getByRole('heading', { name: 'Earlier texts' }).waitFor();
    await page.locator('details summary').click();
    await page.getByText('Let out the gas, slowly').waitFor();
    expect(await found.getByText('Earlier texts').count()).toBe(0);
    expect([...errors, ...asking.errors]).toEqual([]);
  }, 40_000);

  it('follows what fails again and again until it has stopped', async () => {
    const { page, errors } = await scene.openAs('accountManager', '/defects');
    const register = await scene.openAs('accountManager', '/defects');
    await page.locator('header').getByRole('button', { name: 'Open a defect' }).click();
    const fill = async (button: string, text: string) => {
      await page.getByRole('dialog').locator('textarea').fill(text);
      await page.getByRole('dialog').getByRole('button', { name: button }).click();
    };
    await page.getByRole('dialog').locator('input[name=title]').fill('Wet pallets');
    await fill('Open a defect', 'After rain, at dock 3');
    const row = register.page.locator('li', { hasText: 'Wet pallets' });
    await row.getByText('Cause unknown', { exact: true }).waitFor();
    for (const [step, text] of [
      ['Name the cause', 'The roof leaks'],
      ['Name the measure', 'Roof mended'],
      ['Prove that it has stopped', 'Dry for a month'],
    ] as const) {
      await page.getByRole('button', { name: step, exact: true }).click();
      await fill(step, text);
      await page.getByText(text).waitFor();
    }
    await page.getByText('Verified', { exact: true }).first().waitFor();
    await row.getByText('Verified', { exact: true }).waitFor();
    expect([...errors, ...register.errors]).toEqual([]);
  });

  it('takes a customer on, and keeps what became of it and what is to be known of its sites', async () => {
    const { page, errors } = await scene.openAs('accountManager', '/accounts');
    await page.getByRole('button', { name: 'Add customer' }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.locator('select[name=branchId] option').count()).toBeGreaterThan(0);
    await dialog.locator('input[name=name]').fill('Zeppelin Works');
    await dialog.locator('input[name=region]').fill('South');
    await dialog.locator('input[name=industry]').fill('Airships');
    await dialog.locator('input[name=employees]').fill('40');
    await dialog.locator('input[name=creditLimit]').fill('1250.50');
    await dialog.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('heading', { name: 'Zeppelin Works' }).waitFor();
    await page.getByText('1,250.50').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).first().click();
    await dialog.locator('select[name=grade]').selectOption('A');
    const parent = dialog.getByRole('combobox', { name: 'Belongs to' });
    await parent.fill('copper');
    await page.getByRole('option', { name: 'Copperline Audio' }).waitFor();
    await parent.press('ArrowDown');
    await parent.press('Enter');
    await dialog.getByRole('button', { name: 'Change' }).click();
    const changed = page.locator('.panel', { hasText: 'What has changed' });
    await changed.getByText('C → A').waitFor();
    await changed.getByText('Copperline Audio').waitFor();
    await page.getByRole('button', { name: 'Change: Sites and handling' }).click();
    await dialog.getByRole('button', { name: 'Add a site' }).click();
    await dialog.locator('input[name=name-0]').fill('Hangar 4');
    await dialog.locator('select[name=fragile]').selectOption('yes');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.locator('.panel', { hasText: 'Sites and handling' }).getByText('Hangar 4').waitFor();
    await page.goto('/shipments');
    const filter = page.getByRole('combobox', { name: 'Customer' });
    await filter.fill('zeppelin');
    await page.getByRole('option', { name: 'Zeppelin Works' }).click();
    await page.waitForURL(/account=/);
    await page.reload();
    await expect.poll(() => filter.inputValue()).toBe('Zeppelin Works');
    expect(errors).toEqual([]);
  }, 60_000);

  it('keeps the working days of a customer, on every screen of the staff at once', async () => {
    const [mine, other] = await Promise.all([
      scene.openAs('accountManager', '/calendars'),
      scene.openAs('executive', '/calendars'),
    ]);
    await other.page.locator('.facts').first().waitFor();
    await mine.page.getByRole('button', { name: 'Add calendar' }).click();
    const dialog = mine.page.getByRole('dialog');
    const party = dialog.locator('.picker button').first();
    const name = (await party.locator('strong').textContent()) ?? '';
    await party.click();
    await dialog.locator('input[name=timeZone]').fill('Mars/Base');
    await dialog.getByRole('button', { name: 'Add calendar' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.locator('input[name=timeZone]').fill('Europe/Paris');
    await dialog.locator('textarea[name=holidays]').fill('2090-02-08');
    await dialog.getByRole('button', { name: 'Add calendar' }).click();
    for (const { page } of [mine, other]) {
      await page.locator('.panel', { hasText: name }).getByText('2090-02-08').waitFor();
      await page.locator('.panel', { hasText: name }).getByText('Europe/Paris').waitFor();
    }
    expect([...mine.errors, ...other.errors]).toEqual([]);
  });
});
