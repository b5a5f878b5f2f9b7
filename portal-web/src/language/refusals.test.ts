import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import ediEn from '../pages/edi/catalogs/en.json' with { type: 'json' };
import ediHans from '../pages/edi/catalogs/zh-Hans.json' with { type: 'json' };
import ediHant from '../pages/edi/catalogs/zh-Hant.json' with { type: 'json' };
import { ediWordsIn } from '../pages/edi/edi-words.ts';
import { keyOfFault } from '../pages/edi/fault-key.ts';
import { readerOf } from '../pages/edi/reasons.ts';
import valueEn from '../pages/value/catalogs/en.json' with { type: 'json' };
import valueHans from '../pages/value/catalogs/zh-Hans.json' with { type: 'json' };
import valueHant from '../pages/value/catalogs/zh-Hant.json' with { type: 'json' };
import en from './catalogs/en.json' with { type: 'json' };
import hans from './catalogs/zh-Hans.json' with { type: 'json' };
import hant from './catalogs/zh-Hant.json' with { type: 'json' };
import { refusalDetail, refusalWords } from './code-words.ts';
import { simplifiedOnly } from './simplified-only.ts';

const root = new URL('../../../', import.meta.url);

/** All source below a folder, without what is generated or tests. */
function sourcesOf(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|generated|testing/.test(path))
    .map((path) => readFileSync(new URL(`${folder}/${path}`, root), 'utf8'));
}

const namedIn = (sources: readonly string[], ...patterns: RegExp[]): string[] => [
  ...new Set(
    sources.flatMap((text) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))),
  ),
];

const SUBGRAPHS = ['customer', 'shipment', 'contract', 'service'].map((name) => `subgraphs/${name}/src`);
const REFUSAL = /refuse\(\s*(?:\w+ \?\? )?'([A-Z][A-Z_]+)'/g;
const REFUSAL_OBJECT = /\bcode: '([A-Z][A-Z_]{3,})'/g;
// What checks of several inputs share: a code, its sentence and the field.
const REFUSAL_OF_FIELD = /\bfault\(\s*'([A-Z][A-Z_]{3,})'/g;
// A table of code and sentence, such as the one by the kind of a case.
const REFUSAL_PAIR = /: \['([A-Z_]{8,})', '[^']+\.'\]/g;

// Codes of figures, and of what is wrong with a file of a bank, are no refusals.
const FIGURES = sourcesOf('subgraphs/customer/src/value');
const NO_REFUSALS = [...FIGURES, ...sourcesOf('subgraphs/contract/src/bank-statement')];
const refusing = (): string[] => SUBGRAPHS.flatMap(sourcesOf).filter((text) => !NO_REFUSALS.includes(text));

const refusalCodes = (): string[] => [
  ...namedIn(refusing(), REFUSAL, REFUSAL_OBJECT, REFUSAL_PAIR, REFUSAL_OF_FIELD),
  ...namedIn(NO_REFUSALS, REFUSAL),
  ...namedIn(
    ['channel', 'partner', 'message', 'outbound'].flatMap((name) => sourcesOf(`edi-bridge/src/${name}`)),
    REFUSAL,
  ),
  ...namedIn(sourcesOf('gateway/src'), REFUSAL_OBJECT),
  ...namedIn([readFileSync(new URL('subgraphs/shared/src/errors.ts', root), 'utf8')], /^ {2}'([A-Z_]+)',$/gm),
];

it('every refusal of the servers has words in all languages', () => {
  const codes = refusalCodes();
  expect(codes.length).toBeGreaterThan(110);
  for (const catalog of [en, hans, hant]) {
    expect(codes.filter((code) => !(`refusal.${code}` in catalog))).toEqual([]);
  }
});

it('a refusal that gives figures gives them in all languages', () => {
  const catalogs: Record<string, string>[] = [en, hans, hant];
  const given = SUBGRAPHS.flatMap(sourcesOf).join('\n');
  // What a code is told with: the names in `figures`, a shorthand each or a name and what it stands for.
  const uses = [
    ...given.matchAll(
      /'([A-Z][A-Z_]{3,})',(?:(?!'[A-Z][A-Z_]{3,}',)[\s\S]){0,420}?figures: (?:figuresOf\()?\{([^}]*)\}/g,
    ),
  ];
  const named = uses.map(
    ([, code = '', names = '']) =>
      [code, [...names.matchAll(/(\w+)(?=[,:]|\s*$)(?!:)|(\w+):/g)].map(([, a, b]) => a ?? b)] as const,
  );
  expect(named.length).toBeGreaterThan(40);
  for (const catalog of catalogs) {
    expect(named.map(([code]) => code).filter((code) => !(`refusalOf.${code}` in catalog))).toEqual([]);
    for (const [code, names] of named) {
      const wanted = [...(catalog[`refusalOf.${code}`] ?? '').matchAll(/\{(\w+)/g)].map(([, name]) => name);
      expect(
        wanted.filter((name) => !names.includes(name)),
        code,
      ).toEqual([]);
    }
  }
});

it('figures stand in the words of the reader, and are left out where a refusal has none', () => {
  const say = (id: string, values: Record<string, string | number> = {}) =>
    ((hans as Record<string, string>)[id] ?? id).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  const figures = [{ name: 'above', value: '500 USD' }];
  const told = 'Above 500 USD a second person says yes.';
  expect(refusalWords('CLAIM_NEEDS_APPROVAL', told, 'zh-Hans', say, figures).text).toContain('500 USD');
  expect(refusalWords('CLAIM_NEEDS_APPROVAL', told, 'zh-Hans', say).text).toBe(say('refusal.CLAIM_NEEDS_APPROVAL'));
  expect(refusalWords('CLAIM_NEEDS_APPROVAL', told, 'en', say, figures).text).toBe(told);
});

/** Every code under which the bridge keeps a fault: of files, interchanges, groups, sets, segments and elements. */
function faultCodes(): string[] {
  const x12 = sourcesOf('edi-bridge/src/x12');
  const dictionary = sourcesOf('edi-bridge/src/dictionary');
  const numbered = (prefix: string, codes: string[]) => codes.map((code) => `${prefix}${code}`);
  return [
    ...namedIn(
      x12,
      /^ {2}'(0\d{2})': \{$/gm,
      /\bcode: '(0\d{2})'/g,
      /code: [^;]*\? '(0\d{2})'/g,
      /\? '\d{3}' : '(0\d{2})'/g,
    ),
    ...numbered('', namedIn(x12, /this\.#fault\(\s*'(\d{1,2})'/g)),
    ...numbered('AK502-', [...namedIn(x12, /\b(?:set|this)\.fault\(\s*'(\d{1,2})'/g), '1', '5']),
    ...numbered(
      'AK304-',
      namedIn(dictionary, /'\w+',\s*i,\s*(?:item\.)?tag,\s*'(\d)'/g, /kind,\s*i,\s*tag,\s*'(\d)'/g),
    ),
    ...numbered(
      'AK403-',
      namedIn(
        dictionary,
        /(?:null|at \+ 1|component),\s*'(\d{1,2})'/g,
        /#only5010\('(\d+)'/g,
        /#only5010\('\d+', '(\d+)'/g,
        /'element_\w+',\s*'(\d{1,2})'/g,
        /code: '(\d{1,2})'/g,
      ),
    ),
    ...namedIn(
      ['check', 'x12', 'outbound', 'inbound'].flatMap((name) => sourcesOf(`edi-bridge/src/${name}`)),
      /\bcode: '([A-Z][A-Z0-9]+_?[A-Z_0-9]*)'/g,
      /#stop\(\s*'([A-Z_]+)'/g,
      /businessFault\('([A-Z_]+)'/g,
    ).filter((code) => !OTHER_CODES.includes(code)),
    ...namedIn(sourcesOf('edi-bridge/src/message'), /\| '(DONE|REFUSED|IGNORED|HELD|QUARANTINED|PENDING|NONE)'/g)
      .filter((outcome) => outcome !== 'DONE')
      .map((outcome) => `SET_${outcome}`),
    'CONTRL-13',
  ];
}

// TA1 codes, a mark that never leaves the scanner, and what stops us from writing.
const OTHER_CODES = ['A', 'E', 'R', 'E023', 'EDI_MODEL_MISMATCH', 'EDI_OUTPUT_REFUSED'];

it('every fault that the bridge can find has words in all languages', () => {
  const codes = faultCodes();
  expect(codes.length).toBeGreaterThan(60);
  for (const catalog of [ediEn, ediHans, ediHant]) {
    expect(codes.filter((code) => !(`fault.${keyOfFault({ code })}` in catalog))).toEqual([]);
  }
});

it('all that the bridge names by a word is known', () => {
  const named = sourcesOf('edi-bridge/src').join('\n');
  for (const channel of ['http', 'mailbox']) {
    expect(named).toContain(`'${channel}'`);
    expect(ediEn).toHaveProperty([`channel.${channel}`]);
  }
  expect(Object.keys(ediHans)).toEqual(Object.keys(ediEn));
  expect(Object.keys(ediHant)).toEqual(Object.keys(ediEn));
  expect(Object.entries(ediHant).filter(([, text]) => simplifiedOnly(text).length > 0)).toEqual([]);
});

/** What stands in a sentence that is put together of parts. */
const PARTS: Readonly<Record<string, string>> = {
  place: 'Line 1',
  how: 'send X',
  said: 'The X was X already',
  doubt: 'It came late.',
};

/** Sentences that a partner or a clerk reads in a note, as the bridge writes them, with X for what is filled in. */
function sentencesOfNotes(): string[] {
  // A summary and a preview are told by the state of the message and in a form of their own.
  const sources = [...sourcesOf('edi-bridge/src/transactions'), ...sourcesOf('edi-bridge/src/inbound')]
    .filter((source) => !/function (summarize|preview)/i.test(source) && !source.includes('Against version'))
    .join('\n');
  const literals = [
    ...sources.matchAll(/(?:note(?: =|:)|REFUSED', \S+,|HELD', \S+,|QUARANTINED', \S+,|return) (['`])([^\n]*?\.)\1/g),
  ];
  const filled = literals.map(([, , text = '']) =>
    text.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => PARTS[name] ?? 'X'),
  );
  return filled.flatMap((text) => text.split(/(?<=\.) (?=[A-Z])/)).filter((text) => /^[A-Z].* .*\.$/.test(text));
}

it('every sentence of a note is known in all languages', () => {
  const sentences = sentencesOfNotes();
  expect(sentences.length).toBeGreaterThan(30);
  const read = readerOf(ediEn);
  expect(sentences.filter((sentence) => read(sentence).includes(null))).toEqual([]);
});

it('sentences are known by what the build makes of a catalog as well', () => {
  const compiled = { 'reason.EMPTY': [['place'], ' is empty: ', ['effect'], '.'], 'reason.LATE': ['It came late.'] };
  expect(readerOf(compiled)('It came late. W0502 is empty: nothing.')).toEqual([
    { id: 'reason.LATE', values: {} },
    { id: 'reason.EMPTY', values: { place: 'W0502', effect: 'nothing' } },
  ]);
});

it('a reason is told in the language of the reader, or in English and marked', () => {
  const words = ediWordsIn('zh-Hans');
  const quarantined = {
    code: 'SET_QUARANTINED',
    message: '940 0001: W0501 "X" has no agreed meaning with this partner.',
  };
  expect(words.fault(quarantined)).toEqual({ text: '已隔离。', lang: undefined });
  expect(words.detail(quarantined)).toEqual({ text: 'W0501 的值“X”未与该伙伴约定含义。', lang: undefined });
  expect(
    words.reason('QS-000001 was changed. W7601 says 5, but the lines add up to 4: check that no line is missing.'),
  ).toEqual({
    text: 'QS-000001 已更改。W7601 为 5，而各行合计为 4：请核对是否缺行。',
    lang: undefined,
  });
  expect(words.reason('QS-000001 was changed. Something new happened.')).toMatchObject({ lang: 'en' });
  const late =
    '920 0001: The time to file ended on 2026-03-01 (us-motor). If the time was extended, say so in lateReason.';
  const say = (id: string) => (hans as Record<string, string>)[id] ?? id;
  const ruled = ediWordsIn('zh-Hans', say).detail({ code: 'SET_REFUSED', message: late, rule: 'CLAIM_LATE' });
  expect(ruled).toEqual({ text: say('refusal.CLAIM_LATE'), lang: undefined });
  expect(words.detail({ code: 'SET_REFUSED', message: late })).toMatchObject({ lang: 'en' });
  expect(words.detail({ code: 'AK403-1', message: 'W0502 is missing.' })).toBeNull();
  expect(ediWordsIn('en').detail(quarantined)).toBeNull();
});

it('the sentence of the server is the last resort and marked as English', () => {
  const words = ediWordsIn('zh-Hans');
  const fault = { code: 'AK403-1', message: 'W0502 is missing.', segment: 'W05', element: 2 };
  expect(words.fault(fault)).toEqual({ text: '缺少必填的 W0502。', lang: undefined });
  expect(words.fault({ code: 'NEW_ONE', message: 'It is new.' })).toEqual({ text: 'It is new.', lang: 'en' });
  expect(ediWordsIn('en').fault(fault)).toEqual({ text: 'W0502 is missing.', lang: undefined });
  const say = (id: string) => (hans as Record<string, string>)[id] ?? id;
  expect(refusalWords('CASE_CLOSED', 'CS-1 is closed.', 'zh-Hans', say)).toEqual({
    text: '个案已关闭，请新建个案。',
    lang: undefined,
  });
  expect(refusalWords('NEW_ONE', 'It is new.', 'zh-Hans', say)).toEqual({ text: 'It is new.', lang: 'en' });
  // Translated words know no days; the sentence that names them stands beside.
  const gap = 'Freight would have no price from 2026-11-01 to 2026-11-30.';
  expect(refusalDetail(gap, 'zh-Hant')).toBe(gap);
  expect([refusalDetail(gap, 'en'), refusalDetail('A name is missing.', 'zh-Hans')]).toEqual([null, null]);
});

it('every figure of a customer has words in all languages', () => {
  const codes = namedIn(FIGURES, REFUSAL_OBJECT, /figure\('([A-Z_]+)'/g, /countBy\('([A-Z_]+)'/g);
  expect(codes.length).toBeGreaterThan(70);
  const known = new Set(Object.keys(valueEn).map((id) => id.split('.').at(-1)));
  expect(codes.filter((code) => !known.has(code) && !(`refusal.${code}` in en))).toEqual([]);
  expect(Object.keys(valueHans)).toEqual(Object.keys(valueEn));
  expect(Object.keys(valueHant)).toEqual(Object.keys(valueEn));
  expect(Object.entries(valueHant).filter(([, text]) => simplifiedOnly(text).length > 0)).toEqual([]);
});
