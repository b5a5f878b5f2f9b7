import { movePaths, type PathColumn, type PathMove } from '@quayside/shared/db/move-paths';
import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { partFromManagers } from '../account/manager-commands.ts';
import { remarkFault } from '../checks.ts';
import { ORG_UNIT_MOVED, type OrgUnitMoved } from '../events.ts';
import { saveAndTell } from '../member/record.ts';
import { findMovedAlong } from '../member/store.ts';
import { retellSettings } from '../parameter/commands.ts';
import { refreshSessionsOf } from '../sign-in/revocation.ts';
import { isBelow, unknownUnit } from './commands.ts';
import { contentOf } from './content-store.ts';
import {
  type CloseOrgUnitInput,
  closedUnit,
  type MoveOrgUnitInput,
  movedUnder,
  type OrgUnit,
  rebased,
} from './organization.ts';
import { mayMoveUnits } from './policy.ts';
import { findOpenUnit, holdTree, insertUnitChange, longestPath, saveOrgUnit } from './store.ts';

export const UNITS: readonly PathColumn[] = [{ table: 'org_unit', column: 'path' }];
/** What this subgraph keeps by the paths of units, people apart: of them others are told. */
export const KEPT: readonly PathColumn[] = ['tenant_scope', 'parameter_setting', 'bank_details', 'member_right'].map(
  (table) => ({
    table,
    column: 'path',
  }),
);

/**
 * Puts a unit with all below it under another one, below the unit of the administrator who asks.
 * @throws AppError FORBIDDEN; CONFLICT when somebody else changed the unit meanwhile.
 */
export function moveOrgUnit(ctx: CommandContext, input: MoveOrgUnitInput): Promise<Result<OrgUnit>> {
  return reshape(ctx, input, 'move units', async (em, unit) => {
    const parent = await findOpenUnit(em, ctx.viewer, input.parentId);
    if (!parent || !isBelow(ctx.viewer, parent)) return unknownUnit('parentId');
    const moved = movedUnder(unit, parent, await longestPath(em, unit.path));
    if (!moved.ok) return moved;
    const saved = await saveOrgUnit(em, moved.value);
    const move = { from: unit.path, to: saved.path };
    // Whoever puts something into a unit below holds that unit: from here on all of it is there to be moved.
    await movePaths(em, move, UNITS);
    await movePaths(em, move, KEPT);
    await retellSettings(ctx, em, saved.path);
    await note(ctx, em, input, { action: 'MOVED', parentBefore: unit.parentId, parentAfter: parent.id });
    await tell(ctx, em, saved, move);
    await movePeople(ctx, em, move);
    // Managers stand where they will from here on: who moved along stays with the customers, who stayed behind leaves them.
    await partFromManagers(ctx, em, saved.path);
    return ok(saved);
  });
}

/**
 * Makes a unit history on which nothing hangs any more: it can be chosen for nothing, and what was done in it stays.
 * @throws AppError FORBIDDEN; CONFLICT when somebody else changed the unit meanwhile.
 */
export function closeOrgUnit(ctx: CommandContext, input: CloseOrgUnitInput): Promise<Result<OrgUnit>> {
  return reshape(ctx, input, 'close units', async (em, unit) => {
    const closed = closedUnit(unit, await contentOf(em, unit.id), ctx.now());
    if (!closed.ok) return closed;
    const saved = await saveOrgUnit(em, closed.value);
    await note(ctx, em, input, { action: 'CLOSED', parentBefore: unit.parentId, parentAfter: unit.parentId });
    return ok(saved);
  });
}

/** An open unit below the own one, as it was read; nobody else shapes the tree meanwhile. */
async function reshape(
  ctx: CommandContext,
  input: CloseOrgUnitInput,
  doing: string,
  change: (em: EntityManager, unit: OrgUnit) => Promise<Result<OrgUnit>>,
): Promise<Result<OrgUnit>> {
  const { viewer } = ctx;
  if (!mayMoveUnits(viewer)) throw forbidden(doing);
  const fault = remarkFault('reason', input.reason);
  if (fault) return { ok: false, refusal: fault };
  return ctx.db.write(async (em) => {
    await holdTree(em);
    const unit = await findOpenUnit(em, viewer, input.id);
    if (!unit || !isBelow(viewer, unit)) return unknownUnit('id');
    if (!unit.parentId || (viewer.reach.kind === 'organization' && viewer.reach.path === unit.path))
      return refuse('ORG_UNIT_OWN', 'Nobody moves or closes the unit that they stand in, nor the root.', {
        field: 'id',
        fix: 'Ask an administrator higher up in the tree.',
      });
    return change(em, { ...unit, version: input.version });
  });
}

type Noted = Parameters<typeof insertUnitChange>[1];

const note = (
  ctx: CommandContext,
  em: EntityManager,
  { id, reason }: CloseOrgUnitInput,
  step: Pick<Noted, 'action' | 'parentBefore' | 'parentAfter'>,
): Promise<void> =>
  insertUnitChange(em, {
    ...{ id: newId(), unitId: id, at: ctx.now(), by: ctx.viewer.name, reason: reason.trim() },
    ...step,
  });

function tell(ctx: CommandContext, em: EntityManager, unit: OrgUnit, move: PathMove): Promise<void> {
  const data: OrgUnitMoved = { unitId: unit.id, ...move };
  const { id: subject, version: seq } = unit;
  const { correlationId } = ctx;
  const event = { type: ORG_UNIT_MOVED, accountId: null, subject, seq, at: ctx.now(), correlationId, data };
  return appendEvents(em, [event]);
}

/** Told after the unit: when sockets open anew, whom they may see has moved already. */
async function movePeople(ctx: CommandContext, em: EntityManager, move: PathMove): Promise<void> {
  for (const member of await findMovedAlong(em, move)) {
    const unitPath = member.unitPath && rebased(member.unitPath, move.from, move.to);
    await saveAndTell(ctx, em, { ...member, unitPath });
    await refreshSessionsOf(ctx, em, member.id);
  }
}
