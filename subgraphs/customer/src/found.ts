import { notFound } from '@quayside/shared/errors';

/** What must be there because something within reach points to it. */
export async function found<T>(loading: Promise<T | null>, what: string): Promise<T> {
  const value = await loading;
  if (value === null) throw notFound(what);
  return value;
}
