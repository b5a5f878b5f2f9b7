import { setupI18n } from '@lingui/core';

type Catalog = Readonly<Record<string, string>>;

/** The catalogs of pages that have words of their own: loaded with those pages, and needed by nobody before. */
export interface PageCatalogs {
  readonly en: Catalog;
  readonly 'zh-Hans': Catalog;
  readonly 'zh-Hant': Catalog;
}

/** Says words of any of several catalogs. */
type Say<Id extends string> = (id: Id, values?: Record<string, string | number>) => string;

/**
 * Words of pages, and for all others those of the rest of the portal.
 * @param prefix what the ids of these catalogs begin with.
 */
export function pageTexts<Own extends string>(prefix: string, catalogs: PageCatalogs) {
  const speakers = {
    en: setupI18n({ locale: 'en', messages: { en: catalogs.en } }),
    'zh-Hans': setupI18n({ locale: 'zh-Hans', messages: { 'zh-Hans': catalogs['zh-Hans'] } }),
    'zh-Hant': setupI18n({ locale: 'zh-Hant', messages: { 'zh-Hant': catalogs['zh-Hant'] } }),
  };
  const isOwn = (id: string): id is Own => id.startsWith(prefix);
  return <Rest extends string>(locale: string, rest: Say<Rest>): Say<Rest | Own> => {
    const speaker = speakers[locale as keyof typeof speakers] ?? speakers.en;
    return (id, values) => (isOwn(id) ? speaker._(id, values) : rest(id as Rest, values));
  };
}
