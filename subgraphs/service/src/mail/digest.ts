import { DAY, fromLocalTime, localDate } from '@quayside/shared/instant';
import type { Notification } from '../notification/notification.ts';
import { headerText, headlineOf, htmlOf, type MailMatter, pathOf, type RenderedMail } from './render.ts';
import { localeOf, WORDS } from './words.ts';

/** So many news stand in one mail of the day; what is more goes into the next one. */
export const MOST_IN_DIGEST = 100;

/**
 * The next instant at which it is this time of the day on the reader's clock, after now.
 * @param atMinute minutes since local midnight; a time that spring skips is an hour later on that day.
 */
export function nextDigest(now: number, timeZone: string, atMinute: number): number {
  const two = (count: number): string => String(count).padStart(2, '0');
  const clock = `${two(Math.floor(atMinute / 60))}:${two(atMinute % 60)}`;
  const today = localDate(now, timeZone);
  const at = fromLocalTime(`${today}T${clock}`, timeZone);
  if (at > now) return at;
  const tomorrow = new Date(Date.parse(today) + DAY).toISOString().slice(0, 10);
  return fromLocalTime(`${tomorrow}T${clock}`, timeZone);
}

/** What a mail of the day is made of. */
export interface DigestMatter extends Pick<MailMatter, 'reader' | 'portalUrl'> {
  /** In the order in which they happened. */
  readonly notifications: readonly Notification[];
}

/** All news of a day in one mail. It takes no answers: it is about many things. */
export function renderDigest({ notifications, reader, portalUrl }: DigestMatter): RenderedMail {
  const words = WORDS[localeOf(reader.locale)];
  const subject = words.digest(notifications.length);
  const links: string[] = [];
  const news = notifications.map((notification) => {
    const link = portalUrl === null ? null : `${portalUrl.replace(/\/+$/, '')}${pathOf(notification)}`;
    if (link) links.push(link);
    const lines = [headlineOf(notification, words, reader), notification.title, notification.excerpt, link];
    return lines.filter(Boolean).join('\n');
  });
  const paragraphs = [words.greeting(reader.name), subject, ...news, words.choices];
  return {
    subject: headerText(subject),
    text: `${paragraphs.join('\n\n')}\n`,
    html: htmlOf(localeOf(reader.locale), paragraphs, links),
  };
}
