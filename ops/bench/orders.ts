import { closeSync, openSync, writeSync } from 'node:fs';
import { type OutgoingSegment, type OutgoingSet, writeInterchange } from '@quayside/edi-bridge/x12/write';

const SETS_AT_ONCE = 200;

/** Who sends a file of orders to whom, and under which numbers. */
export interface OrderFile {
  readonly sender: string;
  /** ISA13 and GS06. */
  readonly control: number;
  /** Number of the first order. */
  readonly from: number;
  readonly count: number;
  /** A word that then stands in every free field, so that a field of somebody else is seen. */
  readonly mark?: string;
}

/** A file of 940s, each with its own order number. */
export function orderFile({ sender, control, from, count, mark }: OrderFile): string {
  const written = writeInterchange({
    sender,
    receiver: 'ZZ:QUAYSIDE',
    control,
    version: '004010',
    usage: 'P',
    date: '20260102',
    time: '0930',
    groups: [{ functionalId: 'OW', control, sets: Array.from({ length: count }, (_, at) => order(from + at, mark)) }],
  });
  if (!written.ok) throw new Error(written.refusal.message);
  return written.value;
}

/** Writes 940s of 31 segments each until the file has the size asked for, as one long interchange. */
export function writeOrders(file: string, megabytes: number): string {
  const handle = openSync(file, 'w');
  const part = (from: number, count: number) => orderFile({ sender: 'ZZ:ACME', control: 1, from, count }).split('\n');
  const head = part(1, 1);
  writeSync(handle, `${head.slice(0, 2).join('\n')}\n`);
  let bytes = 0;
  let sets = 0;
  while (bytes < megabytes * 1_000_000) {
    const body = `${part(sets + 1, SETS_AT_ONCE)
      .slice(2, -3)
      .join('\n')}\n`;
    writeSync(handle, body);
    bytes += body.length;
    sets += SETS_AT_ONCE;
  }
  writeSync(handle, `GE*${sets}*1~\n${head.at(-2)}\n`);
  closeSync(handle);
  return file;
}

function order(number: number, mark = 'CORNER'): OutgoingSet {
  const quantities = Array.from({ length: 6 }, (_, at) => (number % 90) + at + 1);
  const lines = quantities.map((quantity, at): OutgoingSegment[] => [
    ['LX', String(at + 1)],
    ['W01', String(quantity), 'CA', '', 'VN', `${mark}-${number % 1000}-${at}`, 'UP', '012345678905'],
    ['G69', `${mark} SPRING WATER 24X500ML`],
  ]);
  const segments: OutgoingSegment[] = [
    ['W05', 'N', `${mark}${number}`, `PO${mark}${number}`],
    ['N1', 'ST', `${mark} GROCERY`, '92', `${mark}${number % 400}`],
    ['N3', `12 ${mark} STREET`],
    ['N4', 'BALTIMORE', 'MD', '21201', 'US'],
    ['N1', 'SF', `${mark} WAREHOUSE`, '92', 'WH01'],
    ['N9', 'CO', `CO${mark}${number}`],
    ['G62', '10', '20260105'],
    ['NTE', 'WHI', `${mark} WANTS A CALL BEFORE DELIVERY`],
    ['W66', 'PP', 'M', '', '', '', '', '', '', '', 'ACME'],
    ...lines.flat(),
    ['W76', String(quantities.reduce((sum, one) => sum + one, 0)), '2400', 'LB'],
  ];
  return { type: '940', control: String(number).padStart(9, '0'), segments };
}
