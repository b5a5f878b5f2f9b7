import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { localDate } from '@quayside/shared/instant';
import { ok, type Result, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { SHIPMENT_CHANGED } from '../events.ts';
import { consigneeFault, makeFindable } from '../shipment/booking.ts';
import { guarantee } from '../shipment/commands.ts';
import { redraft } from '../shipment/draft.ts';
import { goodsFault } from '../shipment/order-checks.ts';
import { readReferences, replaceParts } from '../shipment/part-store.ts';
import { mayOrder } from '../shipment/policy.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { releaseGoods, reserveGoods } from '../stock/reserve.ts';
import { expectShortage } from '../stock/shortage.ts';
import { unitsOfOrders } from '../stock/unit-store.ts';
import { contractsOf } from '../terms/store.ts';
import { readExceptions, readMilestones } from '../tracking/store.ts';
import { type ChangeOrderInput, mayChange } from './order-change.ts';

/** The depositor orders otherwise, before anything is picked (940 with W0501 R). */
export async function changeOrder(ctx: CommandContext, input: ChangeOrderInput): Promise<Result<Shipment>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('change orders');
  const fault = goodsFault({ ...input, accountId: '' });
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, input.id);
    const allowed = mayChange(before, input);
    if (!allowed.ok) return allowed;
    const stranger = await consigneeFault(em, { accountId: before.accountId, consigneeId: input.consigneeId });
    if (stranger) return stranger;
    const guaranteed = await guaranteedBy(em, ctx, before, input.guaranteed);
    return guaranteed.ok ? change(em, ctx, before, guaranteed.value, input) : guaranteed;
  });
}

/** The order with the guarantee that is asked for now, and the contract that covers it. */
async function guaranteedBy(
  em: EntityManager,
  ctx: CommandContext,
  before: Shipment,
  wanted: boolean | null | undefined,
): Promise<Result<Shipment>> {
  if (!wanted || before.guaranteed) return ok({ ...before, guaranteed: wanted ?? before.guaranteed });
  const covered = guarantee(await contractsOf(em, ctx.viewer, before.accountId, localDate(ctx.now())));
  if (!covered.ok) return covered;
  return ok({ ...before, guaranteed: true, contractId: before.contractId ?? covered.value });
}

async function change(
  em: EntityManager,
  ctx: CommandContext,
  before: Shipment,
  wanted: Shipment,
  input: ChangeOrderInput,
): Promise<Result<Shipment>> {
  const of = [before.id];
  const references = (await readReferences(em, ctx.viewer, of)).filter((one) => OURS.includes(one.kind));
  const milestones = await readMilestones(em, ctx.viewer, of);
  const goods = { ...input, accountId: before.accountId };
  const { faults } = await unitsOfOrders(em, ctx, before.accountId, [
    before.kind === 'WAREHOUSE_ORDER' ? (input.lines ?? []) : [],
  ]);
  if (faults[0]) return faults[0];
  const made = redraft(wanted, goods, { references, milestones, now: ctx.now() });
  await releaseGoods(em, ctx, before);
  const lines = await reserveGoods(em, ctx, made.shipment, made.parts);
  await replaceParts(em, { shipmentId: before.id, accountId: before.accountId }, { ...made.parts, lines });
  await makeFindable(em, [made]);
  const changed = { shipment: made.shipment, happened: [{ type: SHIPMENT_CHANGED }] };
  const known = await readExceptions(em, ctx.viewer, of);
  const { shipment: after, happened } = await expectShortage(em, ctx, changed, lines, known);
  return ok(await saveShipment(em, ctx, { before, after, happened }));
}

/** Numbers that we gave the order: a change of it does not take them away. */
const OURS: readonly string[] = ['PRO', 'BOL'];
