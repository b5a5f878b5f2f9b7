import { ok, type Result, refuse } from '@quayside/shared/result';
import { firstFault, idFault, LINE_LENGTH, type Optional, textFault, timeZoneFault } from '../checks.ts';

export type OrgUnitKind = 'GROUP' | 'SUBSIDIARY' | 'BRANCH' | 'OFFICE' | 'TEAM';

/** A node of the company's own organization tree. */
export interface OrgUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: OrgUnitKind;
  /** Ids from the root to this unit, such as `/group/east/boston/`. A unit never moves, so a path never changes. */
  readonly path: string;
  readonly timeZone: string;
  readonly parentId: string | null;
}

export interface CreateOrgUnitInput {
  readonly id?: Optional<string>;
  readonly parentId?: Optional<string>;
  readonly name: string;
  readonly kind: OrgUnitKind;
  readonly timeZone: string;
}

export interface UpdateOrgUnitInput {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

const RANK: Readonly<Record<OrgUnitKind, number>> = { GROUP: 0, SUBSIDIARY: 1, BRANCH: 2, OFFICE: 3, TEAM: 4 };

/** Puts a new unit under its parent, or makes it the root of a tree. */
export function placeUnit(input: CreateOrgUnitInput, id: string, parent: OrgUnit | null): Result<OrgUnit> {
  const fault = firstFault([
    idFault(input.id),
    textFault('name', input.name),
    timeZoneFault('timeZone', input.timeZone),
  ]);
  if (fault) return { ok: false, refusal: fault };
  if (!parent && input.kind !== 'GROUP')
    return refuse('ORG_UNIT_NEEDS_PARENT', 'Only a group stands at the root of the tree.', { field: 'parentId' });
  if (parent && RANK[input.kind] <= RANK[parent.kind])
    return refuse('ORG_UNIT_ABOVE_PARENT', `A ${input.kind} does not belong under a ${parent.kind}.`, {
      field: 'kind',
      fix: 'The order is group, subsidiary, branch, office, team; levels may be left out.',
    });
  const path = `${parent?.path ?? '/'}${id}/`;
  if (path.length > LINE_LENGTH)
    return refuse('ORG_UNIT_TOO_DEEP', 'The tree does not go that deep.', { field: 'parentId' });
  const { kind, timeZone } = input;
  return ok({ id, name: input.name.trim(), kind, path, timeZone, parentId: parent?.id ?? null });
}

/** The unit under another name, or in another zone. */
export function renamed(unit: OrgUnit, { name, timeZone }: UpdateOrgUnitInput): Result<OrgUnit> {
  const fault = firstFault([textFault('name', name), timeZoneFault('timeZone', timeZone)]);
  return fault ? { ok: false, refusal: fault } : ok({ ...unit, name: name.trim(), timeZone });
}

/** True when the unit with `upper` as its path answers for what hangs at `lower`. */
export const answersFor = (upper: string, lower: string): boolean => lower.startsWith(upper);
