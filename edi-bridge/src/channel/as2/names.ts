import { ok, type Result, refuse } from '@quayside/shared/result';

const LENGTH = 128;
const ATOM = /^[!#-[\]-~]+$/;

/** An AS2 name: printable ASCII, at most 128 characters; case counts (RFC 4130, 6.2). */
export function as2Name(name: string): Result<string> {
  if (name.length > 0 && name.length <= LENGTH && /^[ -~]+$/.test(name)) return ok(name);
  return refuse('CHANNEL_INVALID', `"${name.slice(0, LENGTH)}" is not an AS2 name.`, {
    fix: `Use 1 to ${LENGTH} printable ASCII characters.`,
  });
}

/** A name as `AS2-From` carries it: in quotation marks when there is a blank, a quotation mark or a backslash in it. */
export const writtenName = (name: string): string =>
  ATOM.test(name) ? name : `"${name.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;

/** The name that a header carries, or null when it carries none. */
export function readName(header: string | null): string | null {
  const text = header?.trim() ?? '';
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1];
  const name = quoted === undefined ? text : quoted.replace(/\\(.)/g, '$1');
  const wellFormed = quoted !== undefined || ATOM.test(name);
  return wellFormed && as2Name(name).ok ? name : null;
}
