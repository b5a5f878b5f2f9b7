import { useEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentInput } from '../generated/operations.ts';
import { UploadRefused } from '../uploads/resumable.ts';
import { shrinkPhoto } from './photo.ts';
import { uploadFile } from './upload.ts';

export const MOST_PHOTOS = 5;

/** A photo on its way. */
export interface Photo {
  readonly key: number;
  readonly file: File;
  /** Address of the picture in this browser. */
  readonly preview: string;
  readonly state: 'sending' | 'sent' | 'failed';
  readonly share: number;
  readonly attachment: AttachmentInput | null;
  /** Why it was not sent; what is no photo, or too large for one, is not sent by a second try either. */
  readonly fault: PhotoFault | null;
}
export type PhotoFault = 'KIND' | 'LARGE' | 'MANY' | 'LINE';

const FAULTS: Readonly<Record<number, PhotoFault>> = { 413: 'LARGE', 415: 'KIND', 429: 'MANY' };

export const isFinal = (fault: PhotoFault | null): boolean => fault === 'KIND' || fault === 'LARGE';

export interface Photos {
  readonly list: readonly Photo[];
  add(files: readonly File[]): void;
  retry(photo: Photo): void;
  remove(photo: Photo): void;
  clear(): void;
}

let lastKey = 0;

/** Photos are sent as soon as they are chosen, so that the report itself goes in one tap. */
export function usePhotos(token: string): Photos {
  const [list, setList] = useState<readonly Photo[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const change = (key: number, facts: Partial<Photo>) =>
    setList((photos) => photos.map((photo) => (photo.key === key ? { ...photo, ...facts } : photo)));

  async function send({ key, file }: Photo): Promise<void> {
    const abort = new AbortController();
    running.current.set(key, abort);
    change(key, { state: 'sending', share: 0, fault: null });
    try {
      const small = await shrinkPhoto(file);
      const attachment = await uploadFile({
        token,
        file: small,
        signal: abort.signal,
        onProgress: (share) => change(key, { share }),
      });
      change(key, { state: 'sent', share: 1, attachment });
    } catch (error) {
      const fault = (error instanceof UploadRefused && FAULTS[error.status]) || 'LINE';
      if (!abort.signal.aborted) change(key, { state: 'failed', fault });
    }
  }

  const forget = (photo: Photo) => {
    running.current.get(photo.key)?.abort();
    URL.revokeObjectURL(photo.preview);
  };

  useEffect(
    () => () => {
      for (const abort of running.current.values()) abort.abort();
    },
    [],
  );

  return {
    list,
    add(files) {
      const added = files.slice(0, MOST_PHOTOS - list.length).map((file): Photo => {
        lastKey += 1;
        const preview = URL.createObjectURL(file);
        return { key: lastKey, file, preview, state: 'sending', share: 0, attachment: null, fault: null };
      });
      setList((photos) => [...photos, ...added]);
      for (const photo of added) void send(photo);
    },
    retry: (photo) => void send(photo),
    remove(photo) {
      forget(photo);
      setList((photos) => photos.filter(({ key }) => key !== photo.key));
    },
    clear() {
      for (const photo of list) forget(photo);
      setList([]);
    },
  };
}
