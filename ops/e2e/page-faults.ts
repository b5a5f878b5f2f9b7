import { readdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Catalog = Readonly<Record<string, string>>;

const PORTAL = new URL('../../portal-web/src/', import.meta.url);

/** All words of a language: those of the whole portal, and those of pages that have their own. */
const wordsIn = (language: string): Catalog =>
  Object.assign(
    {},
    ...readdirSync(PORTAL, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith(`/catalogs/${language}.json`))
      .map((path) => JSON.parse(readFileSync(new URL(path, PORTAL), 'utf8')) as Catalog),
  );

const en = wordsIn('en');
const CATALOGS = { en, 'zh-Hans': wordsIn('zh-Hans'), 'zh-Hant': wordsIn('zh-Hant') } as const;

/** The languages that the portal speaks. */
export type Language = keyof typeof CATALOGS;
export const LANGUAGES = Object.keys(CATALOGS) as Language[];

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Runs in the page: colours go over into each other, and halfway there is no contrast. */
export const coloursAreSet = (): Promise<unknown> =>
  Promise.allSettled(
    document.getAnimations().flatMap((each) => (each instanceof CSSTransition ? [each.finished] : [])),
  );

/**
 * What keeps people out.
 * @param known what was looked at on another page and is the same on this one.
 */
export async function barriersOn(
  page: Page,
  theme: 'light' | 'dark',
  known: readonly string[] = [],
): Promise<string[]> {
  // The rows of a list are alike; the first of them speak for all.
  const { violations } = await [':is(tbody, .edi-segments, .rows) > :nth-child(n+5)', ...known]
    .reduce((axe, part) => axe.exclude(part), new AxeBuilder({ page }))
    .options({ runOnly: WCAG, resultTypes: ['violations'] })
    // There are no frames of other sites, for which the newer way opens a window of its own each time.
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${theme}: ${id} ${html}`));
}

// Charts are drawn anew after the page has got its width; a busy machine takes its time.
const SETTLED_WITHIN_MS = 3_000;

/** A page that scrolls sideways, and words that stick out of their box into the next, once all is drawn. */
export async function burstBoxesOn(page: Page, width: number): Promise<string[]> {
  await page.waitForFunction((wanted) => matchMedia(`(width: ${wanted}px)`).matches, width);
  const until = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const faults = await burstBoxesNow(page, width);
    if (faults.length === 0 || Date.now() > until) return faults;
    await page.waitForTimeout(100);
  }
}

async function burstBoxesNow(page: Page, width: number): Promise<string[]> {
  const found = await page.evaluate(async () => {
    // The rules for this width hold from the next frame on.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const boxes = [...document.querySelectorAll<HTMLElement>('dd, dt, h1, h2, button, .state-mark, .tile')];
    const burst = boxes.filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1);
    // The tab that is open is in sight, however short of room its bar is.
    const hidden = [
      ...document.querySelectorAll<HTMLElement>('.tab-bar :is([aria-current], [aria-selected="true"])'),
    ].filter(
      (tab) => tab.getBoundingClientRect().right > (tab.closest('.tab-bar')?.getBoundingClientRect().right ?? 0) + 1,
    );
    return [
      ...(wide > 0 ? [`page ${wide} px too wide`] : []),
      ...burst.map((box) => `burst: ${box.innerText}`),
      ...hidden.map((tab) => `hidden: ${tab.innerText}`),
    ];
  });
  return found.map((fault) => `${width}: ${fault}`);
}

/** Texts that should be in the words of this language: English of the catalog, and codes that have words. */
export async function unspokenOn(page: Page, language: Language): Promise<string[]> {
  const catalog: Catalog = CATALOGS[language];
  const own = new Set(Object.values(catalog));
  const english = Object.values(en).filter((words) => words.length > 2 && !own.has(words));
  const codes = Object.keys(en).flatMap(
    (id) => /^(?:(?:regime|scope)\.(.+)|\w+\.([A-Z_]{3,}))$/.exec(id)?.slice(1) ?? [],
  );
  const unspoken = new Set([...english, ...codes.filter((code) => code && !own.has(code))]);
  const shown = await page.evaluate(textsOfPage);
  return [...new Set(shown.flatMap((text) => [text, ...text.split(', ')]))]
    .filter((text) => unspoken.has(text))
    .map((text) => `not in words: ${text}`);
}

/** Runs in the page: all that can be read or heard, except what is quoted as it came. */
function textsOfPage(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { nodeValue, parentElement } = walker.currentNode;
    // The dictionary of X12 is English in every language, and what people and partners wrote stays as they wrote it.
    if (!parentElement?.closest('.edi-segments, .edi-raw, .mono, kbd, .message-body'))
      texts.push(nodeValue?.trim() ?? '');
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
    for (const name of ['aria-label', 'placeholder', 'title']) texts.push(element.getAttribute(name) ?? '');
  return texts;
}
