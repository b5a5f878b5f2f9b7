import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError, forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { remarkFault } from '../checks.ts';
import { answersFor } from '../organization/organization.ts';
import { findOpenUnit } from '../organization/store.ts';
import { PARAMETER_CHANGED, type ParameterChanged } from '../parameter-events.ts';
import { checkedValue, type ParameterSetting, type SetParameterInput } from './parameter.ts';
import { mayManageParameters } from './policy.ts';
import { findSetting, insertChange, saveSetting, settingsBelow } from './store.ts';

/**
 * Gives a unit, with all below it, a value of its own, or takes it back. Felt by every subgraph with the next use.
 * @throws AppError FORBIDDEN; CONFLICT when somebody else changed it meanwhile.
 */
export async function setParameter(ctx: CommandContext, input: SetParameterInput): Promise<Result<ParameterSetting>> {
  const { viewer } = ctx;
  if (!mayManageParameters(viewer)) throw forbidden('change parameters');
  const value = checkedValue(input);
  if (!value.ok) return value;
  const fault = remarkFault('reason', input.reason);
  if (fault) return { ok: false, refusal: fault };
  const done = ctx.db.write(async (em): Promise<Result<ParameterSetting>> => {
    const unit = await findOpenUnit(em, viewer, input.orgUnitId);
    if (!unit || (viewer.reach.kind === 'organization' && !answersFor(viewer.reach.path, unit.path)))
      return refuse('ORG_UNIT_UNKNOWN', 'There is no such unit below yours.', { field: 'orgUnitId' });
    const before = await findSetting(em, input.name, unit.id);
    if ((before?.version ?? 0) !== (input.version ?? 0))
      throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
    if (before && before.value === value.value) return ok(before);
    const { name } = input;
    const saved = await saveSetting(em, {
      ...{ id: before?.id ?? newId(), name, orgUnitId: unit.id, path: unit.path, value: value.value },
      ...{ changedBy: viewer.name, changedAt: ctx.now(), version: before?.version ?? 0 },
    });
    const step = { before: before?.value ?? null, after: value.value, reason: input.reason.trim() };
    await insertChange(em, { id: newId(), name, orgUnitId: unit.id, ...step, by: viewer.name, at: ctx.now() });
    await tell(ctx, em, saved);
    return ok(saved);
  });
  return done.catch((error: unknown) => {
    // Two set the first value of a unit at once: the other was first.
    if (isDuplicateKey(error)) throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
    throw error;
  });
}

function tell(ctx: CommandContext, em: EntityManager, setting: ParameterSetting): Promise<void> {
  const { id: settingId, name, path, value, version: seq } = setting;
  const data: ParameterChanged = { settingId, name, path, value };
  const { correlationId } = ctx;
  const event = {
    type: PARAMETER_CHANGED,
    accountId: null,
    subject: settingId,
    seq,
    at: ctx.now(),
    correlationId,
    data,
  };
  return appendEvents(em, [event]);
}

/** Tells where what units at and below this one have set holds now: the unit has moved. */
export async function retellSettings(ctx: CommandContext, em: EntityManager, unitPath: string): Promise<void> {
  for (const setting of await settingsBelow(em, unitPath)) await tell(ctx, em, await saveSetting(em, setting));
}
