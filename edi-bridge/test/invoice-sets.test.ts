import nodeX12 from 'node-x12';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check/check.ts';
import { carrierInvoice } from '../src/transactions/carrier-invoice-210.ts';
import { freightInvoice } from '../src/transactions/freight-invoice-210.ts';
import { invoice810 } from '../src/transactions/invoice-810.ts';
import { type InvoiceView, writtenLines } from '../src/transactions/invoice-view.ts';
import { textFor, Unsendable } from '../src/transactions/output.ts';
import { type OutgoingSegment, usualDelimiters, writeInterchange } from '../src/x12/write.ts';
import { allErrors } from './fixtures.ts';

const text = textFor(usualDelimiters);
const KINDS = ['FREIGHT', 'FUEL', 'HANDLING_IN', 'HANDLING_OUT', 'STORAGE', 'ACCESSORIAL', 'VALUE_ADDED'];
const billed = {
  name: 'Acme*Foods',
  address: { lines: ['1 Main St'], city: 'Boston', region: 'MA', postalCode: '02108', country: 'US' },
};
const facts = { issuedOn: '2026-03-02T09:00', scac: 'QSID' };

/** Numbers that look random and are the same on every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** An invoice of some lines; what a test depends on, it states. */
function anInvoice(
  amounts: readonly number[],
  change: Partial<InvoiceView> & { currency?: string; shipments?: number } = {},
): InvoiceView {
  const { currency = 'USD', shipments = 1, ...rest } = change;
  const money = (amountMinor: number) => ({ amountMinor, currency });
  const net = amounts.reduce((sum, one) => sum + one, 0);
  const tax = rest.tax?.amountMinor ?? 0;
  return {
    ...({ id: 'I1', number: 'INV-000042', kind: 'INVOICE', grouping: 'ACCOUNT', groupKey: '' } as const),
    ...{ billsFrom: '2026-01-30', periodTo: '2026-02-28', dueOn: '2026-04-01', issuedAt: '2026-03-02T14:00:00Z' },
    ...{ taxCode: 'DE-VAT', taxBasisPoints: 1_900, taxNote: 'Umsatzsteuer', credits: null, net: money(net) },
    ...{ tax: money(tax), total: money(net + tax) },
    lines: amounts.map((amountMinor, index) => ({
      ...{ line: index + 1, kind: KINDS[index % KINDS.length] ?? '', reason: amountMinor < 0 ? 'CREDIT' : 'DONE' },
      ...{ source: 'SHIPMENT', subjectNumber: `QS-00000${index % shipments}`, orderNumber: 'SO-1', poNumber: null },
      ...{ quantity: (index % 4) + (index % 3 === 2 ? 0.5 : 1), unit: index % 2 ? 'SHIPMENT' : 'CA' },
      ...{ amount: money(amountMinor), doneAt: '2026-02-10T12:00:00Z' },
    })),
    ...rest,
  };
}

/** What is written stands our own check to the last element, and another reader's. */
async function readable(type: '210' | '810', segments: readonly OutgoingSegment[], version: string): Promise<void> {
  const set = { type, segments };
  const written = writeInterchange({
    ...{ sender: 'ZZ:QUAYSIDE', receiver: 'ZZ:ACME', control: 7, version, usage: 'P', date: '20260302', time: '0900' },
    groups: [{ functionalId: type === '210' ? 'IM' : 'IN', control: 7, sets: [set] }],
  });
  if (!written.ok) throw new Error(written.refusal.message);
  expect(allErrors(await checkFile(Buffer.from(written.value))), written.value).toEqual([]);
  const parsed = new nodeX12.X12Parser(true).parse(written.value);
  expect('functionalGroups' in parsed && parsed.functionalGroups[0]?.transactions[0]?.segments).toHaveLength(
    segments.length,
  );
}

const asRead = (segments: readonly OutgoingSegment[]) =>
  segments.map((segment) => ({ tag: String(segment[0]), elements: segment.map(String) }));

describe('an invoice of ours as EDI', () => {
  it('has one total, whatever its lines, and our own 210 reads it back', async () => {
    const random = numbers(7);
    const next = (most: number) => Math.floor(random.next().value * most);
    for (let round = 0; round < 40; round++) {
      const amounts = Array.from({ length: 1 + next(30) }, () =>
        next(5) === 0 ? -next(2_000) - 1 : next(900_000) + 1,
      );
      const currency = ['USD', 'EUR', 'JPY'][next(3)] ?? 'USD';
      const tax = { amountMinor: next(2) * next(50_000), currency };
      const invoice = anInvoice(amounts, { currency, tax });
      const version = round % 2 ? '004010' : '005010';
      const bill = freightInvoice(invoice, billed, { ...facts, modern: version === '005010' }, text);
      await readable('210', bill, version);
      await readable('810', invoice810(invoice, billed, facts, text), version);
      if (invoice.total.amountMinor <= 0) continue;
      const back = carrierInvoice(asRead(bill));
      expect(back).toMatchObject({
        kind: 'carrier-invoice',
        key: 'INV-000042',
        scac: 'QSID',
        input: { currency, billedMinor: invoice.total.amountMinor },
      });
      const lines = back.kind === 'carrier-invoice' ? back.input.lines : [];
      expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([
        ...amounts,
        ...(tax.amountMinor ? [tax.amountMinor] : []),
      ]);
    }
  });

  it('writes tax, references and terms where a partner looks for them', () => {
    const invoice = anInvoice([12_000, 1_950], {
      tax: { amountMinor: 2_651, currency: 'USD' },
      grouping: 'PO',
      groupKey: 'PO-9',
      shipments: 2,
    });
    const lines = (segments: readonly OutgoingSegment[]) => segments.map((one) => one.join('*').replace(/\*+$/, ''));
    expect(lines(freightInvoice(invoice, billed, { ...facts, modern: false }, text))).toEqual([
      'B3*C*INV-000042*PO-9*PP**20260302*16601****QSID',
      ...[
        'C3*USD',
        'ITD*05*3****20260401*30',
        'N9*PO*PO-9',
        'N1*BT*Acme Foods',
        'N3*1 Main St',
        'N4*Boston*MA*02108*US',
      ],
      ...['LX*1', 'N9*SI*QS-000000', 'N9*CO*SO-1', 'L5*1*Freight QS-000000, 1 CA', 'L1*1***12000****400****Freight'],
      ...[
        'LX*2',
        'N9*SI*QS-000001',
        'N9*CO*SO-1',
        'L5*1*Fuel surcharge QS-000001, 2 SHIPMENT',
        'L1*1***1950****405****Fuel surcharge',
      ],
      ...['LX*3', 'L5*1*Umsatzsteuer', 'L1*1***2651****TAX****Umsatzsteuer', 'L3*****16601'],
    ]);
    expect(lines(invoice810(invoice, billed, facts, text))).toEqual([
      ...[
        'BIG*20260302*INV-000042**PO-9***DI',
        'CUR*SE*USD',
        'N1*BT*Acme Foods',
        'N3*1 Main St',
        'N4*Boston*MA*02108*US',
      ],
      ...['ITD*05*3****20260401*30', 'DTM*186*20260130', 'DTM*187*20260228'],
      ...['IT1*1*1*CA*120.00**ZZ*FREIGHT', 'PID*F****Freight QS-000000, 1 CA', 'REF*SI*QS-000000', 'REF*CO*SO-1'],
      ...[
        'IT1*2*2*EA*9.75**ZZ*FUEL',
        'PID*F****Fuel surcharge QS-000001, 2 SHIPMENT',
        'REF*SI*QS-000001',
        'REF*CO*SO-1',
      ],
      ...['TDS*16601', 'TXI*VA*26.51*19', 'CTT*2'],
    ]);
    expect(carrierInvoice(asRead(freightInvoice(invoice, billed, { ...facts, modern: false }, text)))).toMatchObject({
      kind: 'hold',
    });
  });

  it('takes back by an 810 below zero that names its invoice', async () => {
    const note = anInvoice([-1_000], { kind: 'CREDIT_NOTE', number: 'CN-000007', credits: { number: 'INV-000042' } });
    const segments = invoice810(note, billed, facts, text);
    await readable('810', segments, '004010');
    expect(segments[0]).toContain('CR');
    expect(segments).toContainEqual(['REF', 'OI', 'INV-000042']);
    expect(segments).toContainEqual(['TDS', '-1000']);
    expect(segments.some(([tag]) => tag === 'ITD')).toBe(false);
  });

  it('keeps its sum where it has more lines than there is room for', () => {
    const invoice = anInvoice([100, 200, 300, 400]);
    expect(writtenLines(invoice, 3).map(({ amount }) => amount.amountMinor)).toEqual([100, 200, 700]);
  });

  it('does not go out where its sums are not one amount', () => {
    // N2 has two decimals: a fils of Kuwait is lost in it.
    const dinar = anInvoice([1_234], { currency: 'KWD' });
    expect(() => freightInvoice(dinar, billed, { ...facts, modern: false }, text)).toThrow(Unsendable);
    expect(() => invoice810(dinar, billed, facts, text)).toThrow(Unsendable);
    const wrong = { ...anInvoice([500]), total: { amountMinor: 501, currency: 'USD' } };
    expect(() => freightInvoice(wrong, billed, { ...facts, modern: false }, text)).toThrow(/L104/);
    expect(() => invoice810(wrong, billed, facts, text)).toThrow(/TDS01/);
  });
});
