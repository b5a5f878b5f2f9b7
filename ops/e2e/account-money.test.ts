import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../demo/organization.ts';
import { ApiClient } from '../story/client.ts';
import { PERSONAS, PortalScene } from './portal-scene.ts';

const KNOWN = '{ accounts(filter: { search: "Harbor" }, first: 1) { nodes { id name branch { id } } } }';
const OPEN = `mutation ($input: OpenAccountInput!) { openAccount(input: $input) { __typename ... on Account { id } ... on Refusal { message } } }`;
const ORDER =
  'mutation ($input: CreateShipmentInput!) { createShipment(input: $input) { __typename ... on Shipment { id } } }';
const DRAFT =
  'mutation ($input: DraftContractInput!) { draftContract(input: $input) { ... on Contract { id } ... on Refusal { message } } }';
const ACTIVATE =
  'mutation ($id: ID!) { activateContract(id: $id) { ... on Contract { state } ... on Refusal { message } } }';
const DECIDE = 'mutation ($input: DecideCreditInput!) { decideCredit(input: $input) { __typename } }';

const DOCK = {
  'Name of the consignee': 'Asheville Store',
  ...{ Street: '9 River Road', City: 'Asheville', Needs: 'Dock nine, lift gate' },
};

let scene: PortalScene;
beforeAll(async () => {
  scene = await PortalScene.open();
});
afterEach((context) => scene.closeScreens(context));
afterAll(() => scene.close());

const signIn = () => ApiClient.signIn(scene.quayside.url, PERSONAS.administrator, PASSWORD);
const harbor = async (staff: ApiClient) =>
  (await staff.ask<{ accounts: { nodes: { id: string; name: string; branch: { id: string } }[] } }>(KNOWN)).accounts
    .nodes[0] ?? expect.fail('the demo has no Harbor');

describe('the limit of a customer', () => {
  it('is one figure: of the record, and of the credit standing from the first look on', async () => {
    const staff = await signIn();
    const { branch } = await harbor(staff);
    const facts = { name: 'Limited', kind: 'RETAILER', region: 'East', industry: 'Toys', branchId: branch.id };
    const { openAccount } = await staff.ask<{ openAccount: { id: string } }>(OPEN, {
      input: { ...facts, creditLimit: { amountMinor: 123_400, currency: 'USD' } },
    });
    const { page, errors } = await scene.openAs('administrator', `/accounts/${openAccount.id}`);
    await page.getByText('USD 1,234.00 · by the customer record').waitFor();
    const decided = { accountId: openAccount.id, grade: 'C', reason: 'New here' };
    await expect
      .poll(() => staff.ask(DECIDE, { input: decided }).catch(() => null))
      .toEqual({ decideCredit: { __typename: 'CreditStanding' } });
    await page.getByText('USD 100,000.00 · by the credit standing').waitFor();
    expect(await page.getByText('1,234.00').count()).toBe(0);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Credit limit').count()).toBe(0);
    await dialog.getByLabel('Industry').fill('Games');
    await dialog.getByRole('button', { name: 'Change' }).click();
    await page.getByText('Games').first().waitFor();
    const kept = `{ account(id: "${openAccount.id}") { creditLimit { amountMinor } } }`;
    expect(await staff.ask(kept)).toEqual({ account: { creditLimit: { amountMinor: 123_400 } } });

    // Who receives its goods is kept here too, with what they need.
    await page.getByRole('button', { name: 'Add: Consignee' }).click();
    for (const [label, value] of Object.entries(DOCK)) await dialog.getByLabel(label).fill(value);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Dock nine, lift gate').waitFor();
    await page.getByRole('button', { name: 'Edit Asheville Store' }).click();
    await dialog.getByLabel('Needs').fill('Call before delivery');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Call before delivery').waitFor();
    expect(await page.getByText('Asheville Store').count()).toBe(1);

    // What a grade was made of stays with each look at the account.
    await page.goto(`/accounts/${openAccount.id}/credit`);
    const looks = page.locator('.panel', { has: page.getByRole('heading', { name: 'History' }) });
    await looks.getByText('What it was made of').first().click();
    await looks.getByText('Days that payments come late, on average').first().waitFor();
    expect(errors).toEqual([]);
  });
});

describe('a payment without an advice', () => {
  it('is recorded for any customer, however many came since', { timeout: 60_000 }, async () => {
    const staff = await signIn();
    const { id, name, branch } = await harbor(staff);
    for (let at = 0; at < 101; at++) {
      const facts = { kind: 'RETAILER', region: 'East', industry: 'Toys', branchId: branch.id };
      const { openAccount } = await staff.ask<{ openAccount: { __typename: string } }>(OPEN, {
        input: { name: `Crowd ${at}`, ...facts },
      });
      expect(openAccount).toMatchObject({ __typename: 'Account' });
    }
    const { page, errors } = await scene.openAs('administrator', '/remittances');
    await page.getByRole('button', { name: 'Record a payment' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Crowd 100' }).waitFor();
    await dialog.getByRole('searchbox', { name: 'Customer' }).fill(name.slice(0, 6).toLowerCase());
    await dialog.getByRole('button', { name }).click();
    await dialog.getByLabel('Reference').fill('CHEQUE-1');
    await dialog.getByLabel('Amount').fill('12.50');
    await dialog.getByRole('button', { name: 'Record a payment' }).click();
    await page.getByRole('heading', { level: 1, name: /CHEQUE-1/ }).waitFor();
    const booked = await staff.ask<{ remittances: { nodes: { reference: string; amount: object }[] } }>(
      `{ remittances(filter: { accountId: "${id}" }, first: 1) { nodes { reference amount { amountMinor currency } } } }`,
    );
    expect(booked.remittances.nodes).toEqual([
      { reference: 'CHEQUE-1', amount: { amountMinor: 1_250, currency: 'USD' } },
    ]);

    // The cheque bounces: it is taken back, and says so to whoever looks.
    await page.getByRole('button', { name: 'Take back' }).click();
    await dialog.getByLabel('Reason').fill('The cheque bounced');
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await page.locator('.note-warn', { hasText: 'The cheque bounced' }).waitFor();
    await page.getByText('Taken back', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Take back' }).count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

describe('what was billed', () => {
  it('is found by customer, number and what is owed, and saved as it was found', { timeout: 60_000 }, async () => {
    const { id, name } = await harbor(await signIn());
    const { page, errors } = await scene.openAs('administrator', '/receivables');
    await page.getByRole('button', { name: 'Table' }).first().click();
    const row = page.locator('.chart-figure tr', { hasText: name });
    await row.getByRole('link').first().click();
    await page.waitForURL(`**/receivables?account=${id}`);
    const open = page.locator('.panel', { has: page.getByRole('heading', { name: 'Open invoices' }) }).locator('.rows');
    await expect.poll(() => open.locator('li', { hasNotText: name }).count()).toBe(0);
    const number = await open.getByRole('link').first().innerText();

    await page.goto('/invoices');
    await page.getByRole('combobox', { name: 'Customer' }).fill(name);
    await page.getByRole('option', { name }).click();
    await page.getByLabel('State').selectOption({ label: 'Still owed' });
    await page.waitForURL(/account=.*sort=OPEN|sort=OPEN.*account=/);
    const found = page.locator('tbody tr');
    await found.filter({ hasText: number }).waitFor();
    await expect.poll(() => found.filter({ hasNotText: name }).count()).toBe(0);
    const count = await found.count();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const lines = readFileSync(await (await saving).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines.slice(1).filter((line) => line.includes(name))).toHaveLength(count);

    await page.getByRole('link', { name: 'Clear filters' }).click();
    await page.getByLabel('Invoice number').fill(String(Number(number.slice(-6))));
    await expect.poll(() => found.allInnerTexts()).toEqual([expect.stringContaining(number)]);
    await page.getByLabel('Invoice number').fill('99999');
    await page.getByText('No invoice matches these filters').waitFor();
    expect(errors).toEqual([]);
  });
});

describe('a file of the bank', () => {
  const OWED =
    '{ openReceivables { open { amountMinor currency } invoice { number paymentReference account { name } } } }';
  interface Owed {
    readonly open: { readonly amountMinor: number; readonly currency: string };
    readonly invoice: {
      readonly number: string;
      readonly paymentReference: string;
      readonly account: { name: string };
    };
  }
  const entry = (reference: string, { amountMinor, currency }: Owed['open'], words: string) =>
    `<Ntry><Amt Ccy="${currency}">${(amountMinor / 100).toFixed(2)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
     <BookgDt><Dt>2026-11-02</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls>
     <RltdPties><Dbtr><Nm>Payer ${reference}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>${words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;

  it('pays the invoice whose reference it quotes, once, and asks for the rest', { timeout: 60_000 }, async () => {
    const staff = await signIn();
    const { openReceivables } = await staff.ask<{ openReceivables: Owed[] }>(OWED);
    const { open, invoice } =
      openReceivables.find((one) => one.open.amountMinor > 100) ?? expect.fail('nothing is owed');
    const file = {
      name: 'statement.xml',
      mimeType: 'text/xml',
      buffer: Buffer.from(
        `<?xml version="1.0" encoding="ISO-8859-1"?><Document><BkToCstmrStmt><Stmt><Id>1</Id>
        <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${entry('BK-1', open, `Gr\xfc\xdfe ${invoice.paymentReference}`)}
        ${entry('BK-2', { ...open, amountMinor: 100 }, 'our order')}</Stmt></BkToCstmrStmt></Document>`,
        'latin1',
      ),
    };
    const { page, errors } = await scene.openAs('administrator', '/remittances');
    const dialog = page.getByRole('dialog');
    for (const outcome of [
      '1 payment booked, 1 waits for you, 0 known',
      'No payment booked, none waits for you, 2 known',
    ]) {
      await page.getByRole('button', { name: 'Import a bank statement' }).click();
      await dialog.locator('input[type=file]').setInputFiles(file);
      await dialog.getByText(outcome).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    const left = await staff.ask<{ openReceivables: Owed[] }>(OWED);
    expect(left.openReceivables.map((one) => one.invoice.number)).not.toContain(invoice.number);

    await page.getByRole('button', { name: 'Say whose it is: BK-2' }).click();
    await dialog.getByRole('searchbox', { name: 'Customer' }).fill(invoice.account.name.slice(0, 6).toLowerCase());
    await dialog.getByRole('button', { name: invoice.account.name }).click();
    await dialog.getByRole('button', { name: 'Record a payment' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Say whose it is: BK-2' }).count()).toBe(0);
    await page.locator('[data-record]', { hasText: 'BK-2' }).waitFor();

    // The door is for the staff alone, and says what it cannot read.
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${scene.quayside.url}/bank-statements`, { method: 'POST', headers, body });
    expect((await send({ authorization: `Bearer ${scene.facts.apiKeys[0]?.key}` }, '<a/>')).status).toBe(403);
    expect((await send({}, '<a/>')).status).toBe(401);
    expect(errors).toEqual([]);
  });
});

describe('a disputed line', () => {
  const INVOICES =
    '{ invoices(first: 5) { nodes { id lines(first: 2) { amount { amountMinor } dispute { state } } } } }';
  interface Line {
    readonly amount: { readonly amountMinor: number };
    readonly dispute: { readonly state: string } | null;
  }

  it('says why something was not done, and is credited by the cent', { timeout: 60_000 }, async () => {
    const { page: theirs } = await scene.openAs('shipper', '/invoices');
    await theirs.locator('a[href^="/invoices/"]').first().click();
    await theirs.getByRole('button', { name: /^Dispute: 2\./ }).click();
    const asking = theirs.getByRole('dialog');
    await asking.getByLabel('Reason').fill('   ');
    await asking.getByRole('button', { name: 'Dispute' }).click();
    await asking.getByRole('alert').getByText('Say why').waitFor();
    await asking.getByLabel('Reason').fill('Billed twice');
    await asking.getByRole('button', { name: 'Dispute' }).click();
    await asking.waitFor({ state: 'detached' });
    const { page: ours, errors } = await scene.openAs('administrator', new URL(theirs.url()).pathname);
    await ours.getByRole('button', { name: /: 2\. / }).click();
    const deciding = ours.getByRole('dialog');
    await deciding.getByLabel('Give back').fill('99999');
    await deciding.getByLabel('Answer').fill('Right you are');
    await deciding.locator('button[type=submit]').click();
    await deciding.getByRole('alert').getByText('99999.00 USD cannot be given back').waitFor();
    await deciding.getByLabel('Give back').fill('1.50');
    await deciding.locator('button[type=submit]').click();
    await deciding.waitFor({ state: 'detached' });
    await ours.getByText('USD -1.50').or(ours.getByText('-USD 1.50')).first().waitFor();
    const staff = await signIn();
    const { invoices } = await staff.ask<{ invoices: { nodes: { id: string; lines: Line[] }[] } }>(INVOICES);
    const own = invoices.nodes.find(({ id }) => theirs.url().endsWith(id));
    expect(own?.lines[1]?.dispute).toEqual({ state: 'CREDITED' });
    expect(errors).toEqual([]);
  });
});

describe('an order that no contract covers', () => {
  it('waits where everybody sees it, until it is released', { timeout: 120_000 }, async () => {
    const staff = await signIn();
    const { branch } = await harbor(staff);
    const facts = { name: 'Uncovered', kind: 'RETAILER', region: 'East', industry: 'Toys', branchId: branch.id };
    const { openAccount } = await staff.ask<{ openAccount: { id: string } }>(OPEN, { input: facts });
    const accountId = openAccount.id;
    const order = async (orderNumber: string): Promise<string> => {
      const lines = [{ lineNumber: 1, sku: 'TENT', unit: 'EA', orderedQuantity: 2 }];
      const { createShipment } = await staff.ask<{ createShipment: { id: string } }>(ORDER, {
        input: { accountId, orderNumber, lines },
      });
      return createShipment.id;
    };
    // The account reaches the shipment subgraph as an event.
    await expect.poll(() => order('UNCOVERED-1').catch(() => null)).toEqual(expect.any(String));
    const manager = await scene.openAs('accountManager', '/waiting');
    const waiting = (number: string) => manager.page.locator('.rows li', { hasText: number });
    await waiting('UNCOVERED-1').getByText('Work waits. Warehousing: no contract is in force.').waitFor();
    expect(await waiting('UNCOVERED-1').getByRole('button').count()).toBe(0);
    const { page, errors } = await scene.openAs('administrator', '/waiting');
    const row = page.locator('.rows li', { hasText: 'UNCOVERED-1' });
    await row.getByRole('button', { name: 'Release order UNCOVERED-1' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Agreed by telephone');
    await page.getByRole('dialog').getByRole('button', { name: 'Release an order' }).click();
    await row.waitFor({ state: 'detached' });

    // Whoever has a page open sees a release, a new order and a new contract without reading it again.
    await waiting('UNCOVERED-1').waitFor({ state: 'detached' });
    const second = await order('UNCOVERED-2');
    await waiting('UNCOVERED-2').waitFor();
    const pages = [`/shipments/${second}`, '/contracts', `/accounts/${accountId}`];
    const [shipment, contracts, account] = await Promise.all(pages.map((path) => scene.openAs('accountManager', path)));
    const blocked = shipment?.page.getByText('Work waits. Warehousing: no contract is in force.');
    await blocked?.waitFor();
    await contracts?.page.locator('tbody tr').first().waitFor();
    await account?.page.getByText('No contracts').first().waitFor();
    const services = [{ service: 'WAREHOUSING' }];
    const terms = { accountId, name: 'Covered at last', validFrom: '2026-01-01', validTo: '2099-12-31', services };
    const { draftContract } = await staff.ask<{ draftContract: { id: string } }>(DRAFT, { input: terms });
    await staff.ask(ACTIVATE, { id: draftContract.id });
    await waiting('UNCOVERED-2').waitFor({ state: 'detached' });
    await blocked?.waitFor({ state: 'detached' });
    await contracts?.page.getByText('Covered at last').first().waitFor();
    await account?.page.getByText('Covered at last').first().waitFor();
    expect(errors).toEqual([]);
    for (const screen of [manager, shipment, contracts, account]) {
      expect(screen?.errors).toEqual([]);
      expect(screen?.loads()).toBe(1);
    }
  });
});
