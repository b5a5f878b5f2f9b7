import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that may stand in URLs and headers. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * What is kept of a secret, and what its revocation is announced by. A plain hash is enough: 256 random bits cannot be
 * guessed, so there is nothing to slow down or to salt.
 */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
