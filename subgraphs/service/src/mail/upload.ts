import { AppError } from '@quayside/shared/errors';
import { signViewer, VIEWER_HEADER } from '@quayside/shared/identity';
import { viewerOfMember } from '../directory/member.ts';
import type { UploadFile } from './intake.ts';

const PATIENCE_MS = 60_000;

interface Stored {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
}

/**
 * Stores files through the gateway's `POST /files`, as their member would: with its limits, its look at the first bytes
 * and its removal of places from photos.
 * @param gateway null until the gateway listens.
 * @param secret signs the viewer header of our own processes.
 */
export const uploadTo =
  (gateway: () => string | null, secret: string): UploadFile =>
  async ({ bytes, fileName, accountId, by }) => {
    const url = gateway();
    if (!url) throw new AppError('UNAVAILABLE', 'The gateway is not running yet.');
    const answer = await fetch(new URL('/files', url), {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: {
        [VIEWER_HEADER]: await signViewer(viewerOfMember(by), secret),
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(fileName),
        'x-account-id': accountId,
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: unknown) => {
      throw new AppError('UNAVAILABLE', `The gateway cannot be reached: ${String(error)}`);
    });
    if (answer.status >= 500) throw new AppError('UNAVAILABLE', `The gateway answered ${answer.status}.`);
    if (!answer.ok)
      throw new AppError('BAD_USER_INPUT', `The file was refused: ${(await answer.text()).slice(0, 200)}`);
    const stored = (await answer.json()) as Stored;
    return { fileId: stored.id, fileName: stored.fileName, mediaType: stored.mediaType };
  };
