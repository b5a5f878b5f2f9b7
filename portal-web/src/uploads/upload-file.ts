import { OWN_REQUEST } from '../graph/graph-client.ts';
import { type StoredFile, sendFile, UploadRefused } from './resumable.ts';

export type { StoredFile } from './resumable.ts';

/** Told before anyone picks a file. The server checks both again. */
export const MAX_BYTES = 25_000_000;
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,application/pdf';

export type UploadFault = 'too-large' | 'wrong-kind' | 'too-many' | 'refused' | 'lost';

const FAULTS: Readonly<Record<number, UploadFault>> = {
  0: 'lost',
  413: 'too-large',
  415: 'wrong-kind',
  429: 'too-many',
  503: 'lost',
};

const faultOf = (status: number): UploadFault => FAULTS[status] ?? 'refused';

/** What no second try would change. */
export const isFinal = (fault: UploadFault): boolean => fault === 'too-large' || fault === 'wrong-kind';

/**
 * Sends one file, over a bad line as well.
 * @param accountId whose people may fetch it; without one, staff keep it for themselves.
 * @throws an UploadFault
 */
export async function uploadFile(
  file: File,
  accountId: string | null,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<StoredFile> {
  // Refused before a byte has travelled.
  if (file.size > MAX_BYTES) throw 'too-large' satisfies UploadFault;
  if (file.type && !ACCEPTED.split(',').includes(file.type)) throw 'wrong-kind' satisfies UploadFault;
  try {
    return await sendFile({ file, headers: OWN_REQUEST, accountId, progress, signal });
  } catch (error) {
    throw error instanceof UploadRefused ? faultOf(error.status) : ('lost' satisfies UploadFault);
  }
}
