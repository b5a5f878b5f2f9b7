import { DAY, HOUR, MINUTE } from '@quayside/shared/instant';
import { type Refusal, type Result, refuse } from '@quayside/shared/result';

const MOST_FAILURES = 5;
const LOCK = 15 * MINUTE;
const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;
const IDLE_LIFETIME = 12 * HOUR;
const LIFETIME = 7 * DAY;
/** Use is noted at most this often, so that reading stays reading. */
export const TOUCH_INTERVAL = MINUTE;
/** Failures that nobody followed up are forgotten after this time. */
export const FAILURES_KEPT = DAY;

/** Tries of one login, whether somebody has this login or not. */
export interface Attempts {
  readonly failures: number;
  readonly lastAt: number;
  /** Zero when not locked. */
  readonly lockedUntil: number;
}

export const isLocked = (attempts: Attempts, now: number): boolean => attempts.lockedUntil > now;

/**
 * Counts a try as failed before the password is checked: many tries at once cannot outrun the count. A right password
 * then forgets it. Old failures, and those that were punished already, do not count again.
 */
export function countTry(attempts: Attempts, now: number): Attempts {
  const stale = attempts.lockedUntil > 0 || now - attempts.lastAt >= LOCK;
  const failures = stale ? 1 : attempts.failures + 1;
  return { failures, lastAt: now, lockedUntil: failures >= MOST_FAILURES ? now + LOCK : 0 };
}

export const NO_ATTEMPTS: Attempts = { failures: 0, lastAt: 0, lockedUntil: 0 };

export const lockedOut = (attempts: Attempts, now: number): Result<never> => {
  const minutes = Math.ceil((attempts.lockedUntil - now) / MINUTE);
  return refuse('SIGN_IN_LOCKED', `Too many failed tries. Try again in ${minutes} minutes.`, { figures: { minutes } });
};

/** One answer for a wrong password, an unknown e-mail and a deactivated member: who has a login is no one's business. */
export const wrongLogin = (): Result<never> => refuse('SIGN_IN_FAILED', 'The e-mail or the password is wrong.');

/** The form in which two spellings of an e-mail are one login. */
export const emailKey = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

/** Length is what makes a password strong (NIST SP 800-63B): no rules about digits and signs. */
export function passwordFault(field: string, password: string, email: string): Refusal | null {
  const fault = (code: string, message: string): Refusal => ({ code, message, field });
  if ([...password].length < SHORTEST_PASSWORD)
    return fault('PASSWORD_TOO_SHORT', `A password has ${SHORTEST_PASSWORD} characters at least.`);
  if ([...password].length > LONGEST_PASSWORD)
    return fault('PASSWORD_TOO_LONG', `A password has ${LONGEST_PASSWORD} characters at most.`);
  if (emailKey(password) === emailKey(email) || new Set(password).size < 4)
    return fault('PASSWORD_TOO_SIMPLE', 'Choose a password that is harder to guess.');
  return null;
}

/** When a session was made, last used, and when it ends whatever happens. */
export interface SessionTimes {
  readonly lastUsedAt: number;
  readonly endsAt: number;
}

export const newSessionTimes = (now: number): SessionTimes => ({ lastUsedAt: now, endsAt: now + LIFETIME });

/** A session ends twelve hours after its last use, and after seven days anyway. */
export const sessionExpiry = ({ lastUsedAt, endsAt }: SessionTimes): number =>
  Math.min(lastUsedAt + IDLE_LIFETIME, endsAt);
