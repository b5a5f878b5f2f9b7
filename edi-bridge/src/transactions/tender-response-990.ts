import type { OutgoingSegment } from '../x12/write.ts';
import { type Text, x12Date } from './output.ts';
import { referenceOf, type ShipmentView } from './shipment-view.ts';

/** The one answer to a load tender: our SCAC and the shipper's shipment id as they were offered, yes or no. */
export function tenderResponse(
  shipment: ShipmentView,
  facts: {
    loadNumber: string;
    accepted: boolean;
    reason: string | null;
    answeredOn: string;
    /** A 990 of 005010 has room for one L11 beside B1, and for nothing else. */
    modern: boolean;
  },
  text: Text,
): OutgoingSegment[] {
  const pro = referenceOf(shipment, 'PRO') ?? shipment.number;
  const reason = facts.accepted ? '' : text(facts.reason, 60);
  const details = facts.modern
    ? [...(facts.accepted ? [['L11', text(pro, 30), 'CN']] : []), ...(reason ? [['L11', '', '', reason]] : [])]
    : [
        ...(facts.accepted ? [['N9', 'CN', text(pro, 30)]] : []),
        ...(reason ? [['K1', reason.slice(0, 30).trim(), reason.slice(30).trim()]] : []),
      ];
  return [
    [
      'B1',
      text(shipment.carrierScac, 4),
      text(facts.loadNumber, 30),
      x12Date(facts.answeredOn),
      facts.accepted ? 'A' : 'D',
    ],
    ...details,
  ];
}
