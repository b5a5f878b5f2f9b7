/** One header as it was written, unfolded. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** A MIME entity: headers, an empty line, a body. */
export interface Entity {
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** Headers and body as they were read or will be sent: what a signature and a MIC are about. */
  readonly raw: Buffer;
}

/** A header's value and its parameters: `multipart/signed; boundary="x"`. */
export interface Parametrized {
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Bytes that are no MIME entity. */
export class MimeError extends Error {}

const HEADER_LIMIT = 64 * 1024;
/** No header that we look into is longer; an open quotation mark would be searched for again from every place after it. */
const PARAMETRIZED_LIMIT = 2_000;
/** A signed message has two parts, a report three: more are only there to fill the memory. */
const MAX_PARTS = 16;
const CR = 13;
const LF = 10;

/** Splits headers from body; lines may end with CR LF or, from careless peers, LF. @throws MimeError */
export function parseEntity(raw: Buffer): Entity {
  const end = headerEnd(raw);
  const text = raw.subarray(0, end.at).toString('latin1');
  const headers = text
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(parseHeader);
  return { headers, body: raw.subarray(end.at + end.length), raw };
}

function headerEnd(raw: Buffer): { at: number; length: number } {
  // An entity may start with the empty line: then it has no headers at all.
  if (raw[0] === LF) return { at: 0, length: 1 };
  if (raw[0] === CR && raw[1] === LF) return { at: 0, length: 2 };
  const head = raw.subarray(0, HEADER_LIMIT);
  const ends = [
    { at: head.indexOf('\r\n\r\n'), length: 4 },
    { at: head.indexOf('\n\n'), length: 2 },
  ].filter(({ at }) => at >= 0);
  const [first] = ends.sort((one, other) => one.at - other.at);
  if (!first) throw new MimeError('the headers of a part do not end');
  return first;
}

function parseHeader(line: string): Header {
  const colon = line.indexOf(':');
  if (colon < 1) throw new MimeError('a header of a part has no name');
  return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
}

export const headerOf = (headers: readonly Header[], name: string): string | null =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? null;

/** Reads `value; name=text; name="quoted text"`; names in lower case. */
export function parametrized(text: string | null): Parametrized {
  const [value = '', ...rest] = (text ?? '').slice(0, PARAMETRIZED_LIMIT).match(/(?:[^;"]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  const parameters: Record<string, string> = {};
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const written = part.slice(equals + 1).trim();
    const quoted = /^"(.*)"$/s.exec(written)?.[1]?.replace(/\\(.)/g, '$1');
    parameters[part.slice(0, equals).trim().toLowerCase()] = quoted ?? written;
  }
  return { value: value.trim().toLowerCase(), parameters };
}

export const typeOf = ({ headers }: Pick<Entity, 'headers'>): Parametrized =>
  parametrized(headerOf(headers, 'content-type'));

/** The body without its transfer encoding. @throws MimeError for an encoding that nobody uses. */
export function decodedBody({ headers, body }: Pick<Entity, 'headers' | 'body'>): Buffer {
  const encoding = headerOf(headers, 'content-transfer-encoding')?.trim().toLowerCase() ?? 'binary';
  switch (encoding) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    case 'binary':
    case '7bit':
    case '8bit':
      return body;
    default:
      throw new MimeError(`the transfer encoding "${encoding.slice(0, 40)}" is not known`);
  }
}

const fromQuotedPrintable = (body: Buffer): Buffer =>
  Buffer.from(
    body
      .toString('latin1')
      // Blanks after the sign were added on the way (RFC 2045, 6.7); those before it belong to the text.
      .replace(/=[ \t]*\r?\n/g, '')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/**
 * The parts of a multipart body, without the line end that belongs to the boundary: CR LF, or LF where the whole body
 * uses it. @throws MimeError
 */
export function multipartOf(body: Buffer, boundary: string | undefined): Buffer[] {
  if (!boundary) throw new MimeError('a multipart has no boundary');
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let from = -1;
  for (let at = nextMark(body, mark, 0); at >= 0; at = nextMark(body, mark, at + mark.length)) {
    if (from >= 0) parts.push(withoutLineEnd(body.subarray(from, at), body, from));
    if (parts.length > MAX_PARTS) throw new MimeError('a multipart has too many parts');
    const rest = body.subarray(at + mark.length, at + mark.length + 2).toString('latin1');
    if (rest === '--') return parts;
    const lineEnd = body.indexOf(LF, at + mark.length);
    if (lineEnd < 0) break;
    from = lineEnd + 1;
  }
  throw new MimeError('a multipart does not end');
}

function nextMark(body: Buffer, mark: Buffer, from: number): number {
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    if (at === 0 || body[at - 1] === LF) return at;
  }
  return -1;
}

function withoutLineEnd(part: Buffer, body: Buffer, from: number): Buffer {
  const long = body[from - 2] === CR && part.at(-2) === CR;
  return part.subarray(0, Math.max(0, part.length - (long ? 2 : 1)));
}

/** An entity of these headers and this body, as it will be sent. */
export function entity(headers: readonly Header[], body: Buffer): Entity {
  const head = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return { headers, body, raw: Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body]) };
}

/** The body of a multipart of these parts. */
export function multipartBody(boundary: string, parts: readonly Buffer[]): Buffer {
  const open = Buffer.from(`--${boundary}\r\n`, 'latin1');
  const lineEnd = Buffer.from('\r\n', 'latin1');
  return Buffer.concat([
    ...parts.flatMap((part) => [open, part, lineEnd]),
    Buffer.from(`--${boundary}--\r\n`, 'latin1'),
  ]);
}

/** Base64 in lines of 76 characters. */
export const base64Lines = (bytes: Buffer): Buffer =>
  Buffer.from(`${(bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`, 'latin1');
