import type { AttachmentInput } from '../generated/operations.ts';
import { sendFile } from '../uploads/resumable.ts';

interface Upload {
  readonly token: string;
  readonly file: File;
  /** Share of the bytes that left, from 0 to 1. */
  onProgress(share: number): void;
  readonly signal: AbortSignal;
}

/** Sends one file with the right of the link, over a bad line as well. @throws UploadRefused */
export async function uploadFile({ token, file, onProgress: progress, signal }: Upload): Promise<AttachmentInput> {
  const headers = { authorization: `Bearer ${token}` };
  const stored = await sendFile({ file, headers, accountId: null, progress, signal });
  return { fileId: stored.id, fileName: stored.fileName, mediaType: stored.mediaType };
}
