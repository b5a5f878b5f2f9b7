import { AppError, forbidden } from '@quayside/shared/errors';
import type { Download, DownloadRequest, RelayedAnswer, RelayedRequest } from '@quayside/shared/graphql/serve-subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { Hono } from 'hono';
import type { RequestVariables } from './answers.ts';
import { type CallerDeps, callerOf, type HeaderOf, headerOf } from './caller.ts';

/** The part of the EDI bridge that the gateway feeds. */
export interface EdiReceiver {
  /** Takes the bytes of one file in; the answer is the verdict, ready to be sent as JSON. */
  receive(
    partnerId: string,
    bytes: AsyncIterable<Uint8Array>,
    viewer: Viewer,
    meta: { readonly channel: string; readonly fileName?: string },
  ): Promise<{ readonly errors?: readonly object[] }>;
  /** The messages that a filter means, as a list or as files. @throws AppError FORBIDDEN or BAD_USER_INPUT. */
  export(viewer: Viewer, request: DownloadRequest): Promise<Download>;
  /** Takes an AS2 request as it came; null when that door is closed. */
  readonly as2: ((request: RelayedRequest) => Promise<RelayedAnswer>) | null;
}

export interface EdiDoorDeps extends CallerDeps {
  readonly bridge: EdiReceiver;
}

/**
 * `POST /edi/PARTNER`: a file as raw bytes, by a key with the scope `edi`; the bridge limits and keeps what arrives.
 * `GET /edi/export?format=csv|zip&filter=JSON`: messages as a list or as files, for whoever may read them.
 */
export function ediDoor(deps: EdiDoorDeps): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  door.post('/:partner', async (c) => {
    const partner = c.req.param('partner');
    const sender = await senderOf(headerOf(c), deps);
    if (sender instanceof AppError) {
      // The bridge counts them: who tries to send as a partner and may not is for a person to see.
      await deps.bridge.receive(partner, new Blob([]).stream(), STRANGER, { channel: 'http' }).catch(noMatter);
      throw sender;
    }
    const fileName = c.req.header('x-file-name');
    const meta = { channel: 'http', ...(fileName ? { fileName: fileName.slice(0, 160) } : {}) };
    const body = c.req.raw.body ?? new Blob([]).stream();
    const answer = await deps.bridge.receive(partner, body, sender, meta);
    // A file that was looked at is answered with 200, whatever was found in it; this one could not even be kept.
    if (answer.errors?.some(has('QUOTA_EXCEEDED'))) return c.json(answer, 429, { 'retry-after': '3600' });
    return c.json(answer, answer.errors?.some(has('TOO_LARGE')) ? 413 : 200);
  });
  door.get('/export', async (c) => {
    const caller = await callerOf(headerOf(c), deps);
    if (!caller) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
    const request = { format: c.req.query('format') ?? 'csv', filter: c.req.query('filter') ?? '' };
    const { fileName, mediaType, body } = await deps.bridge.export(caller.viewer, request);
    return new Response(ReadableStream.from(body), {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${fileName}"`,
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
      },
    });
  });
  return door;
}

/** Who may not send at all, whatever else he may be. */
const STRANGER: Viewer = {
  ...{ kind: 'key', id: 'stranger', name: 'Unknown sender', role: null },
  ...{ reach: { kind: 'nothing' }, scopes: [] },
};
const noMatter = (): null => null;

/** Who sends a file, or why nobody may. */
async function senderOf(header: HeaderOf, deps: CallerDeps): Promise<Viewer | AppError> {
  const caller = await callerOf(header, deps).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return error;
    throw error;
  });
  if (caller instanceof AppError) return caller;
  if (!caller) return new AppError('UNAUTHENTICATED', 'Send an API key with the scope "edi".');
  const { viewer, byCookie } = caller;
  const may = !byCookie && viewer.kind !== 'link' && viewer.scopes.includes('edi');
  return may ? viewer : forbidden('send EDI without a key that has the scope "edi"');
}

/** `POST /as2`: partners prove who they are by what they sign, so nobody logs in. The bridge answers, to the byte. */
export function as2Door(receive: NonNullable<EdiReceiver['as2']>): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  door.post('/', async (c) => {
    const body = c.req.raw.body ?? new Blob([]).stream();
    const answer = await receive({ headers: [...c.req.raw.headers], body });
    const headers = new Headers(answer.headers.map(([name, value]): [string, string] => [name, value]));
    return new Response(answer.body, { status: answer.status, headers });
  });
  return door;
}

const has =
  (code: string) =>
  (error: object): boolean =>
    'code' in error && error.code === code;
