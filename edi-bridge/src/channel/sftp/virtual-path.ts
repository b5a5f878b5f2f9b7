import { posix } from 'node:path';

export type Folder = 'in' | 'out';

/** What a partner's path leads to. There is nothing else that a path could lead to. */
export type Spot =
  | { readonly kind: 'root' }
  | { readonly kind: 'folder'; readonly folder: Folder }
  | { readonly kind: 'file'; readonly folder: Folder; readonly name: string };

const NAME_BYTES = 200;

/** The place that a path means; `..` above the root stays at the root. Null where there is nothing for partners. */
export function spotOf(path: string): Spot | null {
  if (path.includes('\0')) return null;
  const [, folder, name, ...rest] = posix.resolve('/', path).split('/');
  if (!folder) return { kind: 'root' };
  if ((folder !== 'in' && folder !== 'out') || rest.length > 0) return null;
  if (name === undefined) return { kind: 'folder', folder };
  return isName(name) ? { kind: 'file', folder, name } : null;
}

/** Names that start with a dot are ours: uploads on their way, files that we have taken in hand. */
export const isName = (name: string): boolean =>
  name !== '' && !name.startsWith('.') && !/[\p{Cc}/\\\uFFFD]/u.test(name) && Buffer.byteLength(name) <= NAME_BYTES;
