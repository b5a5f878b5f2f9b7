import { useRef, useState } from 'react';
import { type StoredFile, type UploadFault, uploadFile } from './upload-file.ts';

/** One picked file on its way. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** 0 to 1. */
  readonly progress: number;
  readonly stored: StoredFile | null;
  readonly fault: UploadFault | null;
}

export interface Uploads {
  readonly all: readonly Upload[];
  readonly busy: boolean;
  /** One of them did not arrive: nothing is sent without it before it is taken out or has arrived. */
  readonly faulty: boolean;
  add(files: readonly File[]): void;
  retry(key: string): void;
  remove(key: string): void;
  clear(): void;
  /** The arrived files as a mutation wants them. */
  attachments(): { fileId: string; fileName: string; mediaType: string }[];
}

/**
 * Files start to travel when they are picked, so that the form does not wait for them at the end.
 * @param accountId whom they are about: its people may fetch them when staff upload them.
 */
export function useUploads(accountId: string | null = null): Uploads {
  const [all, setAll] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const patch = (key: string, part: Partial<Upload>) =>
    setAll((uploads) => uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));

  const send = (key: string, file: File) => {
    const abort = new AbortController();
    running.current.set(key, abort);
    patch(key, { fault: null, progress: 0 });
    uploadFile(file, accountId, (progress) => patch(key, { progress }), abort.signal).then(
      (stored) => patch(key, { stored, progress: 1 }),
      (fault: UploadFault) => patch(key, { fault }),
    );
  };

  return {
    all,
    busy: all.some((upload) => !upload.stored && !upload.fault),
    faulty: all.some((upload) => upload.fault !== null),
    add: (files) => {
      const added = files.map((file) => ({
        key: crypto.randomUUID(),
        file,
        progress: 0,
        stored: null,
        fault: null,
      }));
      setAll((uploads) => [...uploads, ...added]);
      for (const { key, file } of added) send(key, file);
    },
    retry: (key) => {
      const upload = all.find((each) => each.key === key);
      if (upload) send(key, upload.file);
    },
    remove: (key) => {
      running.current.get(key)?.abort();
      setAll((uploads) => uploads.filter((upload) => upload.key !== key));
    },
    clear: () => setAll([]),
    attachments: () =>
      all.flatMap(({ stored }) =>
        stored ? [{ fileId: stored.id, fileName: stored.fileName, mediaType: stored.mediaType }] : [],
      ),
  };
}
