import { fileURLToPath } from 'node:url';
import { silentLog } from '@quayside/shared/log';
import { beforeAll, describe, expect, it } from 'vitest';
import { RateLimit } from '../src/http/rate-limit.ts';
import { chooseLanguage } from '../src/tracking-page/language.ts';
import { loadPageParts, type PageParts } from '../src/tracking-page/page-parts.ts';
import {
  renderTrackingPage,
  type TrackingAnswer,
  type TrackingPageDeps,
  type TrackingPageRequest,
} from '../src/tracking-page/render.ts';

const PORTAL = fileURLToPath(new URL('../../portal-web/dist', import.meta.url));
const TOKEN = 'qt_0123456789abcdefghijkl';
const NOON = Date.parse('2026-11-23T12:00:00Z');

const aTracking = (change: object = {}) => ({
  number: 'QS-000007',
  state: 'IN_TRANSIT',
  shipperAccount: { name: 'Nordwind' },
  originCity: 'Columbus',
  destinationCity: 'Minneapolis',
  eta: {
    at: '2026-11-24T20:30:00.000Z',
    timeZone: 'America/Chicago',
    reason: 'Weather: 6 h later',
    reasonCode: 'AO',
    changedAt: '2026-11-23T11:00:00.000Z',
    ageSeconds: 300,
    previousAt: '2026-11-24T14:30:00.000Z',
  },
  late: true,
  promisedAt: '2026-11-24T18:00:00.000Z',
  deliveredAt: null,
  timeZone: 'America/Chicago',
  milestones: [
    {
      id: 'm1',
      code: 'SD',
      reasonCode: 'AO',
      at: '2026-11-23T11:00:00.000Z',
      timeZone: 'America/Chicago',
      place: 'Madison',
      recordedAt: '2026-11-23T11:00:00.000Z',
    },
  ],
  stops: [],
  pieces: 4,
  scopes: ['TRACK'],
  instructions: [],
  liveCursor: 'shipment.1',
  rating: null,
  damageReports: [],
  ...change,
});

let parts: PageParts;
beforeAll(async () => {
  parts = await loadPageParts(PORTAL);
});

const found = (change: object = {}): TrackingAnswer => ({ data: { tracking: aTracking(change) } });

function open(answer: TrackingAnswer, change: Partial<TrackingPageRequest> = {}, deps: Partial<TrackingPageDeps> = {}) {
  const request = { address: '192.0.2.1', origin: 'https://3pl.example', language: null, acceptLanguage: null };
  const complete = {
    parts,
    limit: new RateLimit(9),
    log: silentLog,
    now: () => NOON,
    ask: async () => answer,
    ...deps,
  };
  return renderTrackingPage(complete, TOKEN, { ...request, ...change });
}

describe('the tracking page', () => {
  it('tells state, ETA, reason and age without script', async () => {
    const { status, body } = await open(found());
    expect(status).toBe(200);
    for (const text of ['On the way', 'Tue, Nov 24', '2:30 PM CST', 'Weather: 6 h later', '5 minutes ago'])
      expect(body).toContain(text);
    expect(body).toContain('Later than promised');
    expect(body).toContain('Delayed · weather');
  });

  it('speaks the language that the browser prefers', async () => {
    const simplified = await open(found(), { acceptLanguage: 'fr, zh-CN;q=0.8, en;q=0.5' });
    expect(simplified.body).toContain('运输途中');
    expect(simplified.body).toContain('<html lang="zh-Hans">');
    const traditional = await open(found(), { acceptLanguage: 'zh-CN', language: 'zh-Hant' });
    expect(traditional.body).toContain('運送途中');
    expect(traditional.headers['content-language']).toBe('zh-Hant');
  });

  it('lets no text of a shipment become markup', async () => {
    const evil = '</script><script>alert(1)</script>"\'&';
    const { body } = await open(found({ number: evil, shipperAccount: { name: evil }, destinationCity: evil }));
    expect(body).not.toContain('<script>alert');
    expect(body.match(/<script/g)).toHaveLength(2);
    const data = /id="page-data">(.*?)<\/script>/.exec(body)?.[1] ?? '';
    expect(JSON.parse(data).snapshot.number).toBe(evil);
  });

  it('allows only its own files and its socket', async () => {
    const { headers, body } = await open(found());
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' wss://3pl.example;");
    expect(body).not.toMatch(/ style="| on\w+="/);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    const odd = await open(found(), { origin: 'https://evil; script-src *' });
    expect(odd.headers['content-security-policy']).not.toContain('evil');
  });

  it('previews nothing personal and stays out of search', async () => {
    const { body, headers } = await open(found());
    const previews = body.match(/<meta property="og:[^>]+>/g)?.join('\n') ?? '';
    expect(previews).toContain('On the way. Expected Tue, Nov 24');
    expect(previews).not.toMatch(/Nordwind|Minneapolis|Columbus/);
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(body).not.toContain(TOKEN);
  });

  it.each([
    ['an unknown token', null, 404, 'This link does not work'],
    ['an ended link', 'gone', 410, 'This link has ended'],
    ['a failing graph', { errors: [{ message: 'x' }] }, 503, 'cannot be shown right now'],
  ] as const)('explains %s in three languages', async (_, answer, status, title) => {
    const page = await open(answer);
    expect(page.status).toBe(status);
    expect(page.body).toContain(title);
    expect(page.body).toContain('lang="zh-Hans"');
    expect(page.body).toContain('lang="zh-Hant"');
    expect(page.body).not.toContain('page-data');
  });

  it('shows what there is when a part fails', async () => {
    const answer = { data: { tracking: aTracking({ rating: null, damageReports: null }) }, errors: [{}] };
    expect((await open(answer)).status).toBe(200);
  });

  it('asks nobody about text that is no token', async () => {
    const ask = () => Promise.reject(new Error('asked'));
    const deps = { parts, limit: new RateLimit(9), log: silentLog, now: () => NOON, ask };
    const request = { address: 'a', origin: '', language: null, acceptLanguage: null };
    expect((await renderTrackingPage(deps, '../../etc', request)).status).toBe(404);
  });

  it('slows down an address that tries many tokens', async () => {
    const limit = new RateLimit(2);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await open(null, {}, { limit })).status);
    expect(statuses).toEqual([404, 404, 429]);
    expect((await open(found(), { address: '198.51.100.2' }, { limit })).status).toBe(200);
  });
});

describe('the language of a reader', () => {
  it.each([
    ['zh-TW', 'zh-Hant'],
    ['zh-Hant-HK, en', 'zh-Hant'],
    ['zh-Hans-TW', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['de-DE, en-GB;q=0.7', 'en'],
    ['de-DE', 'en'],
    ['en;q=0.3, zh-HK;q=0.9', 'zh-Hant'],
    ['', 'en'],
  ])('behind "%s" is %s, as its browser says', (header, language) => {
    expect(chooseLanguage(null, header)).toBe(language);
    expect(chooseLanguage('en', header)).toBe('en');
    expect(chooseLanguage('xx', header)).toBe(language);
  });
});
