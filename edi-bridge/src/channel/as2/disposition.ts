/** What a receiver may complain of (RFC 4130, 7.5.3; RFC 5402, 5). */
export const DISPOSITIONS = [
  'decryption-failed',
  'authentication-failed',
  'integrity-check-failed',
  'decompression-failed',
  'insufficient-message-security',
  'unexpected-processing-error',
  'unsupported format',
  'unsupported MIC-algorithms',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

const MODE = 'automatic-action/MDN-sent-automatically';

/** `automatic-action/MDN-sent-automatically; processed/error: decryption-failed`. */
export function writtenDisposition(failed: Disposition | null): string {
  if (failed === null) return `${MODE}; processed`;
  // What the request for the MDN itself asked for and nobody can give is a failure, all else an error.
  return `${MODE}; ${failed.startsWith('unsupported') ? 'failed/failure' : 'processed/error'}: ${failed}`;
}

/** True when a partner says that our message was processed; a warning is as good. */
export const isProcessed = (disposition: string): boolean =>
  /^[^;]*;\s*processed\s*(\/\s*warning\s*(:.*)?)?$/i.test(disposition.trim());
