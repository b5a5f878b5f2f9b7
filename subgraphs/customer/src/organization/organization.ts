import { ok, type Result, refuse } from '@quayside/shared/result';
import { firstFault, idFault, LINE_LENGTH, type Optional, textFault, timeZoneFault } from '../checks.ts';

export type OrgUnitKind = 'GROUP' | 'SUBSIDIARY' | 'BRANCH' | 'OFFICE' | 'TEAM';

/** A node of the company's own organization tree. */
export interface OrgUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: OrgUnitKind;
  /** Ids from the root to this unit, such as `/group/east/boston/`. Whatever is kept by it moves with the unit. */
  readonly path: string;
  readonly timeZone: string;
  readonly parentId: string | null;
  /** Epoch milliseconds. A closed unit is history: nothing is put into it any more. */
  readonly closedAt: number | null;
  readonly version: number;
}

/** What became of a unit, for whoever asks who and why; it is added, never changed. */
export interface OrgUnitChange {
  readonly id: string;
  readonly unitId: string;
  readonly at: number;
  readonly by: string;
  readonly action: 'MOVED' | 'CLOSED';
  readonly parentBefore: string | null;
  readonly parentAfter: string | null;
  readonly reason: string;
}

/** What still hangs on a unit, by kind. */
export interface UnitContent {
  readonly kind: 'UNIT' | 'MEMBER' | 'ACCOUNT';
  readonly count: number;
  /** Of the first few, by name. */
  readonly names: readonly string[];
}

export interface CreateOrgUnitInput {
  readonly id?: Optional<string>;
  readonly parentId?: Optional<string>;
  readonly name: string;
  readonly kind: OrgUnitKind;
  readonly timeZone: string;
}

export interface MoveOrgUnitInput {
  readonly id: string;
  readonly parentId: string;
  readonly reason: string;
  readonly version: number;
}

export type CloseOrgUnitInput = Omit<MoveOrgUnitInput, 'parentId'>;

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
  const order = parent ? orderFault(input.kind, parent.kind, 'kind') : null;
  if (order) return order;
  const path = `${parent?.path ?? '/'}${id}/`;
  if (path.length > LINE_LENGTH) return tooDeep();
  const { kind, timeZone } = input;
  const place = { path, parentId: parent?.id ?? null };
  return ok({ id, name: input.name.trim(), kind, timeZone, ...place, closedAt: null, version: 1 });
}

const orderFault = (kind: OrgUnitKind, above: OrgUnitKind, field: string): Result<never> | null =>
  RANK[kind] > RANK[above]
    ? null
    : refuse('ORG_UNIT_ABOVE_PARENT', `A ${kind} does not belong under a ${above}.`, {
        field,
        fix: 'The order is group, subsidiary, branch, office, team; levels may be left out.',
      });

const tooDeep = (): Result<never> =>
  refuse('ORG_UNIT_TOO_DEEP', 'The tree does not go that deep.', { field: 'parentId' });

/**
 * Puts a unit with all below it under another.
 * @param longest of the paths at and below the unit, in characters
 */
export function movedUnder(unit: OrgUnit, parent: OrgUnit, longest: number): Result<OrgUnit> {
  if (answersFor(unit.path, parent.path))
    return refuse('ORG_UNIT_CYCLE', `${parent.name} stands at or below ${unit.name}.`, { field: 'parentId' });
  if (unit.parentId === parent.id)
    return refuse('ORG_UNIT_THERE_ALREADY', `${unit.name} stands below ${parent.name} already.`, { field: 'parentId' });
  const order = orderFault(unit.kind, parent.kind, 'parentId');
  if (order) return order;
  const path = `${parent.path}${unit.id}/`;
  if (longest - unit.path.length + path.length > LINE_LENGTH) return tooDeep();
  return ok({ ...unit, path, parentId: parent.id });
}

const NAMED: Readonly<Record<UnitContent['kind'], string>> = { UNIT: 'units', MEMBER: 'people', ACCOUNT: 'customers' };

/** Makes a unit history, once nothing hangs on it any more. */
export function closedUnit(unit: OrgUnit, content: readonly UnitContent[], now: number): Result<OrgUnit> {
  if (content.length === 0) return ok({ ...unit, closedAt: now });
  const left = content.map(({ kind, count, names }) => {
    const more = count > names.length ? ', …' : '';
    return `${NAMED[kind]}: ${count} (${names.join(', ')}${more})`;
  });
  return refuse('ORG_UNIT_NOT_EMPTY', `${unit.name} is in use. ${left.join('; ')}.`, {
    field: 'id',
    fix: 'Move them to other units first.',
  });
}

/** Such as a path below a unit that has moved. */
export const rebased = (path: string, from: string, to: string): string =>
  answersFor(from, path) ? `${to}${path.slice(from.length)}` : path;

/** The unit under another name, or in another zone. */
export function renamed(unit: OrgUnit, { name, timeZone }: UpdateOrgUnitInput): Result<OrgUnit> {
  const fault = firstFault([textFault('name', name), timeZoneFault('timeZone', timeZone)]);
  return fault ? { ok: false, refusal: fault } : ok({ ...unit, name: name.trim(), timeZone });
}

/** True when the unit with `upper` as its path answers for what hangs at `lower`. */
export const answersFor = (upper: string, lower: string): boolean => lower.startsWith(upper);
