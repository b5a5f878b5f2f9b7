import { createHash, randomBytes } from 'node:crypto';

const SHAPE = /^qr_[A-Za-z0-9_-]{22}$/;

/** 128 random bits: nobody finds one by trying. */
export const newInviteToken = (): string => `qr_${randomBytes(16).toString('base64url')}`;

/** What is kept of a token. */
export const hashInvite = (token: string): string => createHash('sha256').update(token).digest('hex');

/** True for text shaped like a token: anything else needs no look at the database. */
export const isInviteToken = (text: string): boolean => SHAPE.test(text);
