import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { decodedBody, type Entity, headerOf, multipartOf, parametrized, parseEntity } from '../src/channel/as2/mime.ts';
import { openssl, type TestKey } from './openssl.ts';

/** A request that came to the partner, or an answer that it got. */
export interface Heard {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type Handler = (heard: Heard) => Promise<{ status: number; headers?: Record<string, string>; body?: Buffer }>;

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** An HTTP server that hands every POST to a function; gives its address. */
export async function listen(handle: Handler): Promise<string> {
  const server = createServer((request, response) => void answer(request, response, handle));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/as2`;
}

async function answer(request: IncomingMessage, response: ServerResponse, handle: Handler): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const {
    status,
    headers: given = {},
    body = Buffer.alloc(0),
  } = await handle({ headers, body: Buffer.concat(chunks) });
  response.writeHead(status, given).end(body);
}

/** What OpenSSL signs and encrypts, as a partner's AS2 program would post it. */
export function as2Message(
  payload: Buffer,
  {
    signer,
    to,
    digest = 'sha256',
    cipher = '-aes128',
    fileName = 'order.x12',
  }: { signer?: TestKey; to?: TestKey; digest?: string; cipher?: string; fileName?: string },
): { headers: Record<string, string>; body: Buffer } {
  const head = `Content-Type: application/EDI-X12\r\nContent-Disposition: attachment; filename="${fileName}"\r\n\r\n`;
  let raw: Buffer = Buffer.concat([Buffer.from(head), payload]);
  if (signer)
    raw = openssl(
      ...['cms', '-sign', '-binary', '-md', digest, '-signer', signer.pem, '-inkey', signer.keyPem, '-in', raw],
    );
  if (to) raw = openssl('cms', '-encrypt', '-binary', cipher, '-in', raw, '-recip', to.pem);
  const { headers, body } = parseEntity(raw);
  return { headers: Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])), body };
}

/** What was signed, once OpenSSL has found the signature right; it throws when it is not. */
export function opensslVerified(raw: Buffer, signer: TestKey): Buffer {
  const { headers, body } = parseEntity(raw);
  const { boundary } = parametrized(headerOf(headers, 'content-type')).parameters;
  const [content, signature] = multipartOf(body, boundary);
  if (!content || !signature) throw new TypeError('not signed');
  const der = decodedBody(parseEntity(signature));
  return openssl(
    ...['cms', '-verify', '-binary', '-purpose', 'any', '-no_check_time', '-CAfile', signer.pem],
    ...['-inform', 'DER', '-in', der, '-content', content],
  );
}

/** Decrypts with OpenSSL what was encrypted for this key. */
export const opensslDecrypted = (der: Buffer, key: TestKey): Buffer =>
  openssl(...['cms', '-decrypt', '-binary', '-recip', key.pem, '-inkey', key.keyPem, '-inform', 'DER', '-in', der]);

/** Headers and body as one text, as they are signed. */
export const rawOf = ({ headers, body }: Heard): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\r\n')}\r\n\r\n`,
    ),
    body,
  ]);

/** The fields of the notification in an MDN. */
export function noticeOf(report: Buffer): Entity['headers'] {
  const { headers, body } = parseEntity(report);
  const parts = multipartOf(body, parametrized(headerOf(headers, 'content-type')).parameters['boundary']);
  const notice = parts
    .map(parseEntity)
    .find((part) => headerOf(part.headers, 'content-type') === 'message/disposition-notification');
  return notice ? parseEntity(Buffer.concat([notice.body, Buffer.from('\r\n')])).headers : [];
}
