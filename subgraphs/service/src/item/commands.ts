import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { toIso } from '@quayside/shared/instant';
import { type Money, money } from '@quayside/shared/money';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/store.ts';
import { awaitFiles, usableAttachments } from '../conversation/attaching.ts';
import { authorKindOf, type HistoryEntry, type NewMessage } from '../conversation/conversation.ts';
import { mentionsFault } from '../conversation/mentioning.ts';
import { insertHistory, insertMessage } from '../conversation/store.ts';
import type { Said, ServiceEventType, ServiceFacts } from '../events.ts';
import { toQueueItem } from '../queue/queue.ts';
import { insertQueueItem, updateQueueItem } from '../queue/store.ts';
import { type ItemKindName, type ServiceItem, wasSent } from './item.ts';
import { onceKey, openedBefore, orFindTheFaster, rememberOpened } from './opened-once.ts';
import { type FirstWords, saidAtOpening, saidInMessage } from './said.ts';
import type { ItemStore } from './store.ts';

/** What happened to an item, as its event says. */
export type Verb = 'opened' | 'replied' | 'assigned' | 'state-changed' | 'approval-asked';
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
  /** What its events say besides the facts of every item; null where there was no item before. */
  readonly facts?: (item: Item, before: Item | null) => object;
  /** Its first words; its title where left out. */
  readonly words?: (item: Item) => FirstWords;
  /** What else a change leaves behind, in its transaction. */
  readonly also?: (ctx: CommandContext, em: EntityManager, change: ItemChange<Item>) => Promise<void>;
}

/** What happened to which item, with what was said about it. */
export interface ItemChange<Item extends ServiceItem> {
  readonly item: Item;
  /** As it was; null where there was no item before. */
  readonly before: Item | null;
  readonly verb: Verb | WorkVerb;
  readonly message: NewMessage | null;
}

/** Writes a new item with its history, its place in the queue, its first message and its event. */
export async function insertItem<Item extends ServiceItem>(
  ctx: CommandContext,
  em: EntityManager,
  kind: ItemKind<Item>,
  opening: { item: Item; message: NewMessage | null; notes?: readonly string[]; words?: FirstWords | null | undefined },
): Promise<Item> {
  const { item, message, notes = [], words } = opening;
  await kind.store.insert(em, item);
  await insertQueueItem(em, toQueueItem(kind.kind, item, kind.title(item)));
  const entries = [['opened', item.state] as const, ...notes.map((note) => ['note', note] as const)];
  await insertHistory(
    em,
    entries.map(([change, to]) => historyEntry(ctx, item, { change, from: null, to })),
  );
  const messageId = message ? await say(ctx, em, item, message) : null;
  await tell(
    ctx,
    em,
    kind,
    { item, before: null },
    {
      ...{ verb: 'opened', internal: false, messageId },
      said: openingOf(ctx, kind, item, words),
    },
  );
  const change = { item, before: null, verb: 'opened', message } as const;
  await audit(ctx, em, kind, change);
  await kind.also?.(ctx, em, change);
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
  /** The same key of the same account does it once, and then answers with the item as it is. */
  readonly once?: string | null | undefined;
  /** What else is written in the transaction, with the item as it was saved. */
  readonly also?: (em: EntityManager, saved: Item) => Promise<void>;
}

/** Loads, asks policy and rule, saves with history, queue, message and event in one transaction. */
export async function changeItem<Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  step: Step<Item>,
): Promise<Result<Item>> {
  await awaitFiles(ctx, step.message?.attachments ?? []);
  return orFindTheFaster(() => changeOnce(ctx, kind, step));
}

function changeOnce<Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  step: Step<Item>,
): Promise<Result<Item>> {
  return ctx.db.write(async (em) => {
    const before = await kind.store.find(em, ctx.viewer, step.id);
    if (!before) throw notFound(kind.what);
    if (!step.may(ctx.viewer, before)) throw forbidden(step.doing);
    const key = step.once ? onceKey(before.accountId, [step.id, kind.kind], step.once) : null;
    if (key && (await openedBefore(em, key))) return ok(before);
    const changed = await step.rule(before, em);
    if (!changed.ok) return changed;
    const attachments = await usableAttachments(em, ctx.viewer, before.accountId, step.message?.attachments ?? []);
    if (!attachments.ok) return attachments;
    const unknown = step.message ? await mentionsFault(em, before.accountId, step.message) : null;
    if (unknown) return unknown;
    const saved = await kind.store.save(em, changed.value);
    await updateQueueItem(em, toQueueItem(kind.kind, saved, kind.title(saved)));
    const changes = differences(ctx, kind, before, saved);
    await insertHistory(em, changes);
    const words = step.message ? saidInMessage(ctx.viewer, { ...step.message, attachments: attachments.value }) : null;
    const messageId = step.message
      ? { messageId: await say(ctx, em, saved, { ...step.message, attachments: attachments.value }) }
      : {};
    const { internal = false, mentions } = step.message ?? {};
    await step.also?.(em, saved);
    if (key) await rememberOpened(em, key, saved.id);
    await tell(
      ctx,
      em,
      kind,
      { item: saved, before },
      {
        ...{ verb: step.verb, internal, mentions: mentions ?? [], ...whatChanged(changes), ...messageId },
        // A draft that is filed opens; one that is taken back was never said to anybody.
        said: before.state !== 'DRAFT' ? words : saved.state === 'FILED' ? openingOf(ctx, kind, saved) : null,
      },
    );
    const change = { item: saved, before, verb: step.verb, message: step.message ?? null };
    await audit(ctx, em, kind, change);
    await kind.also?.(ctx, em, change);
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

/** Nobody has received a draft: of it the log says nothing. */
async function audit<Item extends ServiceItem>(
  ctx: CommandContext,
  em: EntityManager,
  { eventPrefix }: ItemKind<Item>,
  { item, verb, message }: ItemChange<Item>,
): Promise<void> {
  if (!wasSent(item)) return;
  const { id, number, accountId, state, version } = item;
  const book = message?.internal ? 'INTERNAL' : 'ACCOUNT';
  const done = { at: ctx.now(), actor: ctx.viewer.name, action: `${eventPrefix}.${verb}`, subject: id };
  await appendAudit(em, { ...done, accountId, book, content: { number, state, version } });
}

/** @returns the id of the message. */
async function say(ctx: CommandContext, em: EntityManager, item: ServiceItem, message: NewMessage): Promise<string> {
  const id = newId();
  await insertMessage(em, {
    body: message.body,
    internal: message.internal,
    attachments: message.attachments,
    id,
    itemId: item.id,
    accountId: item.accountId,
    author: ctx.viewer.name,
    authorId: ctx.viewer.id,
    authorKind: authorKindOf(ctx.viewer),
    at: ctx.now(),
  });
  return id;
}

/** What an event says besides the facts of its item. */
interface Telling {
  readonly verb: Verb | WorkVerb;
  readonly internal: boolean;
  readonly messageId?: string | null;
  readonly mentions?: readonly string[];
  readonly changed?: readonly string[];
  readonly amount?: Money | null;
  readonly said: Said | null;
}

/** Nobody has received a draft: what it says is said when it is filed. */
const openingOf = <Item extends ServiceItem>(
  { viewer }: CommandContext,
  kind: ItemKind<Item>,
  item: Item,
  words: FirstWords | null = kind.words?.(item) ?? { text: kind.title(item) },
) => (item.state === 'DRAFT' || words === null ? null : saidAtOpening(viewer, words));

/** Money that is told of, as the history writes it: minor units and currency. */
const AMOUNTS: readonly string[] = ['paid', 'counter', 'offered', 'price', 'credit'];

function whatChanged(changes: readonly HistoryEntry[]): { changed: readonly string[]; amount: Money | null } {
  const told = changes.find(({ change, to }) => to !== null && AMOUNTS.includes(change))?.to?.split(' ');
  const amount = told?.[1] ? money(Number(told[0]), told[1]) : null;
  return { changed: changes.map(({ change }) => change), amount };
}

async function tell<Item extends ServiceItem>(
  ctx: CommandContext,
  em: EntityManager,
  kind: ItemKind<Item>,
  { item, before }: { item: Item; before: Item | null },
  { verb, ...more }: Telling,
): Promise<void> {
  const { id, number, accountId, shipmentId, state, ownerId } = item;
  const type: ServiceEventType = `${kind.eventPrefix}.${verb}.v1`;
  const facts: ServiceFacts = { kind: kind.kind, id, number, accountId, shipmentId, state, ownerId };
  const own = kind.facts?.(item, before) ?? {};
  const data = { ...facts, ...own, actorId: ctx.viewer.id, actor: ctx.viewer.name, ...more };
  const { correlationId } = ctx;
  await appendEvents(em, [{ type, accountId, subject: id, seq: item.version, at: ctx.now(), correlationId, data }]);
}
