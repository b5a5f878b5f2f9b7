import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element without its namespace prefix, and where it begins. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, trimmed. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

export type XmlFault =
  | { readonly code: 'TOO_LARGE' | 'DOCTYPE' }
  | { readonly code: 'NOT_XML'; readonly line: number; readonly why: string };

/** Signs of a file that is read in one go: some thousand bookings, and a second of work. */
export const MOST_SIGNS = 4 * 1024 * 1024;

const META = XMLParser.getMetaDataSymbol().valueOf();
const ATTRIBUTES = ':@';
type Parsed = Record<string, unknown>;

/**
 * Reads XML of strangers. Document types are refused before anything is read: entities of their own are how a small file
 * becomes a huge one, or reads what is none of its business.
 */
export function readXml(given: string): XmlElement | XmlFault {
  const text = given.replace(/^\uFEFF/, '');
  if (text.length > MOST_SIGNS) return { code: 'TOO_LARGE' };
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return { code: 'DOCTYPE' };
  const lineAt = lines(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { code: 'NOT_XML', line: valid.err.line, why: valid.err.msg };
  const parser = new XMLParser({
    ...{ preserveOrder: true, removeNSPrefix: true, captureMetaData: true, processEntities: true, htmlEntities: true },
    ...{ ignoreAttributes: false, attributeNamePrefix: '', ignoreDeclaration: true, ignorePiTags: true },
    // Amounts and references are what they say: 007 is no 7.
    ...{ parseTagValue: false, parseAttributeValue: false },
  });
  try {
    const [root] = (parser.parse(text) as Parsed[]).flatMap((one) => elementOf(one, lineAt) ?? []);
    return root ?? { code: 'NOT_XML', line: 1, why: 'There is no element.' };
  } catch (error) {
    return { code: 'NOT_XML', line: 1, why: error instanceof Error ? error.message : String(error) };
  }
}

export const isXmlFault = (read: XmlElement | XmlFault): read is XmlFault => 'code' in read;

function elementOf(node: Parsed, lineAt: (index: number) => number): XmlElement | null {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
  if (name === undefined || name === '#text') return null;
  // Before its children: lines are counted as they come.
  const line = lineAt(beginOf(node));
  const inside = node[name] as Parsed[];
  return {
    name,
    attributes: (node[ATTRIBUTES] ?? {}) as Record<string, string>,
    children: inside.flatMap((one) => elementOf(one, lineAt) ?? []),
    text: inside
      .map((one) => ('#text' in one ? String(one['#text']) : ''))
      .join('')
      .trim(),
    line,
  };
}

function beginOf(node: Parsed): number {
  const meta: unknown = Reflect.get(node, META);
  return typeof meta === 'object' && meta !== null && 'startIndex' in meta ? Number(meta.startIndex) : 0;
}

/** The line of an index; indexes come in their order. */
function lines(text: string): (index: number) => number {
  let [line, at] = [1, 0];
  return (index) => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < index; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
