import { forbidden } from '@quayside/shared/errors';
import type { Account } from './account.ts';

const SHOWN: readonly string[] = ['id', 'name'] satisfies (keyof Account)[];

/**
 * The account as the holder of a tracking link may know it: the sender's name, as on the parcel. Asking for any other
 * fact is refused, because most of them cannot be null.
 */
export function nameplate(account: Account): Account {
  const hidden = new Set<PropertyKey>(Object.keys(account).filter((fact) => !SHOWN.includes(fact)));
  return new Proxy(account, {
    get(target, property) {
      if (hidden.has(property)) throw forbidden('see more of the sender than the name');
      return Reflect.get(target, property);
    },
  });
}
