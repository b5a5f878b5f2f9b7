import { AppError, isAppErrorCode } from '@quayside/shared/errors';
import { FILE_NAME_HEADER } from '@quayside/shared/graphql/serve-subgraph';
import { signViewer, VIEWER_HEADER } from '@quayside/shared/identity';
import type { Log } from '@quayside/shared/log';
import type { EdiReceiver } from './http/edi-door.ts';

interface Answer {
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

/** The EDI bridge in another process: hands a file on as it comes, for a viewer that the secret vouches for. */
export const remoteEdi = (url: string, secret: string, log: Log): EdiReceiver => ({
  receive: async (partnerId, bytes, viewer, { fileName }) => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/edi/${encodeURIComponent(partnerId)}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        [VIEWER_HEADER]: await signViewer(viewer, secret),
        ...(fileName ? { [FILE_NAME_HEADER]: fileName } : {}),
      },
      body: ReadableStream.from(bytes),
      duplex: 'half',
    }).catch((error: unknown) => {
      log.error({ err: error }, 'the EDI bridge did not answer');
      throw new AppError('UNAVAILABLE', 'EDI cannot be taken at the moment. Send the file again later.');
    });
    const answer = (await response.json()) as Answer;
    const [error] = answer.errors ?? [];
    if (response.ok || !error) return answer;
    const code = error.extensions?.code;
    throw isAppErrorCode(code) ? new AppError(code, error.message) : new Error(error.message);
  },
});
