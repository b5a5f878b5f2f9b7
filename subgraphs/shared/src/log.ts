import { type Logger, pino } from 'pino';

/** JSON lines on standard error, so that standard output stays for people and scripts. */
export type Log = Logger;

export const openLog = (level: string, name = 'quayside'): Log =>
  pino({ level, name }, pino.destination({ dest: 2, sync: true }));

/** Says nothing; for tests that do not look at the log. */
export const silentLog: Log = pino({ level: 'silent' });
