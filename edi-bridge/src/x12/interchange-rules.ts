import type { InterchangeHeader } from './header.ts';
import type { CheckError, Place } from './place.ts';

/** What a TA1 note means here: does the interchange still pass (E), and what should the sender do. */
interface NoteRule {
  verdict: 'E' | 'R';
  message: string;
  fix: string;
}

/** The TA1 notes that we raise. */
export const noteRules: Readonly<Record<string, NoteRule>> = {
  '001': {
    verdict: 'R',
    message: 'The control numbers of ISA13 and IEA02 differ.',
    fix: 'Write the number of ISA13 into IEA02.',
  },
  '004': {
    verdict: 'R',
    message: 'The segment terminator is not valid.',
    fix: 'End every segment with the character that stands at byte 106 of the ISA.',
  },
  '005': {
    verdict: 'R',
    message: 'The sender qualifier (ISA05) is not valid.',
    fix: 'Use a qualifier of the standard, such as ZZ, 01 or 02.',
  },
  '006': { verdict: 'R', message: 'The sender id (ISA06) is empty.', fix: 'Write your agreed id into ISA06.' },
  '007': {
    verdict: 'R',
    message: 'The receiver qualifier (ISA07) is not valid.',
    fix: 'Use two capital letters or digits, such as ZZ, 01 or 02.',
  },
  '008': {
    verdict: 'R',
    message: 'The receiver id (ISA08) is empty.',
    fix: 'Write the agreed id of the receiver into ISA08.',
  },
  '010': {
    verdict: 'E',
    message: 'The authorisation qualifier (ISA01) is not in the list.',
    fix: 'Use 00 and ten blanks in ISA02.',
  },
  '012': {
    verdict: 'E',
    message: 'The security qualifier (ISA03) is not in the list.',
    fix: 'Use 00 and ten blanks in ISA04.',
  },
  '014': { verdict: 'E', message: 'The date (ISA09) is not a date YYMMDD.', fix: 'Write the date as YYMMDD.' },
  '015': { verdict: 'E', message: 'The time (ISA10) is not a time HHMM.', fix: 'Write the time as HHMM.' },
  '016': { verdict: 'E', message: 'The standards id (ISA11) is not U.', fix: 'Use U before version 00402.' },
  '017': { verdict: 'E', message: 'The version (ISA12) is not known.', fix: 'Use 00401 or 00501.' },
  '018': {
    verdict: 'R',
    message: 'The control number (ISA13) is not nine digits.',
    fix: 'Number your interchanges with nine digits.',
  },
  '019': {
    verdict: 'E',
    message: 'The request for a TA1 (ISA14) is neither 0 nor 1.',
    fix: 'Use 1 to ask for a TA1, else 0.',
  },
  '020': {
    verdict: 'R',
    message: 'The usage (ISA15) is neither P nor T.',
    fix: 'Use P for production and T for test.',
  },
  '021': {
    verdict: 'R',
    message: 'The number of groups in IEA01 is not the number received.',
    fix: 'Count the GS segments and write the number into IEA01.',
  },
  '022': {
    verdict: 'R',
    message: 'The control segments do not stand in their order.',
    fix: 'Send ISA, GS, ST … SE, GE, IEA, each opened once and closed once.',
  },
  '023': {
    verdict: 'R',
    message: 'The interchange ends before its IEA.',
    fix: 'Send the whole file again; the transfer was probably cut.',
  },
  '024': {
    verdict: 'R',
    message: 'The interchange holds something that cannot be read.',
    fix: 'Send only groups (GS … GE) or TA1 segments between ISA and IEA.',
  },
  '025': {
    verdict: 'R',
    message: 'The control number (ISA13) was used before.',
    fix: 'Give every interchange a new control number.',
  },
};

/** A fault of the interchange in the words of its note, or in words of its own. */
export function noteError(code: string, at: Place, message?: string): CheckError {
  const rule = noteRules[code] ?? noteRules['024']!;
  return { code, message: message ?? rule.message, fix: rule.fix, at: { ...at } };
}

const interchangeVersion = /^00(200|201|204|30[0-7]|40[0-6]|50[0-5]|60[0-5]|70[0-9])$/;

/** Qualifiers of interchange ids that the standard knows (element I05). */
const QUALIFIERS = new Set(
  (
    '01 02 03 04 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 ' +
    'AM NR SA SN ZZ'
  ).split(' '),
);

/** Checks the fields of an ISA; the fixed widths and the separators are known to be right. */
export function headerErrors(header: InterchangeHeader): CheckError[] {
  const field = (index: number): string => (header.elements[index] ?? '').trim();
  const rules: [code: string, holds: boolean][] = [
    ['010', /^0[0-8]$/.test(field(1))],
    ['012', /^0[01]$/.test(field(3))],
    ['005', QUALIFIERS.has(field(5))],
    ['006', field(6) !== ''],
    ['007', QUALIFIERS.has(field(7))],
    ['008', field(8) !== ''],
    ['014', isDate(field(9))],
    ['015', /^([01]\d|2[0-3])[0-5]\d$/.test(field(10))],
    ['016', field(12) >= '00402' || /^[^a-zA-Z0-9]$|^U$/.test(field(11))],
    ['017', interchangeVersion.test(field(12))],
    ['018', /^\d{9}$/.test(field(13))],
    ['019', /^[0-3]$/.test(field(14))],
    ['020', /^[PTI]$/.test(field(15))],
  ];
  return rules.filter(([, holds]) => !holds).map(([code]) => noteError(code, header.at));
}

function isDate(text: string): boolean {
  if (!/^\d{6}$/.test(text)) return false;
  const month = Number(text.slice(2, 4));
  const day = Number(text.slice(4, 6));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
