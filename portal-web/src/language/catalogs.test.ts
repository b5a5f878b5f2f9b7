import { readFileSync } from 'node:fs';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import boardsEn from '../pages/boards/catalogs/en.json' with { type: 'json' };
import boardsHans from '../pages/boards/catalogs/zh-Hans.json' with { type: 'json' };
import boardsHant from '../pages/boards/catalogs/zh-Hant.json' with { type: 'json' };
import partnerEn from '../pages/edi-partner/catalogs/en.json' with { type: 'json' };
import partnerHans from '../pages/edi-partner/catalogs/zh-Hans.json' with { type: 'json' };
import partnerHant from '../pages/edi-partner/catalogs/zh-Hant.json' with { type: 'json' };
import newsEn from '../pages/notifications/catalogs/en.json' with { type: 'json' };
import newsHans from '../pages/notifications/catalogs/zh-Hans.json' with { type: 'json' };
import newsHant from '../pages/notifications/catalogs/zh-Hant.json' with { type: 'json' };
import houseEn from '../pages/organization/catalogs/en.json' with { type: 'json' };
import houseHans from '../pages/organization/catalogs/zh-Hans.json' with { type: 'json' };
import houseHant from '../pages/organization/catalogs/zh-Hant.json' with { type: 'json' };
import payEn from '../pages/payment/catalogs/en.json' with { type: 'json' };
import payHans from '../pages/payment/catalogs/zh-Hans.json' with { type: 'json' };
import payHant from '../pages/payment/catalogs/zh-Hant.json' with { type: 'json' };
import playsEn from '../pages/queue/catalogs/en.json' with { type: 'json' };
import playsHans from '../pages/queue/catalogs/zh-Hans.json' with { type: 'json' };
import playsHant from '../pages/queue/catalogs/zh-Hant.json' with { type: 'json' };
import ratesEn from '../pages/rates/catalogs/en.json' with { type: 'json' };
import ratesHans from '../pages/rates/catalogs/zh-Hans.json' with { type: 'json' };
import ratesHant from '../pages/rates/catalogs/zh-Hant.json' with { type: 'json' };
import saidEn from '../pages/satisfaction/catalogs/en.json' with { type: 'json' };
import saidHans from '../pages/satisfaction/catalogs/zh-Hans.json' with { type: 'json' };
import saidHant from '../pages/satisfaction/catalogs/zh-Hant.json' with { type: 'json' };
import reviewEn from '../pages/supervision/catalogs/en.json' with { type: 'json' };
import reviewHans from '../pages/supervision/catalogs/zh-Hans.json' with { type: 'json' };
import reviewHant from '../pages/supervision/catalogs/zh-Hant.json' with { type: 'json' };
import valueEn from '../pages/value/catalogs/en.json' with { type: 'json' };
import valueHans from '../pages/value/catalogs/zh-Hans.json' with { type: 'json' };
import valueHant from '../pages/value/catalogs/zh-Hant.json' with { type: 'json' };
import en from './catalogs/en.json' with { type: 'json' };
import hans from './catalogs/zh-Hans.json' with { type: 'json' };
import hant from './catalogs/zh-Hant.json' with { type: 'json' };
import { regionCode, regionWords } from './code-words.ts';
import { chooseLanguage } from './language.ts';
import { simplifiedOnly } from './simplified-only.ts';

type Catalogs = Record<'en' | 'zh-Hans' | 'zh-Hant', Record<string, string>>;
const portal: Catalogs = { en, 'zh-Hans': hans, 'zh-Hant': hant };
const boards: Catalogs = { en: boardsEn, 'zh-Hans': boardsHans, 'zh-Hant': boardsHant };
const rates: Catalogs = { en: ratesEn, 'zh-Hans': ratesHans, 'zh-Hant': ratesHant };
const pay: Catalogs = { en: payEn, 'zh-Hans': payHans, 'zh-Hant': payHant };
const house: Catalogs = { en: houseEn, 'zh-Hans': houseHans, 'zh-Hant': houseHant };
const plays: Catalogs = { en: playsEn, 'zh-Hans': playsHans, 'zh-Hant': playsHant };
const partner: Catalogs = { en: partnerEn, 'zh-Hans': partnerHans, 'zh-Hant': partnerHant };
const news: Catalogs = { en: newsEn, 'zh-Hans': newsHans, 'zh-Hant': newsHant };
const review: Catalogs = { en: reviewEn, 'zh-Hans': reviewHans, 'zh-Hant': reviewHant };
const said: Catalogs = { en: saidEn, 'zh-Hans': saidHans, 'zh-Hant': saidHant };

// A value is {name} or {name, plural …}; a branch such as {no photos} is text.
const valuesOf = (text: string): string[] => [...new Set(text.match(/\{\w+(?=[},])/g))].sort();

describe.each([
  ['the portal', portal],
  ['prices', rates],
  ['boards', boards],
  ['payment', pay],
  ['the house', house],
  ['partners', partner],
  ['notifications', news],
  ['supervision', review],
  ['plays', plays],
  ['what customers said', said],
])('catalogs of %s', (_of, catalogs) => {
  const { en, 'zh-Hans': hans, 'zh-Hant': hant } = catalogs;

  it('have the same ids in all languages', () => {
    expect(Object.keys(hans)).toEqual(Object.keys(en));
    expect(Object.keys(hant)).toEqual(Object.keys(en));
  });

  it.each(Object.entries(catalogs))('leave no text of %s empty', (_, texts) => {
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(catalogs))('are well-formed messages in %s', (_, texts) => {
    for (const text of Object.values(texts)) expect(() => compileMessage(text)).not.toThrow();
  });

  it('use the same values in all languages', () => {
    const named = (texts: Record<string, string>) =>
      Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, valuesOf(text)]));
    expect(named(hans)).toEqual(named(en));
    expect(named(hant)).toEqual(named(en));
  });

  it('write Traditional Chinese without Simplified characters', () => {
    const faults = Object.entries(hant).filter(([, text]) => simplifiedOnly(text).length > 0);
    expect(faults.map(([id, text]) => `${id}: ${simplifiedOnly(text).join('')}`)).toEqual([]);
  });
});

it('every region of the demo is a code that has words in all languages', () => {
  const demo = ['portfolio', 'shippers'].map((name) =>
    readFileSync(new URL(`../../../ops/demo/${name}.ts`, import.meta.url), 'utf8'),
  );
  const regions = [...demo.join('\n').matchAll(/\bregion: '([^']+)'/g)].map(([, region]) => `region.${region}`);
  expect(regions.length).toBeGreaterThan(8);
  for (const catalog of [en, hans, hant]) expect(regions.filter((id) => !(id in catalog))).toEqual([]);
});

it('a region is one code, in whichever language it is written', () => {
  for (const catalog of [en, hans, hant] as Record<string, string>[]) {
    const say = (id: string) => catalog[id] ?? id;
    expect(regionCode(regionWords('CN-SOUTH', say), say)).toBe('CN-SOUTH');
    expect([regionCode('Bavaria', say), regionWords('Bavaria', say)]).toEqual(['Bavaria', 'Bavaria']);
  }
});

it('the steps from revenue to profit have names that fit below their bars', () => {
  const steps = ['revenue', 'carrierCost', 'serveCost', 'claimsNet', 'profit'].map((step) => `value.${step}`);
  const longest = (catalog: Record<string, string>) =>
    Math.max(...steps.map((id) => catalog[id]?.length ?? Number.POSITIVE_INFINITY));
  expect(longest(valueEn)).toBeLessThanOrEqual(14);
  for (const catalog of [valueHans, valueHant]) expect(longest(catalog)).toBeLessThanOrEqual(6);
});

describe('chooseLanguage', () => {
  it.each([
    [['zh-TW', 'en'], 'zh-Hant'],
    [['zh-Hant-HK'], 'zh-Hant'],
    [['zh-CN'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    [['de-DE', 'en-GB'], 'en'],
    [['fr'], 'en'],
  ])('reads %s as %s', (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language);
  });
});
