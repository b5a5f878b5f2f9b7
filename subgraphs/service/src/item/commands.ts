import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { toIso } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { awaitFiles, usableAttachments } from '../conversation/attaching.ts';
import { authorKindOf, type HistoryEntry, type NewMessage } from '../conversation/conversation.ts';
import { insertHistory, insertMessage } from '../conversation/store.ts';
import type { ServiceEventType, ServiceFacts } from '../events.ts';
import { toQueueItem } from '../queue/queue.ts';
import { insertQueueItem, updateQueueItem } from '../queue/store.ts';
import type { ItemKindName, ServiceItem } from './item.ts';
import type { ItemStore } from './store.ts';

/** What happened to an item, as its event says. */
export type Verb = 'opened' | 'replied' | 'assigned' | 'state-changed';
/** Verbs that only jobs and returns know. */
export type WorkVerb = 'worked' | 'charged' | 'rated';

/** What the shared steps need to know of a kind of item. */
export interface ItemKind<Item extends ServiceItem> {
  readonly kind: ItemKindName;
  /** As in `The case was not found.` */
  readonly what: string;
  readonly eventPrefix: 'case' | 'claim' | 'work-order' | 'return-order';
  readonly store: ItemStore<Item>;
  readonly title: (item: Item) => string;
  /** Fields whose changes the history tells, besides state, owner and deadline. */
  readonly told: (item: Item) => Readonly<Record<string, string | null>>;
}

/** Writes a new item with its history, its place in the queue, its first message and its event. */
export async function insertItem<Item extends ServiceItem>(
  ctx: CommandContext,
  em: EntityManager,
  kind: ItemKind<Item>,
  opening: { item: Item; message: NewMessage | null; notes?: readonly string[] },
): Promise<Item> {
  const { item, message, notes = [] } = opening;
  await kind.store.insert(em, item);
  await insertQueueItem(em, toQueueItem(kind.kind, item, kind.title(item)));
  const entries = [['opened', item.state] as const, ...notes.map((note) => ['note', note] as const)];
  await insertHistory(
    em,
    entries.map(([change, to]) => historyEntry(ctx, item, { change, from: null, to })),
  );
  if (message) await say(ctx, em, item, message);
  await tell(ctx, em, kind, item, { verb: 'opened', internal: false });
  return item;
}

/** One change of one item: who may, what the rule says, and what is told. */
export interface Step<Item extends ServiceItem> {
  readonly id: string;
  readonly may: (viewer: Viewer, item: Item) => boolean;
  /** As in `You may not assign a case.` */
  readonly doing: string;
  readonly verb: Verb | WorkVerb;
  /** The pure rule, with what it needs read before. */
  readonly rule: (item: Item, em: EntityManager) => Result<Item> | Promise<Result<Item>>;
  readonly message?: NewMessage;
  /** More to write in the same transaction, once the item is saved. */
  readonly also?: (em: EntityManager, item: Item) => Promise<void>;
}

/** Loads, asks policy and rule, saves with history, queue, message and event in one transaction. */
export async function changeItem<Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  step: Step<Item>,
): Promise<Result<Item>> {
  await awaitFiles(ctx, step.message?.attachments ?? []);
  return ctx.db.write(async (em) => {
    const before = await kind.store.find(em, ctx.viewer, step.id);
    if (!before) throw notFound(kind.what);
    if (!step.may(ctx.viewer, before)) throw forbidden(step.doing);
    const changed = await step.rule(before, em);
    if (!changed.ok) return changed;
    const attachments = await usableAttachments(em, ctx.viewer, before.accountId, step.message?.attachments ?? []);
    if (!attachments.ok) return attachments;
    const saved = await kind.store.save(em, changed.value);
    await updateQueueItem(em, toQueueItem(kind.kind, saved, kind.title(saved)));
    await insertHistory(em, differences(ctx, kind, before, saved));
    if (step.message) await say(ctx, em, saved, { ...step.message, attachments: attachments.value });
    await tell(ctx, em, kind, saved, { verb: step.verb, internal: step.message?.internal ?? false });
    await step.also?.(em, saved);
    return ok(saved);
  });
}

function differences<Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  before: Item,
  after: Item,
): HistoryEntry[] {
  const told = (item: Item): Record<string, string | null> => ({
    state: item.state,
    owner: item.ownerId,
    dueAt: toIso(item.dueAt),
    ...kind.told(item),
  });
  const [old, now] = [told(before), told(after)];
  return Object.keys(now)
    .filter((change) => old[change] !== now[change])
    .map((change) => historyEntry(ctx, after, { change, from: old[change] ?? null, to: now[change] ?? null }));
}

const historyEntry = (
  ctx: CommandContext,
  item: ServiceItem,
  entry: Pick<HistoryEntry, 'change' | 'from' | 'to'>,
): HistoryEntry => ({
  ...entry,
  id: newId(),
  itemId: item.id,
  accountId: item.accountId,
  at: ctx.now(),
  actor: ctx.viewer.name,
});

const say = (ctx: CommandContext, em: EntityManager, item: ServiceItem, message: NewMessage): Promise<void> =>
  insertMessage(em, {
    ...message,
    id: newId(),
    itemId: item.id,
    accountId: item.accountId,
    author: ctx.viewer.name,
    authorKind: authorKindOf(ctx.viewer),
    at: ctx.now(),
  });

async function tell<Item extends ServiceItem>(
  ctx: CommandContext,
  em: EntityManager,
  kind: ItemKind<Item>,
  item: Item,
  { verb, internal }: { verb: Verb | WorkVerb; internal: boolean },
): Promise<void> {
  const { id, number, accountId, shipmentId, state, ownerId } = item;
  const type: ServiceEventType = `${kind.eventPrefix}.${verb}.v1`;
  const data: ServiceFacts & { internal: boolean } = {
    ...{ kind: kind.kind, id, number, accountId, shipmentId, state, ownerId },
    internal,
  };
  const { correlationId } = ctx;
  await appendEvents(em, [{ type, accountId, subject: id, seq: item.version, at: ctx.now(), correlationId, data }]);
}
