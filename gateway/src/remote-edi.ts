import { AppError, isAppErrorCode } from '@quayside/shared/errors';
import {
  FILE_NAME_HEADER,
  packHeaders,
  RELAYED_HEADERS,
  type RelayedAnswer,
  type RelayedRequest,
  unpackHeaders,
} from '@quayside/shared/graphql/serve-subgraph';
import { signViewer, systemViewer, VIEWER_HEADER, type Viewer } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import type { EdiReceiver } from './http/edi-door.ts';

interface Answer {
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

/** The EDI bridge in another process: hands a file on as it comes, for a viewer that the secret vouches for. */
export const remoteEdi = (url: string, secret: string, log: Log, as2: boolean): EdiReceiver => {
  const base = url.replace(/\/+$/, '');
  const send = (path: string, viewer: Viewer, headers: Record<string, string>, body: AsyncIterable<Uint8Array>) =>
    sendOn(`${base}${path}`, viewer, { secret, headers, body }, log);
  return {
    receive: async (partnerId, bytes, viewer, { fileName }) => {
      const headers = fileName ? { [FILE_NAME_HEADER]: fileName } : {};
      const response = await send(`/edi/${encodeURIComponent(partnerId)}`, viewer, headers, bytes);
      const answer = (await response.json()) as Answer;
      if (!response.ok) throwFirst(answer);
      return answer;
    },
    export: async (viewer, request) => {
      const headers = { 'content-type': 'application/json' };
      const bytes = new Blob([JSON.stringify(request)]).stream();
      const response = await send('/edi-export', viewer, headers, bytes);
      if (!response.ok || !response.body) throwFirst((await response.json()) as Answer);
      return {
        fileName: response.headers.get(FILE_NAME_HEADER) ?? 'edi-messages',
        mediaType: response.headers.get('content-type') ?? 'application/octet-stream',
        body: response.body ?? new Blob([]).stream(),
      };
    },
    as2: as2 ? async (request) => relay(send, request) : null,
  };
};

type Send = (
  path: string,
  viewer: Viewer,
  headers: Record<string, string>,
  body: AsyncIterable<Uint8Array>,
) => Promise<Response>;

async function relay(send: Send, { headers, body }: RelayedRequest): Promise<RelayedAnswer> {
  const response = await send('/as2', systemViewer('AS2 door'), { [RELAYED_HEADERS]: packHeaders(headers) }, body);
  if (!response.ok) throwFirst((await response.json()) as Answer);
  const [status, ...others] = unpackHeaders(response.headers.get(RELAYED_HEADERS));
  return { status: Number(status?.[1]), headers: others, body: new Uint8Array(await response.arrayBuffer()) };
}

async function sendOn(
  url: string,
  viewer: Viewer,
  { secret, headers, body }: { secret: string; headers: Record<string, string>; body: AsyncIterable<Uint8Array> },
  log: Log,
): Promise<Response> {
  const signed = { [VIEWER_HEADER]: await signViewer(viewer, secret) };
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...signed, ...headers },
    body: ReadableStream.from(body),
    duplex: 'half',
  }).catch((error: unknown) => {
    log.error({ err: error }, 'the EDI bridge did not answer');
    throw new AppError('UNAVAILABLE', 'EDI cannot be taken at the moment. Send the file again later.');
  });
}

function throwFirst({ errors }: Answer): void {
  const [error] = errors ?? [];
  if (!error) return;
  const code = error.extensions?.code;
  throw isAppErrorCode(code) ? new AppError(code, error.message) : new Error(error.message);
}
