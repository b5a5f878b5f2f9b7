import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { InboundLineInput } from '../inbound/inbound-input.ts';
import { requireAccount } from '../shipment/commands.ts';
import { mayAdjustStock } from '../stock/policy.ts';
import { type ItemPack, packFault } from './pack.ts';
import { savePack } from './store.ts';

/** The unit that the pieces of a pack are counted in. */
const PIECE = 'EA';

/** Says how much one unit of an item holds; orders in that unit are taken from what is kept in the other from now on. */
export async function setItemPack(ctx: CommandContext, pack: ItemPack): Promise<Result<ItemPack>> {
  if (!mayAdjustStock(ctx.viewer)) throw forbidden('say how items are packed');
  const fault = packFault(pack);
  if (fault) return fault;
  return ctx.db.write(async (em) => {
    await requireAccount(em, ctx, pack.accountId);
    await savePack(em, pack);
    return ok(pack);
  });
}

/** What an announcement says of the units of its items: a case of 24 pieces is one from then on. */
export async function learnPacks(
  em: EntityManager,
  accountId: string,
  lines: readonly InboundLineInput[],
): Promise<void> {
  for (const { sku, unit, packQuantity } of lines) {
    const pack = { accountId, sku, unit, quantity: packQuantity ?? 0, holdsUnit: PIECE };
    if (!packFault(pack)) await savePack(em, pack);
  }
}
