import { AppError, type AppErrorCode } from '@quayside/shared/errors';
import type { Log } from '@quayside/shared/log';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Variables of one request, set by the first middleware. */
export interface RequestVariables {
  Variables: { correlationId: string };
}

/** The status of an answer for what was thrown. */
export const STATUS: Readonly<Record<AppErrorCode, ContentfulStatusCode>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  VIEW_ONLY: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  BAD_USER_INPUT: 400,
  UNAVAILABLE: 503,
  CURSOR_EXPIRED: 410,
  CURSOR_INVALID: 400,
};

/** The JSON of a door that is not GraphQL: a stable code, words for a person, and the number that support asks for. */
export const objection = (c: Context, status: ContentfulStatusCode, code: string, message: string): Response =>
  c.json({ code, message, correlationId: c.get('correlationId') }, status);

/** For a body that is refused unread: the connection still carries it, so nobody may use it again. */
export function refuseBody(c: Context, code: string, message: string): Response {
  c.header('connection', 'close');
  return objection(c, 413, code, message);
}

/** Turns what a door threw into an answer; what is not ours to show is masked and logged. */
export function answerError(c: Context, error: unknown, log: Log): Response {
  if (error instanceof AppError) return objection(c, STATUS[error.code], error.code, error.message);
  if (error instanceof HTTPException) return error.getResponse();
  const correlationId = c.get('correlationId') as string;
  // The address of a tracking page, and of a link in a mail, is its secret.
  const path = c.req.path.replace(/^\/(t|rate)\/.*/, '/$1/…');
  log.error({ err: error, correlationId, path }, 'request failed');
  const message = `Something went wrong on our side. Tell support this number: ${correlationId}`;
  return objection(c, 500, 'INTERNAL_SERVER_ERROR', message);
}
