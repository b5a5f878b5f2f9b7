import { formatNumber } from '../format/quantity.ts';
import type { MessageId, Text } from './use-text.ts';

/** The words for a code of the server, if the catalogs have any: an id that they do not know comes back as it is. */
export function wordsFor(list: string, code: string, t: Text, values?: Record<string, string | number>): string | null {
  const id = `${list}.${code}`;
  const words = t(id as MessageId, values);
  return words === id ? null : words;
}

/** The word for a code of X12, or the code itself. */
export const wordOf = (list: 'milestone' | 'reason', code: string, t: Text): string => wordsFor(list, code, t) ?? code;

/** The word for a code, or the code itself: free text of a partner has no words of ours. */
export function codeWord(
  list: 'freightTerms' | 'handlingUnit' | 'paymentReason' | 'tenderAnswer' | 'unitName',
  code: string,
  t: Text,
): string {
  return wordsFor(list, code, t) ?? code;
}

/** Such as "24 pieces": the units of X12 as words. */
export function quantityWords(count: number, unit: string, locale: string, t: Text): string {
  return wordsFor('unitOf', unit, t, { count }) ?? `${formatNumber(count, locale)} ${codeWord('unitName', unit, t)}`;
}

/** A region of customers: codes such as CN-SOUTH have words, others stand as the house writes them. */
export const regionWords = (region: string, t: Text): string => wordsFor('region', region, t) ?? region;

export const REGIONS = ['US-WEST', 'US-MIDWEST', 'US-SOUTH', 'CN-EAST', 'CN-SOUTH'] as const;

/** The code of a region that somebody writes in their own language: else one region counts as two. */
export const regionCode = (words: string, t: Text): string =>
  REGIONS.find((code) => regionWords(code, t).toLowerCase() === words.trim().toLowerCase()) ?? words;

/** How a shipment came to us; the channels of EDI name their set. */
export function originWords(source: string, t: Text): string {
  const [channel = '', ...rest] = source.split(/[_:\s]+/);
  const words = wordsFor('origin', channel, t);
  return words ? [words, ...rest].join(' ') : source;
}

/** What a refusal gives beside its words. */
export interface Figure {
  readonly name: string;
  readonly value: string;
}

/**
 * A refusal in the reader's language, with its figures where it brings them. English readers get the server's sentence,
 * which names numbers and limits.
 */
export function refusalWords(
  code: string,
  message: string,
  locale: string,
  t: Text,
  figures?: readonly Figure[] | null,
) {
  const values = Object.fromEntries((figures ?? []).map(({ name, value }) => [name, value]));
  const exact = figures?.length ? wordsFor('refusalOf', code, t, values) : null;
  const words = locale === 'en' && message ? null : (exact ?? wordsFor('refusal', code, t));
  if (words) return { text: words, lang: undefined };
  return { text: message, lang: locale === 'en' ? undefined : ('en' as const) };
}

/** The server's own sentence beside translated words, where it names days, lines or amounts that those cannot know. */
export const refusalDetail = (message: string, locale: string): string | null =>
  locale !== 'en' && /\d/.test(message) ? message : null;

const STATES: Readonly<Record<string, string>> = {
  CASE: 'caseState',
  CLAIM: 'claimState',
  WORK_ORDER: 'workOrderState',
  RETURN_ORDER: 'returnState',
  CONTRACT: 'contractState',
  QUOTE: 'quoteState',
  INVOICE: 'collectionStep',
  CREDIT: 'creditState',
  OTIF: 'otifDecision',
  SHIPMENT: 'exceptionKind',
};

/** The word for the state of what a notification is about, or the state itself. */
export const subjectStateWord = (kind: string, state: string, t: Text): string =>
  wordsFor(STATES[kind] ?? 'caseState', state, t) ?? state;
