/** Codes that a client may see in `extensions.code`; everything else is masked. */
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];
const APP_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'VIEW_ONLY',
  'NOT_FOUND',
  'CONFLICT',
  'BAD_USER_INPUT',
  'UNAVAILABLE',
  'CURSOR_EXPIRED',
  'CURSOR_INVALID',
] as const;

/** For codes that come from another process. */
export const isAppErrorCode = (code: unknown): code is AppErrorCode => APP_ERROR_CODES.some((known) => known === code);

/** A fault whose text is safe to show. Nothing else is thrown by design: rules return a `Refusal`. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  constructor(code: AppErrorCode, message: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
  }
}

export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `${what} was not found.`);
/** Whoever looks as a customer does changes nothing, in whosever name. */
export const viewOnly = (): AppError =>
  new AppError(
    'VIEW_ONLY',
    'You look at the portal as this customer sees it: nothing can be changed. End the view first.',
  );
export const forbidden = (what: string): AppError => new AppError('FORBIDDEN', `You may not ${what}.`);
