import { isDuplicateKey } from '@quayside/shared/db/database';
import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import {
  answersFor,
  type CreateOrgUnitInput,
  type OrgUnit,
  placeUnit,
  renamed,
  type UpdateOrgUnitInput,
} from './organization.ts';
import { mayShapeOrganization } from './policy.ts';
import { findOpenUnit, insertOrgUnit, saveOrgUnit } from './store.ts';

/** Adds a unit to the company's tree, below the unit of the administrator who asks. */
export async function createOrgUnit(ctx: CommandContext, input: CreateOrgUnitInput): Promise<Result<OrgUnit>> {
  const { viewer } = ctx;
  if (!mayShapeOrganization(viewer)) throw forbidden('change the organization tree');
  // A new root would stand outside of every administrator's own unit.
  if (!input.parentId && viewer.kind !== 'system') throw forbidden('add a root to the organization tree');
  return ctx.db.write(async (em) => {
    const parent = input.parentId ? await findOpenUnit(em, viewer, input.parentId) : null;
    if (input.parentId && !isBelow(viewer, parent)) return unknownUnit('parentId');
    const placed = placeUnit(input, input.id ?? newId(), parent);
    if (!placed.ok) return placed;
    try {
      await insertOrgUnit(em, placed.value);
    } catch (error) {
      if (isDuplicateKey(error)) return refuse('ID_TAKEN', 'This id is in use.', { field: 'id' });
      throw error;
    }
    return placed;
  });
}

/** Gives a unit another name or zone; the unit of the administrator who asks is one of theirs. */
export async function updateOrgUnit(ctx: CommandContext, input: UpdateOrgUnitInput): Promise<Result<OrgUnit>> {
  const { viewer } = ctx;
  if (!mayShapeOrganization(viewer)) throw forbidden('change the organization tree');
  return ctx.db.write(async (em) => {
    const unit = await findOpenUnit(em, viewer, input.id);
    if (!unit || !isBelow(viewer, unit)) return unknownUnit('id');
    const changed = renamed(unit, input);
    return changed.ok ? ok(await saveOrgUnit(em, changed.value)) : changed;
  });
}

export const isBelow = ({ reach }: Viewer, unit: OrgUnit | null): boolean =>
  unit !== null && (reach.kind !== 'organization' || answersFor(reach.path, unit.path));

export const unknownUnit = (field: string): Result<never> =>
  refuse('ORG_UNIT_UNKNOWN', 'There is no such unit below yours.', { field });
