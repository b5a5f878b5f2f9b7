import type { AttachmentInput } from '../generated/operations.ts';

interface Upload {
  readonly token: string;
  readonly file: File;
  /** Share of the bytes that left, from 0 to 1. */
  onProgress(share: number): void;
  readonly signal: AbortSignal;
}

/** Sends one file. XMLHttpRequest, because fetch does not tell how far an upload is. */
export function uploadFile({ token, file, onProgress, signal }: Upload): Promise<AttachmentInput> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    // Header values are Latin-1; names of photos need not be.
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { id, fileName, mediaType } = request.response ?? {};
      if (request.status === 201 && typeof id === 'string') {
        resolve({ fileId: id, fileName: fileName ?? file.name, mediaType: mediaType ?? file.type });
      } else {
        reject(new Error(request.response?.message ?? `HTTP ${request.status}`));
      }
    };
    request.onerror = () => reject(new Error('the connection broke'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
