import type { Part } from '../shipment/parts.ts';

/** What a file is to a shipment. */
export type DocumentKind = 'BOL' | 'POD' | 'PHOTO' | 'OTHER';

/** Facts of stored bytes. Who may fetch them follows from account, shipment and uploader. */
export interface StoredFile {
  readonly id: string;
  /** Null while a member of the staff has uploaded it for no account yet. */
  readonly accountId: string | null;
  /** Set for what the holder of a tracking link uploaded. */
  readonly shipmentId: string | null;
  readonly uploadedBy: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly createdAt: number;
}

/** A stored file in its role for a shipment. */
export interface ShipmentDocument extends Part {
  readonly fileId: string;
  readonly kind: DocumentKind;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly createdAt: number;
}

/** Path on this server; the viewer's rights are checked again when it is fetched. */
export const fileUrl = (fileId: string): string => `/files/${fileId}`;

/** A name without folders and control characters: it ends up in a header when the file is fetched. */
export const safeFileName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}"]/gu, '')
    .trim()
    .slice(-160) || 'file';
