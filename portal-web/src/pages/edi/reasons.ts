/**
 * A sentence with its placeholders, as the catalog has it: `{place} is empty: {effect}.`, or what the build has compiled
 * of it: `[["place"], " is empty: ", ["effect"], "."]`.
 */
type Template = string | readonly (string | readonly unknown[])[];

/** Sentences of the bridge by their names in the catalog. */
export type Templates = Readonly<Record<string, unknown>>;

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
const PLACEHOLDER = /\{(\w+)\}/;
const SPECIAL = /[.*+?^$()|[\]\\]/g;

/** Fixed words, and the names of what stands between them. */
type Part = { readonly words: string } | { readonly name: string };

function partsOf(template: Template): Part[] {
  if (typeof template !== 'string')
    return template.map((part) => (typeof part === 'string' ? { words: part } : { name: String(part[0]) }));
  return template.split(PLACEHOLDER).map((part, index) => (index % 2 === 0 ? { words: part } : { name: part }));
}

function knownFrom(id: string, template: Template): Known {
  const parts = partsOf(template);
  const body = parts.map((part) => ('words' in part ? part.words.replace(SPECIAL, '\\$&') : '(.+?)'));
  const names = parts.flatMap((part) => ('name' in part ? [part.name] : []));
  return { id, names, pattern: new RegExp(`^${body.join('')}$`, 's') };
}

const isTemplate = (value: unknown): value is Template => typeof value === 'string' || Array.isArray(value);

/** The catalog's English is what the bridge says: so it is what its sentences are recognized by. */
export function readerOf(english: Templates): (text: string) => readonly (Recognized | null)[] {
  const known = Object.entries(english)
    .flatMap(([id, value]) => (id.startsWith(PREFIX) && isTemplate(value) ? [knownFrom(id, value)] : []))
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
