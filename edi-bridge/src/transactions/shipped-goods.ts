import type { InboundView } from './inbound-view.ts';
import type { ShippedGoods } from './ship-notice-856.ts';
import { referenceOf, type ShipmentView, trailerOf } from './shipment-view.ts';

/** A warehouse order that left, as a ship notice tells it. */
export function shippedOrder(shipment: ShipmentView): ShippedGoods {
  const role = (...roles: readonly string[]) => shipment.parties.find((party) => roles.includes(party.role)) ?? null;
  return {
    number: shipment.number,
    purchaseOrder: referenceOf(shipment, 'PO') ?? referenceOf(shipment, 'ORDER') ?? shipment.number,
    carrierScac: shipment.carrierScac,
    bol: referenceOf(shipment, 'BOL'),
    pro: referenceOf(shipment, 'PRO'),
    trailer: trailerOf(shipment),
    weightGrams: shipment.weightGrams,
    shipFrom: role('SHIP_FROM', 'WAREHOUSE'),
    shipTo: role('SHIP_TO', 'CONSIGNEE'),
    packs: shipment.handlingUnits.map(({ sscc }) => ({ sscc, contents: [] })),
    items: shipment.lines.map((line) => ({
      lineNumber: line.lineNumber,
      sku: line.substituteSku ?? line.sku,
      description: line.substituteSku ? null : line.description,
      lot: line.lot,
      unit: line.unit,
      ordered: line.orderedQuantity,
      shipped: line.shippedQuantity ?? 0,
      productIds: line.substituteSku ? [] : line.productIds,
    })),
  };
}

/** A purchase order that was shipped on its buyer's behalf. */
export function shippedNotice(notice: InboundView): ShippedGoods {
  const role = (...roles: readonly string[]) => notice.parties.find((party) => roles.includes(party.role)) ?? null;
  const reference = (kind: string) => notice.references.find((one) => one.kind === kind)?.value ?? null;
  return {
    number: notice.number,
    purchaseOrder: notice.orderNumber,
    carrierScac: notice.carrierScac,
    bol: reference('BOL'),
    pro: reference('PRO'),
    trailer: notice.trailer,
    weightGrams: null,
    shipFrom: role('SHIP_FROM', 'SHIPPER'),
    shipTo: role('SHIP_TO', 'WAREHOUSE'),
    packs: notice.handlingUnits,
    items: notice.lines.map((line) => ({
      lineNumber: line.lineNumber,
      sku: line.sku,
      description: line.description,
      lot: line.lot,
      unit: line.unit,
      ordered: line.expectedQuantity,
      shipped: line.confirmedQuantity ?? line.expectedQuantity,
      productIds: line.productIds,
    })),
  };
}
