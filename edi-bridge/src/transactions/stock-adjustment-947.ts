import type { OutgoingSegment } from '../x12/write.ts';
import { nameItem } from './item-segments.ts';
import { number, type Text, x12Date } from './output.ts';
import type { AdjustmentView } from './stock-view.ts';

/** W1901 of our reasons. */
const REASONS: Readonly<Record<string, string>> = {
  DECREASE: '06',
  INCREASE: '56',
  DESTROYED: '07',
  PHYSICAL_COUNT: 'AA',
  CONDITION_CHANGE: 'AC',
  DISASTER: 'AI',
  DAMAGED_HERE: 'AU',
  DAMAGED_IN_TRANSIT: 'AV',
  RECALL: 'AW',
  SHELF_LIFE: 'AX',
  RECEIPT_ERROR: 'AY',
};

/** One correction of stock, with its reason, as it was made. */
export function stockAdjustment(
  adjustment: AdjustmentView,
  { adjustedOn }: { adjustedOn: string },
  text: Text,
): OutgoingSegment[] {
  return [
    // W1502 and W1503 come together or not at all, and the depositor has no number of his own for what we have found.
    ['W15', x12Date(adjustedOn), text(adjustment.number, 22), text(adjustment.number, 22)],
    ['N1', 'WH', text(adjustment.warehouse, 60)],
    ...(adjustment.note ? [['NTE', 'WHI', text(adjustment.note, 80)]] : []),
    ...adjustment.lines.map((line) => {
      const { upc, own, other } = nameItem(line, text);
      const reason = REASONS[adjustment.reason] ?? (line.quantity < 0 ? '06' : '56');
      return ['W19', reason, number(line.quantity), text(line.unit, 2), upc, ...own, ...other, text(line.lot, 12)];
    }),
  ];
}
