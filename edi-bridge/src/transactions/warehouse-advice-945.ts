import type { OutgoingSegment } from '../x12/write.ts';
import { equipmentOf } from './item-segments.ts';
import { number, partySegments, pounds, type Text, x12Date } from './output.ts';
import { referenceOf, routingOf, type ShipmentView, type ShippedLine, trailerOf } from './shipment-view.ts';

const PARTIES: Readonly<Record<string, string>> = {
  SHIP_FROM: 'SF',
  WAREHOUSE: 'WH',
  DEPOSITOR: 'DE',
  SHIP_TO: 'ST',
  CONSIGNEE: 'CN',
};

/** The advice of what left the warehouse. Every ordered line is in it; a shorted one with 0. */
export function warehouseAdvice(
  shipment: ShipmentView,
  facts: { orderNumber: string; shippedOn: string },
  text: Text,
): OutgoingSegment[] {
  const bol = referenceOf(shipment, 'BOL');
  const pro = referenceOf(shipment, 'PRO');
  const po = referenceOf(shipment, 'PO');
  const date = x12Date(facts.shippedOn);
  const complete = shipment.lines.every((line) => shipped(line) >= line.orderedQuantity);
  return [
    ['W06', 'F', text(facts.orderNumber, 22), date, text(bol ?? shipment.number, 30), '', text(po, 22)],
    ...shipment.parties
      .filter(({ role }) => PARTIES[role])
      .slice(0, 10)
      .flatMap((party) => partySegments(PARTIES[party.role] as string, party, text)),
    ...(bol ? [['N9', 'BM', text(bol, 30)]] : []),
    ...(pro ? [['N9', 'CN', text(pro, 30)]] : []),
    ...shipment.handlingUnits.flatMap(({ trackingNumber }) =>
      trackingNumber ? [['N9', '2I', text(trackingNumber, 30)]] : [],
    ),
    ['G62', '11', date],
    carrier(shipment, complete, text),
    ...lines(shipment, text),
    totals(shipment.lines),
  ];
}

const shipped = (line: ShippedLine): number => line.shippedQuantity ?? 0;

// W27 wants a carrier by code or by name; who carries a customer's own pick-up is not known to the warehouse.
function carrier(shipment: ShipmentView, complete: boolean, text: Text): OutgoingSegment {
  const scac = text(shipment.carrierScac, 4);
  const terms = /^[A-Z]{2}$/.test(shipment.freightTerms ?? '') ? (shipment.freightTerms ?? '') : '';
  const routing = text(routingOf(shipment), 35) || (scac ? '' : 'CUSTOMER ROUTING');
  const equipment = equipmentOf(text(trailerOf(shipment), 14), scac);
  return ['W27', text(shipment.mode, 2) || 'M', scac, routing, terms, '', ...equipment, complete ? 'CC' : 'CP'];
}

function lines(shipment: ShipmentView, text: Text): OutgoingSegment[] {
  const labels = shipment.handlingUnits.map(({ sscc }) => sscc).filter((sscc) => sscc !== null);
  return [...shipment.lines]
    .sort((a, b) => a.lineNumber - b.lineNumber)
    .flatMap((line, index) => [
      ['LX', String(index + 1)],
      // Labels belong to the shipment as a whole, because nobody has told which line went into which unit.
      ...(index === 0 ? labels.map((sscc) => ['MAN', 'GM', text(sscc, 48)]) : []),
      item(line, text),
      // What the order says of an item is not true of its substitute.
      ...(line.description && !line.substituteSku ? [['G69', text(line.description, 45)]] : []),
    ]);
}

function item(line: ShippedLine, text: Text): OutgoingSegment {
  const sent = shipped(line);
  const status = line.substituteSku ? 'IS' : sent >= line.orderedQuantity ? 'CC' : 'CP';
  const upc = line.productIds.find(({ qualifier }) => qualifier === 'UA')?.value ?? '';
  const own = line.productIds.filter(({ qualifier, value }) => qualifier !== 'UA' && value !== upc);
  const ordered = own.find(({ value }) => value === line.sku) ?? { qualifier: 'VN', value: line.sku };
  const other = own.find((id) => id !== ordered && id.value !== ordered.value);
  const went = line.substituteSku ? { qualifier: 'VN', value: line.substituteSku } : ordered;
  const pair = (id: { qualifier: string; value: string } | undefined) =>
    id ? [text(id.qualifier, 2), text(id.value, 48)] : ['', ''];
  const weight = line.weightGrams ? [pounds(weightSent(line)), 'G', 'L'] : ['', '', ''];
  const substituted = line.substituteSku ? pair(ordered) : ['', ''];
  return [
    'W12',
    status,
    number(line.orderedQuantity),
    number(sent),
    number(line.orderedQuantity - sent),
    text(line.unit, 2),
    /^\d{12}$/.test(upc) && !line.substituteSku ? upc : '',
    ...pair(went),
    text(line.lot, 12),
    ...weight,
    '',
    '',
    '',
    '',
    ...substituted,
    '',
    '',
    ...(line.substituteSku ? ['', ''] : pair(other)),
  ];
}

/** A line's weight is that of the ordered quantity; what stayed behind weighs nothing on the truck. */
const weightSent = (line: ShippedLine): number =>
  line.orderedQuantity > 0 ? ((line.weightGrams ?? 0) * shipped(line)) / line.orderedQuantity : 0;

function totals(list: readonly ShippedLine[]): OutgoingSegment {
  const units = list.reduce((sum, line) => sum + shipped(line), 0);
  const weight = list.reduce((sum, line) => sum + weightSent(line), 0);
  return ['W03', number(units), ...(weight > 0 ? [pounds(weight), 'LB'] : [])];
}
