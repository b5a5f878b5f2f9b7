/** Sentences of the bridge by their names in the catalog, as English templates: `{place} is empty: {effect}.` */
export type Templates = Readonly<Record<string, string>>;

interface Known {
  readonly id: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** A sentence that was recognized, and what stands in it. */
export interface Recognized {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

const PREFIX = 'reason.';
const PLACEHOLDER = /\{(\w+)\}/g;

/** A template's fixed words, with a group for each of its placeholders. */
export function patternOf(template: string): RegExp {
  const parts = template.split(PLACEHOLDER);
  const body = parts.map((part, index) => (index % 2 === 0 ? part.replace(/[.*+?^$()|[\]\\]/g, '\\$&') : '(.+?)'));
  return new RegExp(`^${body.join('')}$`, 's');
}

/** The catalog's English is what the bridge says: so it is what its sentences are recognized by. */
export function readerOf(english: Templates): (text: string) => readonly (Recognized | null)[] {
  const known = Object.entries(english)
    .filter(([id]) => id.startsWith(PREFIX))
    .map(([id, template]): Known => {
      const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
      return { id, names, pattern: patternOf(template) };
    })
    // A template with more words of its own says more exactly what is meant.
    .sort((a, b) => b.pattern.source.length - a.pattern.source.length);
  return (text) => sentencesOf(text).map((sentence) => recognize(sentence, known));
}

const sentencesOf = (text: string): string[] => text.split(/(?<=\.) (?=[A-Z0-9])/);

function recognize(sentence: string, known: readonly Known[]): Recognized | null {
  for (const { id, names, pattern } of known) {
    const match = pattern.exec(sentence);
    if (match) return { id, values: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) };
  }
  return null;
}
