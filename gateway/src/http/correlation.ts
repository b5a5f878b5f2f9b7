import { isId, newId } from '@quayside/shared/ids';
import type { HeaderOf } from './caller.ts';

/** The id of a request. Only one of our own shape is taken over: it ends up in logs and answers. */
export function correlationIdOf(header: HeaderOf): string {
  const given = header('x-correlation-id');
  return given && isId(given) ? given : newId();
}
