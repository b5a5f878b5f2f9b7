import type { OutgoingSegment } from '../x12/write.ts';
import { decimalOf } from './amounts.ts';
import type { InboundLineView, InboundView } from './inbound-view.ts';
import { nameItem } from './item-segments.ts';
import { number, partySegments, type Text, x12Date } from './output.ts';

/** The answer to a purchase order, line by line: what we expect of it, or that we take none of it. */
export function purchaseAnswer(
  notice: InboundView,
  facts: { confirmed: boolean; answeredOn: string; orderedOn: string },
  text: Text,
): OutgoingSegment[] {
  const changed = notice.lines.some((line) => answered(line) !== line.expectedQuantity);
  // Element 587: AD as ordered, AC with changes, RD rejected.
  const type = facts.confirmed ? (changed ? 'AC' : 'AD') : 'RD';
  const shipTo = notice.parties.find(({ role }) => role === 'SHIP_TO' || role === 'WAREHOUSE');
  const reason = facts.confirmed ? '' : text(notice.confirmation?.reason, 45);
  return [
    [
      'BAK',
      '00',
      type,
      text(notice.orderNumber, 22),
      x12Date(facts.orderedOn),
      '',
      '',
      '',
      '',
      x12Date(facts.answeredOn),
    ],
    ['REF', 'IX', text(notice.number, 30)],
    ...(reason ? [['N9', 'ZZ', 'REASON', reason]] : []),
    ...(shipTo ? partySegments('ST', shipTo, text) : []),
    ...notice.lines.flatMap((line) => orderedLine(line, facts.confirmed, text)),
    ['CTT', String(notice.lines.length)],
  ];
}

const answered = ({ confirmedQuantity, expectedQuantity }: InboundLineView): number =>
  confirmedQuantity ?? expectedQuantity;

function orderedLine(line: InboundLineView, confirmed: boolean, text: Text): OutgoingSegment[] {
  const { own, other } = nameItem(line, text);
  const unit = text(line.unit, 2);
  const price = line.priceMinor === null ? '' : decimalOf(line.priceMinor, line.currency ?? 'USD');
  const quantity = confirmed ? answered(line) : 0;
  const kept = [...own, ...(other[0] ? other : [])];
  return [
    ['PO1', String(line.lineNumber), number(line.expectedQuantity), unit, price, '', ...kept],
    ...(line.description ? [['PID', 'F', '', '', '', text(line.description, 80)]] : []),
    ['ACK', lineStatus(quantity, line.expectedQuantity), number(quantity), unit],
  ];
}

/** Element 668: IA accepted, IQ accepted with another quantity, IR rejected. */
const lineStatus = (quantity: number, ordered: number): string =>
  quantity === 0 ? 'IR' : quantity === ordered ? 'IA' : 'IQ';
