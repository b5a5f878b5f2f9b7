import { isDuplicateKey } from '@quayside/shared/db/database';
import { forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { type Result, refuse } from '@quayside/shared/result';
import { answersFor, type CreateOrgUnitInput, type OrgUnit, placeUnit } from './organization.ts';
import { mayShapeOrganization } from './policy.ts';
import { findOrgUnit, insertOrgUnit } from './store.ts';

/** Adds a unit to the company's tree, below the unit of the administrator who asks. */
export async function createOrgUnit(ctx: CommandContext, input: CreateOrgUnitInput): Promise<Result<OrgUnit>> {
  const { viewer } = ctx;
  if (!mayShapeOrganization(viewer)) throw forbidden('change the organization tree');
  // A new root would stand outside of every administrator's own unit.
  if (!input.parentId && viewer.kind !== 'system') throw forbidden('add a root to the organization tree');
  return ctx.db.write(async (em) => {
    const parent = input.parentId ? await findOrgUnit(em, viewer, input.parentId) : null;
    const covered = parent && (viewer.reach.kind !== 'organization' || answersFor(viewer.reach.path, parent.path));
    if (input.parentId && !covered)
      return refuse('ORG_UNIT_UNKNOWN', 'There is no such unit below yours.', { field: 'parentId' });
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
