import { OWN_REQUEST } from '../graph/graph-client.ts';

/** What the server knows of a file after it has arrived. */
export interface StoredFile {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Told before anyone picks a file. The server checks both again. */
export const MAX_BYTES = 20_000_000;
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
 * Sends one file as a raw body. XMLHttpRequest, because fetch cannot tell how much of a body has been sent.
 * @param accountId whose people may fetch it; without one, staff keep it for themselves.
 * @throws an UploadFault
 */
export const uploadFile = (
  file: File,
  accountId: string | null,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<StoredFile> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    for (const [name, value] of Object.entries(OWN_REQUEST)) request.setRequestHeader(name, value);
    // Header values are bytes; a name in Chinese has to be escaped.
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    if (accountId) request.setRequestHeader('x-account-id', accountId);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status === 201 || request.status === 200
        ? resolve(request.response as StoredFile)
        : reject(faultOf(request.status));
    request.onerror = () => reject('lost' satisfies UploadFault);
    request.onabort = () => reject('lost' satisfies UploadFault);
    signal.addEventListener('abort', () => request.abort());
    // Refused before a byte has travelled; the server would cut the connection while the file is still being sent.
    if (file.size > MAX_BYTES) reject('too-large' satisfies UploadFault);
    else if (file.type && !ACCEPTED.split(',').includes(file.type)) reject('wrong-kind' satisfies UploadFault);
    else request.send(file);
  });
