import { numbersIn } from '../receivable/creditor-reference.ts';
import { type Amount, amountOf } from './amount.ts';
import type { BankStatement, ReadCredit, StatementFault } from './bank-statement.ts';
import { isXmlFault, MOST_SIGNS, readXml, type XmlElement, type XmlFault } from './read-xml.ts';

/** Roots of ISO 20022 messages of a bank about an account, and what holds the entries of one. */
const REPORTS: Readonly<Record<string, string>> = { BkToCstmrStmt: 'Stmt', BkToCstmrDbtCdtNtfctn: 'Ntfctn' };

const all = (from: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] =>
  path.reduce<readonly XmlElement[]>(
    (at, name) => at.flatMap(({ children }) => children.filter((child) => child.name === name)),
    from ? [from] : [],
  );
const first = (from: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  all(from, ...path)[0];
const said = (from: XmlElement | undefined, ...path: readonly string[]): string => first(from, ...path)?.text ?? '';

/** Reads a statement (camt.053) or a notification (camt.054): what came in, and what a person has to look at. */
export function readCamt(text: string): BankStatement {
  const root = readXml(text);
  if (isXmlFault(root)) return { credits: [], passed: 0, faults: [unread(root)] };
  const report = root.children.find(({ name }) => name in REPORTS);
  const parts = report ? all(report, REPORTS[report.name] ?? '') : [];
  if (root.name !== 'Document' || parts.length === 0) {
    const rule = `The file holds no bank statement: ${root.children[0]?.name ?? root.name} was found.`;
    const fix = 'Ask the bank for camt.053 (statement) or camt.054 (notification of credits).';
    return { credits: [], passed: 0, faults: [{ code: 'NOT_CAMT', place: placeOf(root), rule, fix }] };
  }
  const read = parts.map(readReport);
  return {
    credits: read.flatMap(({ credits }) => credits),
    passed: read.reduce((sum, { passed }) => sum + passed, 0),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function unread(fault: XmlFault): StatementFault {
  if (fault.code === 'NOT_XML') {
    const fix = 'Take the file as the bank gave it, without opening and saving it in between.';
    return { code: fault.code, place: `line ${fault.line}`, rule: `This is no well-formed XML: ${fault.why}`, fix };
  }
  return fault.code === 'DOCTYPE'
    ? {
        ...{ code: fault.code, place: 'line 1', rule: 'The file defines a document type or entities.' },
        fix: 'Bank statements have none: ask the bank where this file comes from.',
      }
    : {
        ...{ code: fault.code, place: 'file', rule: `The file is larger than ${MOST_SIGNS / 1024 / 1024} MiB.` },
        fix: 'Ask the bank for one file per day.',
      };
}

const placeOf = ({ line, name }: XmlElement): string => `line ${line}, ${name}`;

// Columns are as long.
const LONGEST_ACCOUNT = 64;

function readReport(report: XmlElement): BankStatement {
  const bankAccount = said(report, 'Acct', 'Id', 'IBAN') || said(report, 'Acct', 'Id', 'Othr', 'Id');
  if (!bankAccount) {
    const rule = 'Acct/Id is missing: it is not known which account this is about.';
    const fault = {
      code: 'NO_ACCOUNT',
      place: placeOf(report),
      rule,
      fix: 'Ask the bank to name the account.',
    } as const;
    return { credits: [], passed: 0, faults: [fault] };
  }
  const about = {
    bankAccount: bankAccount.replace(/\s/g, '').slice(0, LONGEST_ACCOUNT),
    statementId: said(report, 'Id'),
  };
  const [credits, faults]: [ReadCredit[], StatementFault[]] = [[], []];
  let passed = 0;
  for (const entry of all(report, 'Ntry')) {
    const read = readEntry(entry, about);
    if (read === null) passed++;
    else if ('code' in read) faults.push(read);
    else credits.push(...read);
  }
  return { credits, passed, faults };
}

interface About {
  readonly bankAccount: string;
  readonly statementId: string;
}

/** One booking: what came in by it, null where nothing did, or why a person has to look. */
function readEntry(entry: XmlElement, about: About): ReadCredit[] | StatementFault | null {
  const place = placeOf(entry);
  const isCredit = said(entry, 'CdtDbtInd') === 'CRDT';
  const isReversal = ['true', '1'].includes(said(entry, 'RvslInd'));
  // Only what is booked has come. Newer versions say so in Sts/Cd.
  const state = said(entry, 'Sts', 'Cd') || said(entry, 'Sts');
  if (state !== '' && state !== 'BOOK') return null;
  if (isReversal && !isCredit) {
    const rule = `The bank takes back what had come in: ${inShort(entry, about)}.`;
    return { code: 'REVERSAL', place, rule, fix: 'Find the payment and take it back.' };
  }
  if (!isCredit || isReversal) return null;
  const reference = referenceOf(entry, about);
  if (reference === null) {
    const rule = `Neither AcctSvcrRef nor NtryRef tells this booking from another: ${inShort(entry, about)}.`;
    return { code: 'NO_REFERENCE', place, rule, fix: 'Ask the bank for references, or record this payment by hand.' };
  }
  const whole = amountOf(entry);
  if (typeof whole === 'string') {
    return { code: 'AMOUNT', place, rule: whole, fix: 'Ask the bank for the file once more, or record it by hand.' };
  }
  const bookedOn = dayOf(entry);
  if (bookedOn === null) {
    const rule = 'Neither BookgDt nor ValDt says when the money came.';
    return { code: 'DATE', place, rule, fix: 'Ask the bank for the file once more, or record it by hand.' };
  }
  const common = { bankAccount: about.bankAccount, entryReference: reference, bookedOn };
  const single = all(entry, 'NtryDtls', 'TxDtls');
  const parts = partsOf(single, whole);
  if (parts)
    return parts.map(({ of, amount }, at) => ({ ...common, ...amount, part: at + 1, ...detailsOf([of], entry) }));
  return [{ ...common, ...whole, part: 0, ...detailsOf(single, entry) }];
}

const LONGEST_REFERENCE = 58;

/** What converters of older formats write where there is no reference. */
const realReference = (text: string): string => (/^(NON ?REF|NOT ?PROVIDED)$/i.test(text) ? '' : text);

/**
 * The bank's own reference of the booking, else of its only payment: both are the same in every file that tells of it. A
 * reference of the entry alone is counted anew in every statement of some banks.
 */
function referenceOf(entry: XmlElement, { statementId }: About): string | null {
  const single = all(entry, 'NtryDtls', 'TxDtls');
  const ofPayment = single.length === 1 ? said(single[0], 'Refs', 'AcctSvcrRef') : '';
  const own = realReference(said(entry, 'AcctSvcrRef')) || realReference(ofPayment);
  const counted = realReference(said(entry, 'NtryRef'));
  const reference = own || (counted && statementId && `${statementId}/${counted}`);
  return reference ? reference.slice(-LONGEST_REFERENCE) : null;
}

/** A booking in a sentence: many banks send all of a file in one line, where its number tells nothing. */
function inShort(entry: XmlElement, about: About): string {
  const { payer, words } = detailsOf(all(entry, 'NtryDtls', 'TxDtls'), entry);
  const amount = `${said(entry, 'Amt')} ${first(entry, 'Amt')?.attributes['Ccy'] ?? ''}`.trim();
  return [amount, dayOf(entry), referenceOf(entry, about), payer, words].filter(Boolean).join(', ');
}

const dayOf = (entry: XmlElement): string | null => {
  const days = ['BookgDt', 'ValDt'].flatMap((name) => [
    said(entry, name, 'Dt'),
    said(entry, name, 'DtTm').slice(0, 10),
  ]);
  return days.find((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) ?? null;
};

/** The payments of a booking of several, where their amounts are given and add up to it; else null. */
function partsOf(
  single: readonly XmlElement[],
  whole: Amount,
): { readonly of: XmlElement; readonly amount: Amount }[] | null {
  if (single.length < 2) return null;
  const parts = single.flatMap((of) => {
    const amount = amountOf(of.children.some(({ name }) => name === 'Amt') ? of : first(of, 'AmtDtls', 'TxAmt'));
    return typeof amount === 'string' || amount.currency !== whole.currency ? [] : [{ of, amount }];
  });
  const sum = parts.reduce((total, { amount }) => total + amount.amountMinor, 0);
  return parts.length === single.length && sum === whole.amountMinor ? parts : null;
}

const LONGEST_WORDS = 500;

/** Who paid, what they said, and the invoices that they name. */
function detailsOf(
  single: readonly XmlElement[],
  entry: XmlElement,
): Pick<ReadCredit, 'payer' | 'payerAccount' | 'words' | 'named'> {
  const of = (...path: readonly string[]) => single.flatMap((one) => all(one, ...path)).map(({ text }) => text);
  const structured = single.flatMap((one) => all(one, 'RmtInf', 'Strd'));
  const references = structured.flatMap((one) => [
    ...all(one, 'CdtrRefInf', 'Ref'),
    ...all(one, 'RfrdDocInf', 'Nb'),
    ...all(one, 'AddtlRmtInf'),
  ]);
  const words = [
    ...of('RmtInf', 'Ustrd'),
    ...references.map(({ text }) => text),
    ...of('AddtlTxInf'),
    ...(single.length === 0 ? [said(entry, 'AddtlNtryInf')] : []),
  ].filter((text) => text !== '');
  const endToEnd = of('Refs', 'EndToEndId');
  // Each reference by itself first: two that stand side by side must not be read as one.
  const named = [...references.map(({ text }) => text), words.join(' '), ...words, ...endToEnd].flatMap(numbersIn);
  // The name has an element of its own in newer versions.
  const [payer] = [...of('RltdPties', 'Dbtr', 'Pty', 'Nm'), ...of('RltdPties', 'Dbtr', 'Nm')];
  const [account] = [...of('RltdPties', 'DbtrAcct', 'Id', 'IBAN'), ...of('RltdPties', 'DbtrAcct', 'Id', 'Othr', 'Id')];
  return {
    payer: payer?.slice(0, 140) || null,
    payerAccount: account?.slice(0, 64) || null,
    words: words.join(' ').slice(0, LONGEST_WORDS),
    named: [...new Set(named)],
  };
}
