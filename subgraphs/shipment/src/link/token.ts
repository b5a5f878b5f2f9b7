import { createHash, randomBytes } from 'node:crypto';

const SHAPE = /^qt_[A-Za-z0-9_-]{22}$/;

/** 128 random bits: nobody finds one by trying. */
export const newToken = (): string => `qt_${randomBytes(16).toString('base64url')}`;

/** What is kept of a token: whoever reads the database cannot follow a link. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** True for text shaped like a token: anything else needs no look at the database. */
export const isToken = (text: string): boolean => SHAPE.test(text);
