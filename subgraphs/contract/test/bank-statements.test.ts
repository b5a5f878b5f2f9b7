import { eachDatabase, type TestEngine } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, DENVER } from './contract-api.ts';
import { startOwed } from './owed.ts';

const IMPORT = `mutation ($content: String!) { importBankStatement(content: $content) {
  booked open known passed faults { code place } } }`;
const PAID = `{ remittances { nodes { reference source paidOn account { id } amount { amountMinor } unapplied { amountMinor }
  items { invoiceNumber problem applied { amountMinor } } } } }`;
const OPEN = '{ openBankCredits { id reference payer words amount { amountMinor currency } } }';
const BOOK = `mutation ($id: ID!, $items: [AssignmentInput!]!) { bookBankCredit(id: $id, accountId: "${ACME}", items: $items) {
  ... on Remittance { reference unapplied { amountMinor } } ... on Refusal { code } } }`;
const DISMISS = `mutation ($id: ID!, $reason: String!) { dismissBankCredit(id: $id, reason: $reason) {
  ... on BankCredit { version } ... on Refusal { code } } }`;

const entry = (
  reference: string,
  amount: string,
  words: string,
  payer = 'Harbor & Pine'.replace('&', '&amp;'),
): string =>
  `<Ntry><Amt Ccy="USD">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt>
   <AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${payer}</Nm></Dbtr></RltdPties>
   <RmtInf><Ustrd>${words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
const statement = (...entries: readonly string[]): string =>
  `<Document><BkToCstmrStmt><Stmt><Id>S</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;

eachDatabase((engine: TestEngine) => {
  describe('a bank statement', () => {
    it('books each credit once, for the invoices that it names', async () => {
      const { staff, open, as } = await startOwed(engine);
      const [{ paymentReference }] = (
        await staff.ask('{ invoices(filter: { number: "INV-000001" }) { nodes { paymentReference } } }')
      ).invoices.nodes;
      const content = statement(
        entry('B-1', '100.50', `Freight ${paymentReference} thanks`),
        entry('B-2', '40.00', 'part of inv 000002'),
        entry('B-3', '7.00', 'INV-999999'),
        '<Ntry><Amt Ccy="USD">1</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts></Ntry>',
        entry('', '1.00', 'INV-000002'),
      );
      const importIt = async (text = content) => (await staff.ask(IMPORT, { content: text })).importBankStatement;
      const faults = [{ code: 'NO_REFERENCE', place: expect.stringMatching(/^line \d+, Ntry$/) }];
      expect(await importIt()).toEqual({ booked: 2, open: 1, known: 0, passed: 1, faults });
      expect(await open()).toEqual([['INV-000002', 6_050]]);
      const paid = { paidOn: '2026-03-01', source: expect.stringMatching(/^BANK:/), account: { id: ACME } };
      const { nodes } = (await staff.ask(PAID)).remittances;
      expect([...nodes].sort((a, b) => a.reference.localeCompare(b.reference))).toMatchObject([
        { ...paid, reference: 'B-1', items: [{ invoiceNumber: 'INV-000001', applied: { amountMinor: 10_050 } }] },
        { ...paid, reference: 'B-2', items: [{ invoiceNumber: 'INV-000002', problem: null }] },
      ]);

      // The same file again, twice at once, and the same credits in another file.
      const again = { booked: 0, open: 0, known: 3, passed: 1, faults };
      expect(await Promise.all([importIt(), importIt()])).toEqual([again, again]);
      expect(await importIt(statement(entry('B-2', '40.00', 'INV-000002')))).toMatchObject({ booked: 0, known: 1 });
      expect((await staff.ask(PAID)).remittances.nodes).toHaveLength(2);
      expect(await open()).toEqual([['INV-000002', 6_050]]);
      await expect(as(aShipper(ACME)).ask(IMPORT, { content })).rejects.toThrow('FORBIDDEN');
      await expect(as(aStaffMember(BOSTON, 'OPERATOR')).ask(IMPORT, { content })).rejects.toThrow('FORBIDDEN');
    });

    it('leaves to a person what names no invoice, until it is booked or dismissed', async () => {
      const { staff, open, as } = await startOwed(engine);
      const content = statement(entry('B-1', '100.00', 'our order'), entry('B-2', '0.33', 'Interest', 'The bank'));
      await staff.ask(IMPORT, { content });
      const waiting = async (graph = staff) => (await graph.ask(OPEN)).openBankCredits;
      const [first, second] = await waiting();
      expect(first).toMatchObject({ reference: 'B-1', payer: 'Harbor & Pine', words: 'our order' });
      expect(first.amount).toEqual({ amountMinor: 10_000, currency: 'USD' });
      expect(await waiting(as(aShipper(ACME)))).toEqual([]);
      expect(await waiting(as(aStaffMember(DENVER)))).toEqual([]);
      const denver = as(aStaffMember(DENVER)).ask(DISMISS, { id: first.id, reason: 'x' });
      await expect(denver).rejects.toThrow('NOT_FOUND');

      const book = async (...items: readonly (readonly [string, number])[]) => {
        const given = items.map(([invoiceNumber, amountMinor]) => ({ invoiceNumber, amountMinor }));
        return (await staff.ask(BOOK, { id: first.id, items: given })).bookBankCredit;
      };
      expect(await book(['INV-000001', 10_001])).toEqual({ code: 'REMITTANCE_SUM' });
      expect(await book(['INV-000001', 6_000])).toEqual({ reference: 'B-1', unapplied: { amountMinor: 4_000 } });
      expect(await book()).toEqual({ code: 'BANK_CREDIT_SETTLED' });
      expect(await open()).toContainEqual(['INV-000001', 4_050]);
      const dismiss = async (reason: string) => (await staff.ask(DISMISS, { id: second.id, reason })).dismissBankCredit;
      expect(await dismiss(' ')).toEqual({ code: 'REASON_LENGTH' });
      expect(await dismiss('Interest')).toEqual({ version: 2 });
      expect(await dismiss('Interest')).toEqual({ code: 'BANK_CREDIT_SETTLED' });
      expect(await waiting()).toEqual([]);
      expect((await staff.ask(IMPORT, { content })).importBankStatement).toMatchObject({ known: 2, open: 0 });
    });

    it('loses no money to a reference that comes again, and books none twice', async () => {
      const { staff, open, remit } = await startOwed(engine);
      const ask = async (...entries: readonly string[]) =>
        (await staff.ask(IMPORT, { content: statement(...entries) })).importBankStatement;
      expect(await ask(entry('B-1', '40.00', 'INV-000001'), entry('B-1', '41.00', 'INV-000002'))).toMatchObject({
        ...{ booked: 1, open: 0, known: 0, faults: [{ code: 'REFERENCE_USED', place: 'B-1' }] },
      });
      // Another account of ours counts by itself.
      const elsewhere = statement(entry('B-1', '40.00', 'INV-000001')).replace('DE89', 'DE90');
      expect((await staff.ask(IMPORT, { content: elsewhere })).importBankStatement).toMatchObject({ booked: 1 });
      expect(await open()).toContainEqual(['INV-000001', 2_050]);
      const without = ['7.00', '8.00'].map((amount) => entry('NONREF', amount, 'INV-000001'));
      const faults = [{ code: 'NO_REFERENCE' }, { code: 'NO_REFERENCE' }];
      expect(await ask(...without)).toMatchObject({ booked: 0, known: 0, faults });
      // A partner has told of the payment of this invoice before the bank does.
      await remit(10_050, [['INV-000002', 10_050]]);
      expect(await ask(entry('B-2', '100.50', 'INV-000002'))).toMatchObject({ booked: 0, open: 1, faults: [] });
      expect((await staff.ask(OPEN)).openBankCredits).toMatchObject([{ reference: 'B-2' }]);
      expect(await open()).toEqual([['INV-000001', 2_050]]);
    });

    it('tells the payments of a booking once, by notification and by statement', async () => {
      const { staff, as } = await startOwed(engine);
      const part = (words: string) =>
        `<TxDtls><Amt Ccy="USD">1.00</Amt><RmtInf><Ustrd>${words}</Ustrd></RmtInf></TxDtls>`;
      const batch = (inside: string) =>
        entry('B-9', '2.00', '').replace(/<NtryDtls>.*<\/NtryDtls>/s, `<NtryDtls>${inside}</NtryDtls>`);
      const ask = async (inside: string, graph = staff) =>
        (await graph.ask(IMPORT, { content: statement(batch(inside)) })).importBankStatement;
      expect(await ask(part('INV-000001') + part('INV-000002'))).toMatchObject({ booked: 2, open: 0 });
      expect(await ask('')).toMatchObject({ booked: 0, open: 0, known: 1 });
      const references = (await staff.ask(PAID)).remittances.nodes.map(
        ({ reference }: { reference: string }) => reference,
      );
      expect(references.sort()).toEqual(['B-9/1', 'B-9/2']);
      // Whoever does not see the customer cannot book for it: the credit waits where it was imported.
      const elsewhere = statement(entry('B-10', '1.00', 'INV-000001'));
      const denver = as(aStaffMember(DENVER));
      expect((await denver.ask(IMPORT, { content: elsewhere })).importBankStatement).toMatchObject({
        open: 1,
        booked: 0,
      });
      expect((await denver.ask(OPEN)).openBankCredits).toMatchObject([{ reference: 'B-10' }]);
      expect((await as(aShipper(BETA)).ask(PAID)).remittances.nodes).toEqual([]);
    });
  });
});
