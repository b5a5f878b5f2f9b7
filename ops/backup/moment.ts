import { setTimeout as sleep } from 'node:timers/promises';
import { SUBGRAPH_NAMES } from '@quayside/shared/config';
import { CliError } from '../cli/admin.ts';
import type { InboxPosition, StoreSource } from './store.ts';

const PATIENCE_MS = 30_000;
/** The bridge acts through the others and follows their events, so it is looked at first; everybody follows customer. */
const LOOKS = [...SUBGRAPH_NAMES].reverse();

/**
 * Makes all stores look at one moment, without holding anybody up: whoever follows is looked at before whoever is
 * followed, all within a millisecond or two, and then it is checked that no inbox is ahead of its source's head. Where two
 * stores follow each other the order cannot be right for both, so what fails the check is looked at again.
 */
export async function takeMoment(stores: readonly StoreSource[]): Promise<void> {
  const ordered = [...stores].sort((a, b) => LOOKS.indexOf(a.name) - LOOKS.indexOf(b.name));
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    for (const store of ordered) await store.look();
    if ((await ahead(ordered)).length === 0) return;
    if (Date.now() > deadline) throw new CliError('The store is too busy: no consistent moment was found within 30 s.');
    await sleep(Math.random() * 20);
  }
}

/** A part of a store that has its own events and its consumers' positions. */
interface Followed {
  readonly name: string;
  head(): Promise<number>;
  inbox(): Promise<readonly InboxPosition[]>;
}

export interface Lead<Store> extends InboxPosition {
  readonly store: Store;
  /** Position of the source's newest event. */
  readonly head: number;
}

/** The consumers that have dealt with more than their source has: they would take its next events for known. */
export async function ahead<Store extends Followed>(stores: readonly Store[]): Promise<Lead<Store>[]> {
  const heads = new Map<string, number>();
  for (const store of stores) heads.set(store.name, await store.head());
  const leads: Lead<Store>[] = [];
  for (const store of stores) {
    for (const { id, position } of await store.inbox()) {
      const head = heads.get(id.split(':').at(-1) ?? '') ?? 0;
      if (position > head) leads.push({ store, id, position, head });
    }
  }
  return leads;
}
