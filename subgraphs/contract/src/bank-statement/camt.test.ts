import { describe, expect, it } from 'vitest';
import { readCamt } from './camt.ts';
import { MOST_SIGNS } from './read-xml.ts';

const IBAN = 'DE89370400440532013000';

/** A statement of a bank that writes version 02, one entry to a line from line 3 on. */
const statement = (...entries: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S-7</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id></Acct>
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>`;

const entry = (inside: string, kind = 'CRDT'): string =>
  `<Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">100.50</Amt><CdtDbtInd>${kind}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt>${inside}</Ntry>`;
const details = (inside: string): string => `<NtryDtls><TxDtls>${inside}</TxDtls></NtryDtls>`;

describe('a bank statement', () => {
  it('tells who paid how much for which invoice', () => {
    const said =
      '<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>Harbor &amp; Pine</Nm></Dbtr><DbtrAcct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></DbtrAcct></RltdPties>' +
      '<RmtInf><Ustrd>RF29INV0</Ustrd><Ustrd>00042 and INV-000007</Ustrd></RmtInf>';
    expect(readCamt(statement(entry(`<AcctSvcrRef>BANK-1</AcctSvcrRef>${details(said)}`)))).toEqual({
      ...{ passed: 0, faults: [] },
      credits: [
        {
          ...{ bankAccount: IBAN, entryReference: 'BANK-1', part: 0, bookedOn: '2026-03-01' },
          ...{
            currency: 'EUR',
            amountMinor: 10_050,
            payer: 'Harbor & Pine',
            payerAccount: 'FR7630006000011234567890189',
          },
          ...{ words: 'RF29INV0 00042 and INV-000007', named: ['INV-000042', 'INV-000007'] },
        },
      ],
    });
  });

  it('is read in the newer version with prefixes and structured references', () => {
    const text = `<c:Document xmlns:c="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><c:BkToCstmrDbtCdtNtfctn><c:Ntfctn><c:Id>N</c:Id>
      <c:Acct><c:Id><c:Othr><c:Id>000123456789</c:Id></c:Othr></c:Id></c:Acct><c:Ntry><c:Amt Ccy="JPY">500</c:Amt><c:CdtDbtInd>CRDT</c:CdtDbtInd>
      <c:Sts><c:Cd>BOOK</c:Cd></c:Sts><c:BookgDt><c:DtTm>2026-03-02T10:00:00+09:00</c:DtTm></c:BookgDt><c:AcctSvcrRef>A</c:AcctSvcrRef>
      <c:NtryDtls><c:TxDtls><c:RltdPties><c:Dbtr><c:Pty><c:Nm>Lumen</c:Nm></c:Pty></c:Dbtr></c:RltdPties><c:RmtInf><c:Strd>
      <c:CdtrRefInf><c:Ref>RF29INV000042</c:Ref></c:CdtrRefInf></c:Strd></c:RmtInf></c:TxDtls></c:NtryDtls></c:Ntry></c:Ntfctn></c:BkToCstmrDbtCdtNtfctn></c:Document>`;
    expect(readCamt(text).credits).toMatchObject([
      { bankAccount: '000123456789', amountMinor: 500, bookedOn: '2026-03-02', payer: 'Lumen', named: ['INV-000042'] },
    ]);
  });

  it('is parted where a booking holds several payments that add up to it', () => {
    const part = (cents: string, words: string) =>
      `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${cents}</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>${words}</Ustrd></RmtInf></TxDtls>`;
    const batch = (...parts: readonly string[]) => entry(`<NtryDtls>${parts.join('')}</NtryDtls>`);
    const { credits } = readCamt(statement(batch(part('100.00', 'INV-000001'), part('0.50', 'INV-000002'))));
    expect(credits).toMatchObject([
      { entryReference: 'S-7/1', part: 1, amountMinor: 10_000, named: ['INV-000001'] },
      { entryReference: 'S-7/1', part: 2, amountMinor: 50, named: ['INV-000002'] },
    ]);
    expect(readCamt(statement(batch(part('99.00', 'INV-000001'), part('0.50', 'x')))).credits).toMatchObject([
      { part: 0, amountMinor: 10_050 },
    ]);
  });

  it('is told apart by references that are references only', () => {
    const references = (inside: string) =>
      readCamt(statement(entry(inside))).credits.map(({ entryReference }) => entryReference);
    const named = (text: string) => `<AcctSvcrRef>${text}</AcctSvcrRef>`;
    for (const none of ['NONREF', 'Non Ref', 'NOTPROVIDED', 'not provided'])
      expect(references(named(none))).toEqual(['S-7/1']);
    const inside = details(`<Refs>${named('TX-1')}</Refs>`);
    expect([references(inside), references(named('NONREF') + inside), references(named('B') + inside)]).toEqual([
      ['TX-1'],
      ['TX-1'],
      ['B'],
    ]);
    // Of two payments of one booking neither tells the booking.
    expect(references(`<NtryDtls>${inside}${inside.replace('TX-1', 'TX-2')}</NtryDtls>`)).toEqual(['S-7/1']);
    const none = entry(named('NONREF')).replace('<NtryRef>1<', '<NtryRef>NOTPROVIDED<');
    expect(readCamt(statement(none)).faults).toMatchObject([{ code: 'NO_REFERENCE' }]);
  });

  it('passes over what is no payment to us', () => {
    const pending = entry('').replace('BOOK', 'PDNG');
    const ours = entry('<RvslInd>true</RvslInd>');
    expect(readCamt(statement(entry('', 'DBIT'), pending, ours))).toEqual({ credits: [], passed: 3, faults: [] });
  });

  it('says where it cannot be read, by which rule, and what to do', () => {
    const faults = (text: string) => readCamt(text).faults.map(({ code, place }) => [code, place]);
    const plain = entry('');
    expect(
      faults(
        statement(
          plain.replace('<NtryRef>1</NtryRef>', ''),
          plain.replace('100.50', '100.505'),
          plain.replace('EUR', 'Euro'),
          plain.replace('2026-03-01', '2026-13-01'),
          entry('<RvslInd>true</RvslInd>', 'DBIT'),
        ),
      ),
    ).toEqual([
      ['NO_REFERENCE', 'line 3, Ntry'],
      ['AMOUNT', 'line 4, Ntry'],
      ['AMOUNT', 'line 5, Ntry'],
      ['DATE', 'line 6, Ntry'],
      ['REVERSAL', 'line 7, Ntry'],
    ]);
    const gone = entry(`<RvslInd>1</RvslInd>${details('<RltdPties><Dbtr><Nm>Lumen</Nm></Dbtr></RltdPties>')}`, 'DBIT');
    expect(readCamt(statement(gone)).faults[0]?.rule).toBe(
      'The bank takes back what had come in: 100.50 EUR, 2026-03-01, S-7/1, Lumen.',
    );
    expect(faults(statement(plain).replace(/<IBAN>.*<\/IBAN>/, ''))).toEqual([['NO_ACCOUNT', 'line 2, Stmt']]);
    expect(faults(statement(plain).replace('</Stmt>', ''))).toEqual([['NOT_XML', 'line 4']]);
    expect(faults('<html/>')).toEqual([['NOT_CAMT', 'line 1, html']]);
    for (const { rule, fix } of readCamt('ISA*00').faults) expect([rule, fix].every(Boolean)).toBe(true);
  });

  it('is not read where it could eat memory or reach for files', () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${statement(entry('<AcctSvcrRef>&b;</AcctSvcrRef>'))}`;
    const reach = `<!doctype d SYSTEM "file:///etc/passwd">${statement()}`;
    expect([bomb, reach].map((text) => readCamt(text).faults[0]?.code)).toEqual(['DOCTYPE', 'DOCTYPE']);
    expect(readCamt(' '.repeat(MOST_SIGNS + 1)).faults[0]?.code).toBe('TOO_LARGE');
    expect(readCamt('<a>'.repeat(5_000) + '</a>'.repeat(5_000)).faults[0]?.code).toBe('NOT_XML');
  });
});
