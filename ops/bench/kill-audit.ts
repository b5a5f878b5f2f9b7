import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** One file that was dropped into a mailbox. */
export interface DroppedFile {
  readonly name: string;
  readonly partner: string;
  readonly control: number;
  readonly orders: readonly string[];
  readonly sha256: string;
}

/** A partner, its account, and the word that stands in all that it sends. */
export interface MarkedPartner {
  readonly id: string;
  readonly accountId: string;
  readonly mark: string;
}

/** What is not as it must be; all of it empty when nothing was lost, doubled or mixed up. */
export interface Audit {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly foreign: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

/** Looks into the stores and folders of a home whose process has ended. */
export function audit(home: string, partners: readonly MarkedPartner[], files: readonly DroppedFile[]): Audit {
  const [edi, shipment, customer] = ['edi', 'shipment', 'customer'].map(
    (name) => new Sqlite(join(home, `${name}.sqlite`), { readonly: true }),
  ) as [Sqlite.Database, Sqlite.Database, Sqlite.Database];
  try {
    const found = [messages(home, edi, files), orders(shipment, partners, files), answers(home, edi, partners, files)];
    return {
      lost: found.flatMap(({ lost }) => lost),
      doubled: found.flatMap(({ doubled }) => doubled),
      foreign: [edi, shipment, customer]
        .flatMap((store) => foreignRows(store, partners))
        .concat(foreignFiles(home, partners)),
    };
  } finally {
    for (const store of [edi, shipment, customer]) store.close();
  }
}

type Losses = Omit<Audit, 'foreign'>;

/** Says what is there not at all and what more than once. */
function compare(what: string, wanted: readonly string[], there: readonly string[]): Losses {
  const counts = new Map<string, number>();
  for (const one of there) counts.set(one, (counts.get(one) ?? 0) + 1);
  const known = new Set(wanted);
  return {
    lost: wanted.filter((one) => !counts.has(one)).map((one) => `${what} ${one}`),
    doubled: [...counts].filter(([one, count]) => count > 1 || !known.has(one)).map(([one]) => `${what} ${one}`),
  };
}

const rows = (store: Sqlite.Database, sql: string, ...values: unknown[]): Row[] =>
  store.prepare(sql).all(...values) as Row[];

/** Each file is one processed message, and its bytes are in the archive. */
function messages(home: string, edi: Sqlite.Database, files: readonly DroppedFile[]): Losses {
  const there = rows(edi, `SELECT file_name, sha256, state FROM edi_message WHERE direction = 'IN'`);
  const found = compare(
    'message',
    files.map(({ name, sha256 }) => `${name} ${sha256} PROCESSED`),
    there.map((row) => `${row['file_name']} ${row['sha256']} ${row['state']}`),
  );
  const unarchived = files.filter(({ sha256 }) => {
    try {
      return hash(readFileSync(join(home, 'edi-archive', sha256.slice(0, 2), sha256))) !== sha256;
    } catch {
      return true;
    }
  });
  return { ...found, lost: [...found.lost, ...unarchived.map(({ name }) => `archived bytes of ${name}`)] };
}

export const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Each order is one shipment of its sender's account, booked by one event. */
function orders(store: Sqlite.Database, partners: readonly MarkedPartner[], files: readonly DroppedFile[]): Losses {
  const accountOf = new Map(partners.map(({ id, accountId }) => [id, accountId]));
  const wanted = files.flatMap(({ partner, orders }) => orders.map((order) => `${accountOf.get(partner)} ${order}`));
  const shipments = rows(store, 'SELECT account_id, order_number FROM shipment');
  const booked = rows(
    store,
    `SELECT s.account_id, s.order_number FROM event e JOIN shipment s ON s.id = e.subject WHERE e.type = 'shipment.booked.v1'`,
  );
  const names = (some: readonly Row[]) => some.map((row) => `${row['account_id']} ${row['order_number']}`);
  const found = [compare('shipment', wanted, names(shipments)), compare('event', wanted, names(booked))];
  return { lost: found.flatMap(({ lost }) => lost), doubled: found.flatMap(({ doubled }) => doubled) };
}

/** Each file has one 997, in the ledger and in the mailbox, and the numbers of a partner have no gap. */
function answers(
  home: string,
  edi: Sqlite.Database,
  partners: readonly MarkedPartner[],
  files: readonly DroppedFile[],
): Losses {
  const found = partners.flatMap(({ id }) => {
    const mine = files.filter(({ partner }) => partner === id).map(({ control }) => String(control));
    const folder = join(home, 'mailbox', id, 'out');
    const texts = readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const answered = texts.map((text) => /AK1\*OW\*(\d+)~/.exec(text)?.[1] ?? 'nothing');
    const numbers = texts.map((text) => String(Number(text.slice(90, 99))));
    const sent = rows(edi, `SELECT group_control FROM edi_message WHERE direction = 'OUT' AND partner_id = ?`, id);
    const counted = mine.map((_, index) => String(index + 1));
    return [
      compare(`997 of ${id} for`, mine, answered),
      compare(`number of ${id}`, counted, numbers),
      compare(
        `message out of ${id}`,
        counted,
        sent.map((row) => String(row['group_control'])),
      ),
    ];
  });
  return { lost: found.flatMap(({ lost }) => lost), doubled: found.flatMap(({ doubled }) => doubled) };
}

/** Rows of one account in which the word of another partner stands. */
function foreignRows(store: Sqlite.Database, partners: readonly MarkedPartner[]): string[] {
  const tables = rows(
    store,
    `SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'account_id'`,
  );
  return tables.flatMap(({ name }) =>
    partners.flatMap(({ accountId, mark }) => {
      const marks = partners.map((other) => other.mark).filter((other) => other !== mark);
      return rows(store, `SELECT * FROM "${name}" WHERE account_id = ?`, accountId)
        .map((row) => JSON.stringify(row))
        .filter((text) => marks.some((other) => text.includes(other)))
        .map((text) => `${name}: ${text.slice(0, 200)}`);
    }),
  );
}

function foreignFiles(home: string, partners: readonly MarkedPartner[]): string[] {
  return partners.flatMap(({ id, mark }) => {
    const others = partners.filter((other) => other.mark !== mark);
    const folder = join(home, 'mailbox', id, 'out');
    return readdirSync(folder).filter((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return others.some((other) => text.includes(other.mark) || text.includes(other.id));
    });
  });
}
