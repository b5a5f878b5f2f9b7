import { setupI18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { refusalWords } from '../../language/code-words.ts';
import en from './catalogs/en.json';
import hans from './catalogs/zh-Hans.json';
import hant from './catalogs/zh-Hant.json';
import { type EdiFault, keyOfFault, placeOfFault } from './fault-key.ts';
import { readerOf } from './reasons.ts';

/** Faults whose sentence says more than their code does. */
const TOLD_IN_A_SENTENCE = /^(SET_|NOT_SENT|NOT_PROCESSED|UNKNOWN_)/;
/** `940 0001: ` stands before what became of a set. */
const SET_NAME = /^(?:\w{3} \d{1,9}: )?(?<note>.+)$/s;

// A catalog of its own: these words are many, and nobody needs them outside the pages on EDI.
const speakers = {
  en: setupI18n({ locale: 'en', messages: { en } }),
  'zh-Hans': setupI18n({ locale: 'zh-Hans', messages: { 'zh-Hans': hans } }),
  'zh-Hant': setupI18n({ locale: 'zh-Hant', messages: { 'zh-Hant': hant } }),
};

const sentencesIn = readerOf(en);

/** Words for the reader, and whether they are the server's English, which must be marked as such. */
export interface Spoken {
  readonly text: string;
  readonly lang: 'en' | undefined;
}

interface EdiMessage {
  readonly state: string;
  readonly summary: string;
  readonly setTypes: readonly string[];
  readonly sets?: readonly { readonly type: string; readonly businessKey?: string | null }[];
}

export interface EdiWords {
  summary(message: EdiMessage): Spoken;
  fault(fault: EdiFault & { readonly message: string }): Spoken;
  fix(fault: EdiFault & { readonly fix?: string | null }): Spoken | null;
  verdict(verdict: string): string;
  channel(channel: string): string;
  /** What a fault says beyond its kind: which rule, which order. Null where its kind says it all. */
  detail(fault: EdiFault & { readonly message: string }): Spoken | null;
  /** What became of a set, or why: sentences of the bridge, as far as the catalog knows them all. */
  reason(note: string, rule?: string | null): Spoken;
}

/**
 * What the bridge says, in the reader's language. Its sentences are English and name every detail, so English readers
 * get them as they are; for the others the code and the fields beside it are put into words.
 */
export function useEdiWords(): EdiWords {
  const { i18n } = useLingui();
  return useMemo(() => ediWordsIn(i18n.locale, (id) => i18n._(id)), [i18n, i18n.locale]);
}

/** `portal` gives the words of the portal, for rules of the graph that reach a message. */
export function ediWordsIn(locale: string, portal: (id: string) => string = (id) => id): EdiWords {
  const speaker = speakers[locale as keyof typeof speakers] ?? speakers.en;
  const english = speaker === speakers.en;
  const known = (id: string, values?: Record<string, string>): string | null =>
    id in en ? speaker._(id, values) : null;
  const asTold = (text: string): Spoken => ({ text, lang: english ? undefined : 'en' });
  const say = (sentence: string, id: string, values?: Record<string, string>): Spoken => {
    const words = english ? null : known(id, values);
    return words === null ? asTold(sentence) : { text: words, lang: undefined };
  };
  const valuesOf = (fault: EdiFault) => ({
    segment: fault.segment ?? '',
    place: placeOfFault(fault),
    value: fault.value ?? '',
  });
  const ruled = (note: string, rule: string | null | undefined): Spoken =>
    rule && !english ? refusalWords(rule, note, locale, portal) : asTold(note);
  const reason = (note: string, rule?: string | null): Spoken => {
    const sentences = english ? [] : sentencesIn(note);
    const words = sentences.map((one) => one && known(one.id, { ...one.values }));
    return words.length > 0 && words.every((one) => one !== null)
      ? { text: words.join(''), lang: undefined }
      : ruled(note, rule);
  };
  return {
    reason,
    detail: (fault) => {
      const told = english || !fault.code.match(TOLD_IN_A_SENTENCE) ? null : SET_NAME.exec(fault.message);
      return told?.groups?.['note'] ? reason(told.groups['note'], fault.rule) : null;
    },
    summary: (message) => say(message.summary, `summary.${message.state}`, { sets: setsOf(message, known) }),
    fault: (fault) => say(fault.message, `fault.${keyOfFault(fault)}`, valuesOf(fault)),
    fix: (fault) => (fault.fix ? say(fault.fix, `fix.${keyOfFault(fault)}`, valuesOf(fault)) : null),
    verdict: (verdict) => known(`verdict.${verdict}`) ?? verdict,
    channel: (channel) => known(`channel.${channel}`) ?? channel,
  };
}

/** Such as "940 SO-1017" or "204, 997". */
function setsOf({ sets = [], setTypes }: EdiMessage, known: (id: string) => string | null): string {
  const named = sets.map(({ type, businessKey }) => [type, businessKey].filter(Boolean).join(' '));
  const all = named.length > 0 ? named : setTypes;
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} …` : all.join(', ') || (known('summary.empty') ?? '');
}
