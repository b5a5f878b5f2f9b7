import { type Money, minorDigits, minorPerUnit } from '@quayside/shared/money';
import { dueDayOf, type Notification } from '../notification/notification.ts';
import { ANSWER_ABOVE } from './incoming.ts';
import { localeOf, type MailWords, WORDS } from './words.ts';

/** A mail in the language of its reader. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail is made of. */
export interface MailMatter {
  readonly notification: Notification;
  readonly reader: { readonly name: string; readonly locale: string; readonly timeZone: string };
  /** The whole message that the news are about. */
  readonly messageBody: string | null;
  /** Where the portal is; null when that was not set. */
  readonly portalUrl: string | null;
  /** By which the reader says with one tap how content they are; null where there is nothing to judge. */
  readonly rateToken?: string | null;
  /** True when an answer by mail is posted. */
  readonly answerable: boolean;
}

const PATHS = {
  CASE: 'cases',
  CLAIM: 'claims',
  WORK_ORDER: 'work-orders',
  RETURN_ORDER: 'returns',
  SHIPMENT: 'shipments',
  CONTRACT: 'contracts',
  QUOTE: 'quotes',
  INVOICE: 'invoices',
  CREDIT: 'accounts',
  OTIF: 'contracts',
  EDI_MESSAGE: 'edi',
} as const satisfies Record<Notification['subjectKind'], string>;

/** What of a page it is about. */
const PARTS: Partial<Record<Notification['subjectKind'], string>> = { CREDIT: '/credit', OTIF: '/otif' };

/** Page of the portal that shows the subject. */
export const pathOf = ({ subjectKind, subjectId }: Pick<Notification, 'subjectKind' | 'subjectId'>): string =>
  `/${PATHS[subjectKind]}/${encodeURIComponent(subjectId)}${PARTS[subjectKind] ?? ''}`;

/** One line without control characters: nothing that is put into a header can begin another one. */
export const headerText = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);

/** Plain text and the same as simple HTML, which loads nothing from anywhere. */
export function renderMail(matter: MailMatter): RenderedMail {
  const { notification, reader, messageBody, portalUrl, answerable, rateToken = null } = matter;
  const words = WORDS[localeOf(reader.locale)];
  const headline = headlineOf(notification, words, reader);
  const subject = [notification.number, notification.title].filter(Boolean).join(' · ');
  const link = portalUrl === null ? null : `${portalUrl.replace(/\/+$/, '')}${pathOf(notification)}`;
  const taps = tapsOf(portalUrl, rateToken);
  const paragraphs = [
    words.greeting(reader.name),
    headline,
    ...(notification.internal && messageBody !== null ? [words.internalNote] : []),
    ...(messageBody === null ? [] : [messageBody]),
    ...(link ? [`${words.open} ${link}`] : []),
    ...(taps.length > 0 ? [words.rate, ...taps.map(({ stars, link: tap }) => `${stars} ${tap}`)] : []),
    ...(answerable ? [words.answer] : []),
    words.choices,
  ];
  const links = [...(link ? [link] : []), ...taps.map((tap) => tap.link)];
  const first = answerable ? [ANSWER_ABOVE] : [];
  return {
    subject: headerText(subject ? `[${subject}] ${headline}` : headline),
    text: `${[...first, ...paragraphs].join('\n\n')}\n`,
    html: htmlOf(localeOf(reader.locale), [...first, ...paragraphs], links),
  };
}

/** One link for each score, the best first; the page behind it keeps the score at once. */
function tapsOf(portalUrl: string | null, token: string | null): { readonly stars: string; readonly link: string }[] {
  if (portalUrl === null || token === null) return [];
  return [5, 4, 3, 2, 1].map((score) => ({
    stars: '★'.repeat(score) + '☆'.repeat(5 - score),
    link: `${portalUrl.replace(/\/+$/, '')}/rate/${token}?score=${score}`,
  }));
}

/** What has happened, in a sentence. */
export function headlineOf(
  notification: Notification,
  words: MailWords,
  { locale, timeZone }: MailMatter['reader'],
): string {
  const { topic, subjectKind, actor, number, state, dueAt, amountMinor, currency } = notification;
  const day = dueDayOf(notification);
  const moment = dueAt === null ? '' : momentText(dueAt, locale, timeZone);
  const due = day === null ? moment : dayText(day, locale);
  const word = state === null ? '' : stateText(words, subjectKind, state);
  const amount = amountMinor === null || currency === null ? '' : ` · ${moneyText({ amountMinor, currency }, locale)}`;
  return words.topics[topic]({ actor: actor ?? 'Quayside', number, state: word + amount, due });
}

/** Some words mean another thing of another subject. */
const stateText = ({ states }: MailWords, kind: string, state: string): string =>
  states[`${kind}_${state}`] ?? states[state] ?? state.replaceAll('_', ' ').toLowerCase();

const places = (currency: string) => {
  const digits = minorDigits(currency);
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
};

/** With the code, never a bare sign: in Chinese "$" and "¥" each mean two currencies. */
const moneyText = ({ amountMinor, currency }: Money, locale: string): string =>
  new Intl.NumberFormat(localeOf(locale), { style: 'currency', currency, currencyDisplay: 'code', ...places(currency) })
    .format(amountMinor / minorPerUnit(currency))
    .replace('\u00a0', ' ');

/** A calendar day has no zone; it must not move when it is read. */
const dayText = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(localeOf(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));

const momentText = (at: number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(locale), { dateStyle: 'medium', timeStyle: 'long', timeZone }).format(at);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** @param links made by us: where a paragraph ends with one, it can be followed. */
export function htmlOf(language: string, paragraphs: readonly string[], links: readonly string[]): string {
  const plain = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');
  const linked = (text: string): string => {
    const link = links.find((one) => text.endsWith(one));
    if (!link) return plain(text);
    return `${plain(text.slice(0, -link.length))}<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`;
  };
  const body = paragraphs.map((text) => `<p>${linked(text)}</p>`).join('\n');
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"></head>\n<body style="font-family:sans-serif">\n${body}\n</body></html>\n`;
}
