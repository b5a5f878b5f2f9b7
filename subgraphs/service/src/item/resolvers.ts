import { clampFirst, decodePageKey, toPage } from '@quayside/shared/page';
import type { ServiceContext } from '../context.ts';
import type { HistoryEntry, Message } from '../conversation/conversation.ts';
import { isOverdue, type Reference, type ServiceItem } from './item.ts';
import type { ItemFilter, ItemStore } from './store.ts';

const reference = (id: string | null): Reference | null => (id === null ? null : { id });

/** Resolvers of the fields that cases, claims and work orders share. Plain fields resolve by themselves. */
export const itemFields = {
  account: (item: ServiceItem): Reference => ({ id: item.accountId }),
  owner: (item: ServiceItem): Reference | null => reference(item.ownerId),
  overdue: (item: ServiceItem, _: unknown, ctx: ServiceContext): boolean => isOverdue(item, ctx.now()),
  messages: (item: ServiceItem, _: unknown, ctx: ServiceContext): Promise<Message[]> =>
    ctx.loaders.messages.load(item.id),
  history: (item: ServiceItem, _: unknown, ctx: ServiceContext): Promise<HistoryEntry[]> =>
    ctx.loaders.history.load(item.id),
};

/** `shipment` where it may be missing; a claim always has one. */
export const optionalShipment = {
  shipment: (item: ServiceItem): Reference | null => reference(item.shipmentId),
};

interface ListArguments {
  readonly filter?: ItemFilter | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One page of a list, newest first. */
export async function listPage<Item extends ServiceItem>(
  ctx: ServiceContext,
  store: ItemStore<Item>,
  { filter, first, after }: ListArguments,
) {
  const size = clampFirst(first);
  const page = { first: size, after: decodePageKey(after) };
  const rows = await ctx.db.read((em) => store.list(em, ctx.viewer, filter ?? {}, page));
  const { nodes, pageInfo } = toPage(rows, size, ({ openedAt, id }) => ({ at: openedAt, id }));
  return { nodes: [...nodes], pageInfo };
}
