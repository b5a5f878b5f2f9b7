import { reachesAccount } from '@quayside/shared/db/reach';
import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { accountOf } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { awaitFiles, usableAttachments } from '../conversation/attaching.ts';
import { type Attachment, attachmentsFault, authorKindOf, type NewMessage } from '../conversation/conversation.ts';
import type { ShipmentEntry } from '../directory/directory.ts';
import { findAccount, findShipment } from '../directory/store.ts';
import type { ItemKind } from './commands.ts';
import { insertItem } from './commands.ts';
import type { ServiceItem } from './item.ts';
import { onceKey, openedBefore, orFindTheFaster, rememberOpened } from './opened-once.ts';
import { mayTakePart, staffMemberId } from './policy.ts';
import type { FirstWords } from './said.ts';

/** Whom a new item is for. */
export interface Target {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly shipment: ShipmentEntry | null;
  /** Who answers for it from the first moment. */
  readonly ownerId: string | null;
}

/** How a caller names whom an item is for. */
export interface TargetInput {
  readonly shipmentId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

/** The shipment or the account that is meant, within reach. A customer who names neither means its own account. */
export async function findTarget(
  ctx: CommandContext,
  em: EntityManager,
  { shipmentId, accountId }: TargetInput,
): Promise<Result<Target>> {
  const shipment = shipmentId ? await findShipment(em, ctx.viewer, shipmentId) : null;
  if (shipmentId && !shipment) throw notFound('The shipment');
  if (shipment && accountId && shipment.accountId !== accountId) {
    return refuse('TARGET_MISMATCH', 'The shipment belongs to another account.', { field: 'accountId' });
  }
  const meant = shipment?.accountId ?? accountId ?? accountOf(ctx.viewer);
  if (!meant) return refuse('TARGET_MISSING', 'Name a shipment or an account.', { field: 'accountId' });
  if (!shipment && !(await reachesAccount(em, ctx.viewer, meant))) throw notFound('The account');
  const account = await findAccount(em, meant);
  const ownerId = staffMemberId(ctx.viewer) ?? account?.accountManagerId ?? null;
  return ok({ accountId: meant, accountName: account?.name ?? null, shipment, ownerId });
}

/** The fields of a new item that do not depend on its kind. */
export async function newItem(ctx: CommandContext, em: EntityManager, prefix: string, target: Target) {
  return {
    id: newId(),
    number: numbered(prefix, await nextNumber(em, prefix)),
    accountId: target.accountId,
    shipmentId: target.shipment?.shipmentId ?? null,
    ownerId: target.ownerId,
    openedBy: ctx.viewer.name,
    openedByKind: authorKindOf(ctx.viewer),
    openedAt: ctx.now(),
    closedAt: null,
    version: 1,
  };
}

/** What differs from kind to kind when an item is opened. */
export interface Opening<Item extends ServiceItem> {
  readonly idempotencyKey?: string | null | undefined;
  readonly attachments: readonly Attachment[];
  /** Checks and builds the item; nothing is written when it refuses. */
  readonly build: (em: EntityManager, target: Target) => Promise<Result<Item>>;
  /** What else is written in the transaction of the new item. */
  readonly also?: (em: EntityManager, item: Item) => Promise<void>;
  /** Its first words, where its record does not tell whose they are; null where nobody has said them. */
  readonly words?: FirstWords | null;
  /** What the history should say from the start. */
  readonly notes?: (item: Item, target: Target) => readonly string[];
}

/** Opens an item for a member or key; the same key of the same account opens it once. */
export const openItem = <Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  input: TargetInput,
  opening: Opening<Item>,
): Promise<Result<Item>> => {
  if (!mayTakePart(ctx.viewer)) throw forbidden('open this');
  return openForTarget(ctx, kind, input, opening);
};

/** As `openItem`, for callers that have checked a right of their own. */
export async function openForTarget<Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  input: TargetInput,
  opening: Opening<Item>,
): Promise<Result<Item>> {
  await awaitFiles(ctx, opening.attachments);
  return orFindTheFaster(() =>
    ctx.db.write(async (em) => {
      const target = await findTarget(ctx, em, input);
      if (!target.ok) return target;
      const key = keyOf(ctx, kind, target.value, opening.idempotencyKey);
      const known = key ? await openedBefore(em, key) : null;
      const earlier = known ? await kind.store.findOpened(em, target.value.accountId, known) : null;
      if (earlier) return ok(earlier);
      const { accountId } = target.value;
      const fault = attachmentsFault(opening.attachments);
      if (fault) return fault;
      const attachments = await usableAttachments(em, ctx.viewer, accountId, opening.attachments);
      if (!attachments.ok) return attachments;
      const built = await opening.build(em, target.value);
      if (!built.ok) return built;
      const notes = opening.notes?.(built.value, target.value) ?? [];
      const message = messageWith(attachments.value);
      const item = await insertItem(ctx, em, kind, { item: built.value, message, notes, words: opening.words });
      await opening.also?.(em, item);
      if (key) await rememberOpened(em, key, item.id);
      return ok(item);
    }),
  );
}

const messageWith = (attachments: readonly Attachment[]): NewMessage | null =>
  attachments.length > 0 ? { body: '', internal: false, attachments } : null;

/** Keys of a link and keys of the account never meet: a consignee cannot guess its way to the account's items. */
function keyOf<Item extends ServiceItem>(
  ctx: CommandContext,
  kind: ItemKind<Item>,
  target: Target,
  key: string | null | undefined,
): string | null {
  if (!key) return null;
  const who = ctx.viewer.kind === 'link' ? `link-${target.shipment?.shipmentId}` : 'account';
  return onceKey(target.accountId, [who, kind.kind], key);
}
