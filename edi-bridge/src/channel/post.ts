import { reasonOf, type Sent, Unreachable } from './port.ts';

/** An answer over HTTP, as far as we look at it. */
export interface Posted {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

const TIMEOUT_MS = 120_000;
const ANSWER_LIMIT = 1024 * 1024;
/** The server is there and asks for patience, or something between us and it is not. */
const LATER = [408, 425, 429];

/** Posts bytes to a partner; given up when we end. @throws Unreachable */
export async function post(
  url: string,
  headers: readonly (readonly [string, string])[],
  body: Buffer,
  ending: AbortSignal,
): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      // A redirect could lead a file to where nobody has agreed to send it.
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ending]),
      body,
    });
    return { status: response.status, headers: [...response.headers], body: await limited(response) };
  } catch (error) {
    throw new Unreachable(`The partner's server did not answer: ${reasonOf(error)}.`);
  }
}

async function limited({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > ANSWER_LIMIT) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Null for a status that says yes. @throws Unreachable for one that says later. */
export function refusalOf({ status }: Posted): Extract<Sent, { kind: 'refused' }> | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 500 || LATER.includes(status)) throw new Unreachable(`The partner's server answered with ${status}.`);
  return { kind: 'refused', reason: `The partner's server answered with ${status}.` };
}
