import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import type { ClockFacts, ServiceEventType } from '../events.ts';
import type { ItemKindName, ServiceItem } from '../item/item.ts';
import { ClockBook, type ClockRecord } from './book.ts';
import { HOUSE_CALENDAR } from './calendar.ts';
import { promiseSteps } from './promise.ts';
import { REGIMES } from './regimes.ts';
import { calendarsOf, newestVersion, recordsOf, saveClocks } from './store.ts';
import type { ClockChange } from './transitions.ts';
import { clockWorld } from './world.ts';

/** What a step needs to know: who does it, and when. */
export type ClockHand = Pick<CommandContext, 'now' | 'correlationId'> & { readonly actor: string };

/** The hand of whoever gives a command. */
export const handOf = ({ now, correlationId, viewer }: CommandContext): ClockHand => ({
  now,
  correlationId,
  actor: viewer.name,
});

/** The book of an item that the caller has found to be within reach. @param parties whose calendars new clocks may need */
export async function openBook(
  hand: ClockHand,
  em: EntityManager,
  item: { itemKind: ItemKindName; itemId: string; accountId: string },
  parties: readonly string[],
): Promise<ClockBook> {
  const records = await recordsOf(em, item.itemId);
  return bookOf(hand, em, item, { records, parties });
}

/** As `openBook`, for an item that has no clocks yet. */
export async function bookOf(
  hand: ClockHand,
  em: EntityManager,
  item: { itemKind: ItemKindName; itemId: string; accountId: string },
  { records, parties }: { records: readonly ClockRecord[]; parties: readonly string[] },
): Promise<ClockBook> {
  const calendars = await calendarsOf(em, [...parties, ...records.map(({ clock }) => clock.party)]);
  return new ClockBook(records, {
    ...{ item, now: hand.now(), actor: hand.actor, newId, regimes: REGIMES },
    world: clockWorld(REGIMES, calendars),
    calendarVersion: (party) => newestVersion(calendars, party),
  });
}

const EVENTS: Partial<Record<ClockChange, ServiceEventType>> = {
  REMINDED: 'clock.reminded.v1',
  ESCALATED: 'clock.escalated.v1',
  MISSED: 'clock.missed.v1',
};

/** Stores what the book has changed, and tells what became due. The other steps are told by the change of the item. */
export async function saveBook(
  hand: ClockHand,
  em: EntityManager,
  book: ClockBook,
  item: ServiceItem,
  kind: ItemKindName,
): Promise<void> {
  const { changed } = book;
  await saveClocks(em, changed);
  const told = changed.flatMap(({ clock, fresh }) =>
    fresh.flatMap(({ change }) => {
      const type = EVENTS[change];
      return type ? [{ type, clock }] : [];
    }),
  );
  const { id, number, accountId, shipmentId, state, ownerId } = item;
  const events = told.map(({ type, clock }) => {
    const { id: clockId, legId, kind: clockKind, regime, dueAt, internal } = clock;
    const data: ClockFacts = {
      ...{ kind, id, number, accountId, shipmentId, state, ownerId },
      ...{ clockId, legId, clockKind, regime, dueAt, internal },
    };
    const { correlationId } = hand;
    return { type, accountId, subject: id, seq: item.version, at: hand.now(), correlationId, data };
  });
  await appendEvents(em, events);
}

/** What every change of a kind of work with one date leaves behind: its clock follows that date. */
export const keepPromise =
  (kind: ItemKindName) =>
  async (ctx: CommandContext, em: EntityManager, { item }: { readonly item: ServiceItem }): Promise<void> => {
    const hand = handOf(ctx);
    const about = { itemKind: kind, itemId: item.id, accountId: item.accountId };
    const book = await openBook(hand, em, about, [HOUSE_CALENDAR.party]);
    await saveBook(hand, em, book.run(promiseSteps(book.clocks, item, hand.now())), item, kind);
  };
