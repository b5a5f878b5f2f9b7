import type { SubgraphName } from '@quayside/shared/config';

/** One database as a backup copies it. */
export interface StoreSource {
  readonly name: SubgraphName;
  readonly engine: 'sqlite' | 'mysql';
  /** Fixes what everything below sees: the store as it is now, whatever is written later. Looking again lets go of it. */
  look(): Promise<void>;
  /** Position of the newest event. */
  head(): Promise<number>;
  inbox(): Promise<readonly InboxPosition[]>;
  /** @returns the file's name. */
  copyTo(folder: string): Promise<string>;
  close(): Promise<void>;
}

/** One database as a restore replaces it: everything is loaded beside the present store, then changes place with it. */
export interface StoreTarget {
  readonly name: SubgraphName;
  /** Why it cannot be replaced now, or null. */
  usedBy(): Promise<string | null>;
  /** True when there is something to lose. */
  present(): Promise<boolean>;
  load(file: string): Promise<void>;
  /** Position of the newest event that was loaded. */
  head(): Promise<number>;
  /** The loaded inbox. */
  inbox(): Promise<readonly InboxPosition[]>;
  setInbox(id: string, position: number): Promise<void>;
  /** Puts the loaded store in place and keeps the present one aside. All of it, or nothing. */
  swap(): Promise<void>;
  swapBack(): Promise<void>;
  /** Removes what was loaded and is not in place. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

export interface InboxPosition {
  /** `<consumer>:<source>` */
  readonly id: string;
  readonly position: number;
}

/** What was copied when, beside the copies. */
export interface Manifest {
  readonly format: 1;
  readonly at: string;
  readonly stores: Partial<Record<SubgraphName, { readonly engine: 'sqlite' | 'mysql'; readonly file: string }>>;
}

export const MANIFEST = 'backup.json';
