import type { OutgoingSegment } from '../x12/write.ts';
import type { InboundView, ReceiptView } from './inbound-view.ts';
import { equipmentOf, nameItem } from './item-segments.ts';
import { number, partySegments, type Text, x12Date } from './output.ts';
import { type ReceivedLine, receivedLines } from './received-lines.ts';

const PARTIES: Readonly<Record<string, string>> = { SHIP_FROM: 'SF', DEPOSITOR: 'DE', WAREHOUSE: 'WH', SHIP_TO: 'ST' };
const MOST_PARTIES = 10;

/** What was counted when the goods came in: every announced line is in it, also one of which nothing came. */
export function stockReceipt(
  notice: InboundView,
  receipt: ReceiptView,
  { receivedOn, grouped }: { receivedOn: string /** 005010: each item under an LX. */; grouped: boolean },
  text: Text,
): OutgoingSegment[] {
  const date = x12Date(receivedOn);
  const lines = receivedLines(notice, receipt);
  return [
    ['W17', 'F', date, text(receipt.number, 12), text(notice.orderNumber, 22), text(notice.shipmentReference, 30)],
    ...warehouseAndParties(notice, text),
    ...notice.references
      .filter(({ kind, qualifier }) => kind === 'BOL' || qualifier === 'BM')
      .slice(0, 1)
      .map(({ value }) => ['N9', 'BM', text(value, 30)]),
    ['G62', '50', date],
    ...carrier(notice, text),
    ...lines.flatMap((line, index) => [...(grouped ? [['LX', String(index + 1)]] : []), ...receivedLine(line, text)]),
    totals(lines),
  ];
}

function warehouseAndParties(notice: InboundView, text: Text): OutgoingSegment[] {
  const named = notice.parties.filter(({ role }) => PARTIES[role]).slice(0, MOST_PARTIES - 1);
  const segments = named.flatMap((party) => partySegments(PARTIES[party.role] as string, party, text));
  // The 944 wants at least one party, and the warehouse is the one that is always known.
  const hasWarehouse = named.some(({ role }) => role === 'WAREHOUSE');
  return hasWarehouse ? segments : [['N1', 'WH', text(notice.warehouse, 60)], ...segments];
}

function carrier({ carrierScac, trailer, seal }: InboundView, text: Text): OutgoingSegment[] {
  const scac = text(carrierScac, 4);
  if (scac.length < 2) return [];
  return [['W08', 'M', scac, '', ...equipmentOf(text(trailer, 14), scac), text(seal, 15)]];
}

function receivedLine({ line, lot, received, damaged, short, over }: ReceivedLine, text: Text): OutgoingSegment[] {
  const { upc, own, other } = nameItem(line, text);
  const unit = text(line.unit, 2);
  const exceptions = [
    ['01', damaged],
    ['02', short],
    ['03', over],
  ] as const;
  return [
    ['W07', number(received), unit, upc, ...own, ...other, text(lot, 12)],
    ...(line.description ? [['G69', text(line.description, 45)]] : []),
    ...exceptions
      .filter(([, quantity]) => quantity > 0)
      .map(([condition, quantity]) => ['W13', number(quantity), unit, condition, text(lot, 12)]),
  ];
}

function totals(lines: readonly ReceivedLine[]): OutgoingSegment {
  const sum = (of: (line: ReceivedLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const received = sum((one) => one.received);
  const expected = sum(({ line }) => line.expectedQuantity);
  return ['W14', number(received), number(expected), number(sum((one) => one.damaged)), number(received - expected)];
}
