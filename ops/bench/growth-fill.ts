import { copyFileSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Links to one file end at 65,000 on ext4. */
const MOST_LINKS = 60_000;

/** Columns that differ from row to row, as SQL over `i`; every other one is as in a row that is there already. */
type Varied = Readonly<Record<string, string>>;

const id = (letter: string): string => `printf('01A%s%022d', '${letter}', i)`;
const sha = "printf('%064x', i)";

/**
 * Gives a store the past of so many messages, half of them in and half of them our 997s: with their interchanges, sets,
 * events, shipments and all parts of these, copied from real rows, and with the bytes of each under a name of its own.
 */
export function fillHome(home: string, messages: number): void {
  const files = messages / 2;
  fillEdi(new Sqlite(join(home, 'edi.sqlite')), files);
  fillShipments(new Sqlite(join(home, 'shipment.sqlite')), files);
  const service = new Sqlite(join(home, 'service.sqlite'));
  copy(service, 'shipment_directory', files, { shipment_id: id('S') });
  service.close();
  fillArchive(join(home, 'edi-archive'), messages);
}

function fillEdi(store: Sqlite.Database, files: number): void {
  copy(
    store,
    'edi_message',
    files,
    { id: id('M'), sha256: sha, interchange_control: "printf('%09d', i)", file_name: "'past-' || i" },
    "direction = 'IN'",
  );
  copy(
    store,
    'edi_message',
    files,
    {
      id: id('N'),
      sha256: sha,
      relates_to_id: id('M'),
      subject: `${id('M')} || ':ack:1:1'`,
      interchange_control: "printf('%09d', i)",
      group_control: 'i',
    },
    "direction = 'OUT'",
  );
  copy(store, 'edi_interchange', files, {
    id: id('J'),
    message_id: id('M'),
    claim: "'past ' || i",
    content_sha256: sha,
  });
  copy(store, 'edi_set', files, {
    id: id('K'),
    message_id: id('M'),
    business_key: "'PAST' || i",
    shipment_id: id('S'),
  });
  // Positions below all others: nobody is told of the past again.
  for (let event = 0; event < 3; event++)
    copy(store, 'event', files, { id: id(`E${event}`), subject: id('M'), position: `-(i * 3 + ${event}) - 1` });
  store.close();
}

function fillShipments(store: Sqlite.Database, files: number): void {
  const of = { shipment_id: id('S') };
  copy(store, 'shipment', files, { id: id('S'), number: "'QP-' || i", order_number: "'PAST' || i" });
  copy(store, 'event', files, { id: id('E'), subject: id('S'), position: '-i - 1' });
  const parts = { shipment_reference: 4, shipment_party: 2, shipment_line: 6, shipment_stop: 2 };
  for (const [table, times] of Object.entries(parts))
    for (let part = 0; part < times; part++)
      copy(store, table, files, {
        ...of,
        id: id(`${part}`),
        ...(table === 'shipment_reference' ? { value: "'PAST' || i" } : {}),
      });
  const tokens = [
    "'QP-' || i",
    "'PAST' || i",
    "'PO' || i",
    "'CO' || i",
    "'CORNER'",
    "'GROCERY'",
    "'QUAYSIDE'",
    "'WAREHOUSE'",
  ];
  for (const token of tokens) copy(store, 'shipment_search', files, { ...of, token });
  store.close();
}

function copy(store: Sqlite.Database, table: string, count: number, varied: Varied, like = '1 = 1'): void {
  store.pragma('journal_mode = WAL');
  store.pragma('synchronous = OFF');
  store.pragma('cache_size = -262144');
  const columns = (store.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[]).map(
    ({ name }) => name,
  );
  const values = columns.map((name) => varied[name] ?? `t."${name}"`);
  const names = columns.map((name) => `"${name}"`).join(', ');
  store
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO "${table}" (${names})
       SELECT ${values.join(', ')} FROM n, (SELECT * FROM "${table}" WHERE ${like} LIMIT 1) t`,
    )
    .run(count);
  store.pragma('wal_checkpoint(TRUNCATE)');
}

/** As many names as messages; links, because it is the folders that grow with the past, and not the disk of a bench. */
function fillArchive(root: string, count: number): void {
  const [folder] = readdirSync(root).filter((name) => name.length === 2);
  const [file] = folder ? readdirSync(join(root, folder)) : [];
  if (!folder || !file) throw new Error('the archive holds nothing that could be copied');
  let source = join(root, folder, file);
  for (let at = 1; at <= count; at++) {
    const prefix = (at % 256).toString(16).padStart(2, '0');
    mkdirSync(join(root, prefix), { recursive: true });
    const name = join(root, prefix, `${prefix}${at.toString(16).padStart(62, '0')}`);
    if (at % MOST_LINKS === 0) {
      copyFileSync(source, name);
      source = name;
    } else linkSync(source, name);
  }
}
