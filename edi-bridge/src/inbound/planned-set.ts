import type { SetOutcome } from '../message/message.ts';
import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import { receivedAcknowledgement } from '../transactions/received-acknowledgement.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { mapFor } from './maps.ts';
import { segmentsOf } from './set-segments.ts';

/** What one set of a file would do. */
export interface PlannedSet {
  /** `940 0001`. */
  readonly name: string;
  readonly words: string;
  /** What would be asked of the graph; null where nothing would. */
  readonly mapped: Mapped | null;
}

/** Reads a set as it would be carried out; what has had its effect, or its answer, has none again. */
export function planSet(set: ScannedSet, partner: Partner, outcome: SetOutcome | null): PlannedSet {
  const name = `${set.type} ${set.control}`;
  const nothing = (words: string): PlannedSet => ({ name, words, mapped: null });
  if (outcome === 'DONE') return nothing('was done');
  if (outcome === 'IGNORED') return nothing('was ignored, as it came before');
  const read = segmentsOf(set, partner);
  if (!read.ok) return nothing(`would be quarantined: ${read.refusal.message}`);
  if (set.type === '997' || set.type === '999')
    return nothing(`answers our group ${receivedAcknowledgement(read.value)?.groupControl ?? '?'}`);
  const mapped = mapFor(set.type, partner)?.(read.value, partner);
  if (!mapped) return nothing('waits for a person: nobody made a rule for it');
  const again = outcome === 'REFUSED' ? ' (refused before)' : '';
  return { name, words: `${wordsFor(mapped)}${again}`, mapped };
}

function wordsFor(mapped: Mapped): string {
  switch (mapped.kind) {
    case 'order':
      return `orders ${mapped.key}`;
    case 'order-change':
      return `changes the order ${mapped.key}`;
    case 'cancel':
      return `cancels the order ${mapped.key}`;
    case 'tender':
      return `${{ '00': 'offers', '01': 'cancels', '04': 'changes', '05': 'replaces' }[mapped.purpose]} the load ${mapped.key}`;
    case 'notice':
      return `${{ NEW: 'announces', REPLACE: 'replaces', CANCEL: 'cancels' }[mapped.purpose]} ${mapped.key}`;
    case 'notice-change':
      return `changes the purchase order ${mapped.key}`;
    case 'cancel-notice':
      return `cancels the purchase order ${mapped.key}`;
    case 'status':
      return `reports ${mapped.facts.map(({ code }) => code).join(', ')} on ${mapped.load}`;
    case 'claim':
      return `claims for loss or damage under ${mapped.key}`;
    case 'claim-tracer':
      return `asks for the state of ${mapped.claims.map(({ reference }) => reference).join(', ')}`;
    case 'claim-answer':
      return `answers our claim ${mapped.answers.map(({ number, status }) => `${number} (${status})`).join(', ')}`;
    case 'payment':
      return `pays ${mapped.input.items.map(({ invoiceNumber }) => invoiceNumber).join(', ') || 'on account'} by ${mapped.key}`;
    case 'payment-without-currency':
      return `pays ${mapped.invoiceNumbers.join(', ') || 'on account'} by ${mapped.key}, in the currency of what it pays`;
    case 'carrier-invoice':
      return `bills ${mapped.shipments[0]} by ${mapped.key}`;
    case 'stock-inquiry':
      return 'asks for our stock';
    case 'hold':
      return `waits for a person: ${mapped.note}`;
    case 'quarantine':
      return `would be quarantined: ${mapped.note}`;
    case 'refuse':
      return `would be refused: ${mapped.note}`;
  }
}

/** Where two readings of the same sets differ, as `940 0001 input.note: before -> after`. */
export function differences(before: readonly PlannedSet[], after: readonly PlannedSet[]): string[] {
  const old = new Map(before.map((set) => [set.name, set]));
  return after.flatMap(({ name, words, mapped }) => {
    const was = old.get(name);
    if (!was) return [`${name}: not accepted → ${words}`];
    if (was.words !== words) return [`${name}: ${was.words} → ${words}`];
    const [then, now] = [facts(was.mapped), facts(mapped)];
    return [...new Set([...then.keys(), ...now.keys()])]
      .filter((path) => then.get(path) !== now.get(path))
      .map((path) => `${name} ${path}: ${then.get(path) ?? 'nothing'} → ${now.get(path) ?? 'nothing'}`);
  });
}

/** Every value with its path. */
function facts(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) facts(part, path ? `${path}.${key}` : key, found);
  else if (value !== null && value !== undefined) found.set(path, String(value));
  return found;
}
