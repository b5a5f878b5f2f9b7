import type { Station } from '../context.ts';
import { hostKeyFingerprint } from './sftp/host-key.ts';

/** Doors for partners beside the mailboxes and POST /edi; a door that is left out is closed. */
export interface Doors {
  /** Where partners reach our POST /as2. */
  readonly as2Url?: string | null;
  /** Where our SFTP server listens. */
  readonly sftp?: { readonly host: string; readonly port: number } | null;
}

/** What partners have to know of us. */
export const stationOf = async (
  home: string,
  as2Url: string | null,
  sftp: { readonly host: string; readonly port: number } | null,
): Promise<Station> => ({
  as2Url,
  sftpHost: sftp?.host ?? null,
  sftpPort: sftp?.port ?? null,
  sftpHostKey: sftp ? await hostKeyFingerprint(home) : null,
});
