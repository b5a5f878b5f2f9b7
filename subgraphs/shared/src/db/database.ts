import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  DataSource,
  type DataSourceOptions,
  type EntityManager,
  type EntitySchema,
  type MigrationInterface,
  QueryFailedError,
} from 'typeorm';
import { withRowsAtCommit } from './at-commit.ts';
import { migrate } from './migrate.ts';
import { Mutex } from './mutex.ts';

export type Engine = 'sqlite' | 'mysql';
export type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  /** `mysql://user:password@host:port/schema`, or `file:/path/name.sqlite`. */
  readonly url: string;
  readonly tables: readonly EntitySchema[];
  readonly migrations: readonly MigrationClass[];
  /** SQLite only. NORMAL survives a crash of the process, FULL also one of the machine. */
  readonly synchronous?: 'NORMAL' | 'FULL';
}

const RETRIES = 5;

/** A transaction that is under way around a call, and those of other databases around it. */
interface Transaction {
  readonly database: Database;
  readonly em: EntityManager;
  readonly outer: Transaction | undefined;
}

// One for all databases: Node carries every storage over to every promise, one after the other.
const around = new AsyncLocalStorage<Transaction>();

/**
 * One store of one subgraph. `write` is a transaction; a call inside another joins it. `read` sees committed rows, or
 * the transaction's own rows when called inside one.
 */
export class Database {
  readonly engine: Engine;
  readonly #writer: DataSource;
  readonly #reader: DataSource;
  readonly #mutex = new Mutex();
  readonly #commitListeners = new Set<() => void>();

  private constructor(engine: Engine, writer: DataSource, reader: DataSource) {
    this.engine = engine;
    this.#writer = writer;
    this.#reader = reader;
  }

  /** Opens and migrates. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const engine: Engine = options.url.startsWith('mysql:') ? 'mysql' : 'sqlite';
    const writer = await new DataSource(dataSourceOptions(engine, options)).initialize();
    await migrate(writer, engine);
    // SQLite: TypeORM has one connection per data source, so reads get their own and never see uncommitted rows.
    const reader = engine === 'mysql' ? writer : await new DataSource(dataSourceOptions(engine, options)).initialize();
    return new Database(engine, writer, reader);
  }

  read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return work(this.#joined() ?? this.#reader.manager);
  }

  async write<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const joined = this.#joined();
    if (joined) return work(joined);
    const value = await (this.engine === 'sqlite'
      ? this.#mutex.run(() => this.#transactionWithRetry(work))
      : this.#transactionWithRetry(work));
    for (const listener of this.#commitListeners) listener();
    return value;
  }

  /** Called after each commit of this process, outside of the transaction. */
  onCommit(listener: () => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  /** The writing data source: for drift tests and administration, never for requests. */
  get dataSource(): DataSource {
    return this.#writer;
  }

  async close(): Promise<void> {
    if (this.#reader !== this.#writer) await this.#reader.destroy();
    await this.#mutex.run(() => this.#writer.destroy());
  }

  /** The transaction of this database that the caller is in. */
  #joined(): EntityManager | undefined {
    let transaction = around.getStore();
    while (transaction && transaction.database !== this) transaction = transaction.outer;
    return transaction?.em;
  }

  #transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const outer = around.getStore();
    const run = (em: EntityManager): Promise<T> =>
      around.run({ database: this, em, outer }, () => withRowsAtCommit(em, work));
    return this.engine === 'mysql' ? this.#writer.transaction('READ COMMITTED', run) : this.#writer.transaction(run);
  }

  // InnoDB may pick any transaction as the victim of a deadlock, and SQLite gives up one that has read before another
  // process wrote. Its work has been rolled back and can run again. So can work that met a key which another transaction
  // has inserted since it looked: what looks first and answers what is there already, finds it the second time.
  async #transactionWithRetry<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transaction(work);
      } catch (error) {
        const lostRace = this.engine === 'mysql' && attempt === 1 && isDuplicateKey(error);
        if (attempt === RETRIES || !(isDeadlock(error) || lostRace)) throw error;
      }
    }
  }
}

function dataSourceOptions(engine: Engine, options: DatabaseOptions): DataSourceOptions {
  const common = { entities: [...options.tables], migrations: [...options.migrations], logging: false };
  if (engine === 'mysql') {
    return {
      ...common,
      type: 'mysql',
      url: options.url,
      timezone: 'Z',
      supportBigNumbers: true,
      bigNumberStrings: false,
      charset: 'utf8mb4_bin',
      poolSize: 10,
    };
  }
  const path = options.url.replace(/^file:/, '');
  mkdirSync(dirname(path), { recursive: true });
  return {
    ...common,
    type: 'better-sqlite3',
    database: path,
    statementCacheSize: 500,
    prepareDatabase: (raw: { pragma(text: string): unknown }) => {
      raw.pragma('journal_mode = WAL');
      raw.pragma(`synchronous = ${options.synchronous ?? 'NORMAL'}`);
      raw.pragma('busy_timeout = 5000');
      raw.pragma('cache_size = -16384');
      // Checkpoints write and sync while everybody waits: rarer ones write a page once that was changed many times.
      raw.pragma('wal_autocheckpoint = 4000');
    },
  };
}

const driverCode = (error: unknown): string =>
  error instanceof QueryFailedError ? String((error.driverError as { code?: unknown }).code ?? '') : '';

const isDeadlock = (error: unknown): boolean =>
  ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY_SNAPSHOT'].includes(driverCode(error));

/** True when an insert or update failed because a unique key exists, on either engine. */
export const isDuplicateKey = (error: unknown): boolean =>
  ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(driverCode(error));
