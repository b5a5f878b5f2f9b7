import type { Mapped, NoticeChange, NoticeInput, NoticeLineInput } from '../transactions/mapped.ts';
import type { OwnWork } from './earlier-contents.ts';
import { ignoredNote } from './earlier-order.ts';
import type { FoundNotice, GraphInbound } from './graph-inbound.ts';
import { type Asked, isRefusal } from './graph-orders.ts';
import { refusedByGraph, result, type SetResult } from './set-result.ts';

type Of<Kind extends Mapped['kind']> = Extract<Mapped, { kind: Kind }>;

/** A 943 or an 850: new, replaced as a whole, or cancelled. */
export async function carryOutNotice(inbound: GraphInbound, mapped: Of<'notice'>, own: OwnWork): Promise<SetResult> {
  const { source } = own;
  const { key, input, purpose, warnings } = mapped;
  if (purpose === 'CANCEL') return cancelNotice(inbound, input.kind, key, `Cancelled by the sender of ${key}.`);
  const said = warnings.join(' ') || null;
  if (purpose === 'REPLACE') {
    const found = await inbound.find(input.kind, key);
    if (found) return told(key, await inbound.change(found.id, withoutKind(input)), said);
  }
  const announced = await inbound.announce({ ...input, orderNumber: key, source });
  if (!isRefusal(announced)) return result('DONE', key, said);
  if (announced.code !== 'INBOUND_EXISTS') return refusedByGraph(key, announced);
  const found = await inbound.find(input.kind, key);
  if (found?.source === source) return result('DONE', key, said);
  if (found && found.state !== 'CANCELLED' && (await own.cameBefore(found.source)))
    return result('IGNORED', key, ignoredNote(key, found.number));
  const how = input.kind === 'PURCHASE_ORDER' ? 'send an 860' : 'send W0601 R';
  const name = found ? `${key} exists already as ${found.number}` : `${key} exists already`;
  return result('REFUSED', key, `${name}; nothing was changed. To change it, ${how}.`);
}

/** A cancellation of what nobody announced never creates anything. */
export async function cancelNotice(
  inbound: GraphInbound,
  kind: NoticeInput['kind'],
  key: string,
  reason: string,
): Promise<SetResult> {
  const found = await inbound.find(kind, key);
  if (!found) return result('REFUSED', key, `There is no ${key} to cancel.`);
  // A second try after a crash finds its own work.
  if (found.state === 'CANCELLED') return result('DONE', key, `${found.number} is cancelled.`);
  return told(key, await inbound.cancel(found.id, reason), `${found.number} was cancelled.`);
}

/** An 860: some lines change, all others stay as they are. */
export async function changeNotice(inbound: GraphInbound, mapped: Of<'notice-change'>): Promise<SetResult> {
  const { key, changes, expectedAt } = mapped;
  const found = await inbound.find('PURCHASE_ORDER', key);
  if (!found) return result('REFUSED', key, `There is no purchase order ${key} to change. Send it as an 850 first.`);
  const lines = changedLines(found.lines, changes);
  if (typeof lines === 'string') return result('REFUSED', key, lines);
  const input = { ...(changes.length > 0 ? { lines } : {}), ...(expectedAt ? { expectedAt } : {}) };
  return told(key, await inbound.change(found.id, input), null);
}

/** The lines of an order after its changes, or why that cannot be. What is done already is no fault: a set may come to be tried again. */
export function changedLines(
  before: readonly NoticeLineInput[],
  changes: readonly NoticeChange[],
): NoticeLineInput[] | string {
  const lines = new Map(before.map((line) => [line.lineNumber, line]));
  for (const { action, line } of changes) {
    const { lineNumber } = line;
    const known = lines.get(lineNumber);
    if (action === 'REMOVE') {
      lines.delete(lineNumber);
    } else if (known && action === 'ADD' && known.sku !== line.sku) {
      return `Line ${lineNumber} exists already with ${known.sku}. Give a line that is added (POC02 AI) a new number.`;
    } else if (known) {
      lines.set(lineNumber, { ...known, ...statedOf(line) });
    } else if (action === 'ADD') {
      lines.set(lineNumber, line);
    } else {
      return `The order has no line ${lineNumber} to change (POC01). To add one, send POC02 AI.`;
    }
  }
  return lines.size > 0 ? [...lines.values()] : 'No line would be left. To cancel the whole order, send BCH01 01.';
}

/** What the change says of a line; what it leaves out stays. */
const statedOf = (line: NoticeLineInput): Partial<NoticeLineInput> => ({
  expectedQuantity: line.expectedQuantity,
  unit: line.unit,
  ...(line.priceMinor === null ? {} : { priceMinor: line.priceMinor, currency: line.currency }),
});

const withoutKind = ({ kind: _, ...input }: NoticeInput): Omit<NoticeInput, 'kind'> => input;

const told = (key: string, answer: Asked<FoundNotice>, note: string | null): SetResult =>
  isRefusal(answer) ? refusedByGraph(key, answer) : result('DONE', key, note);
