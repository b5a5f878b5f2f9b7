import { insertRows } from '@quayside/shared/db/bulk';
import { toNumber } from '@quayside/shared/db/columns';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { allOf, equals, oneOf } from '@quayside/shared/db/predicate';
import { type Predicate, unitsWithinReach, withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Case, CaseCategory } from '../case/case.ts';
import { caseTable } from '../case/table.ts';
import type { Defect, DefectState } from './defect.ts';
import { maySeeDefects } from './policy.ts';
import { defectCaseTable, defectTable } from './table.ts';

const NOBODY: Predicate = { sql: '1 = 0', parameters: {} };
const read = rowReader(defectTable);
const readCases = rowReader(caseTable);
const readLinks = rowReader(defectCaseTable);

/** Defects of the units that the viewer answers for. */
const inReach = (viewer: Viewer): Predicate =>
  maySeeDefects(viewer) ? unitsWithinReach(viewer, 't.unit_path') : NOBODY;

/** Those that wait for a step first, the oldest first. */
export const listDefects = (
  em: EntityManager,
  viewer: Viewer,
  states: readonly DefectState[] | null | undefined,
): Promise<Defect[]> =>
  read(
    em,
    allOf([oneOf('t.state', 'states', states), inReach(viewer)]),
    `ORDER BY CASE WHEN t.state = 'VERIFIED' THEN 1 ELSE 0 END, t.opened_at, t.id LIMIT 200`,
  );

export const findDefect = async (em: EntityManager, viewer: Viewer, id: string): Promise<Defect | null> =>
  (await read(em, allOf([equals('t.id', 'id', id), inReach(viewer)])))[0] ?? null;

/** A case in which a defect was seen. */
export type DefectCase = Case & { readonly defectId: string };

/** The cases of these defects, within reach, newest first. */
export async function casesOfDefects(
  em: EntityManager,
  viewer: Viewer,
  defectIds: readonly string[],
): Promise<DefectCase[]> {
  const links = await readLinks(em, oneOf('t.defect_id', 'ids', defectIds));
  const defectOf = new Map(links.map(({ caseId, defectId }) => [caseId, defectId]));
  const where = allOf([oneOf('t.id', 'ids', [...defectOf.keys()]), withinReach(viewer, { account: 't.account_id' })]);
  const found = await readCases(em, where, 'ORDER BY t.opened_at DESC, t.id DESC');
  return found.map((one) => ({ ...one, defectId: defectOf.get(one.id) ?? '' }));
}

/** How many of a defect's cases were opened after an instant, whoever may see them. */
export async function countSeenAfter(em: EntityManager, defectId: string, at: number): Promise<number> {
  const [row] = await selectRows<{ count: number | string }>(
    em,
    `SELECT COUNT(*) AS count FROM defect_case l JOIN service_case t ON t.id = l.case_id
     WHERE l.defect_id = :defectId AND t.opened_at > :at`,
    { defectId, at },
  );
  return toNumber(row?.count) ?? 0;
}

/** The defects of cases that have one, within reach. */
export async function defectsOfCases(
  em: EntityManager,
  viewer: Viewer,
  caseIds: readonly string[],
): Promise<(Defect & { readonly caseId: string })[]> {
  const links = await readLinks(em, oneOf('t.case_id', 'ids', caseIds));
  const ids = links.map(({ defectId }) => defectId);
  const found = new Map(
    (await read(em, allOf([oneOf('t.id', 'ids', ids), inReach(viewer)]))).map((one) => [one.id, one]),
  );
  return links.flatMap(({ caseId, defectId }) => {
    const defect = found.get(defectId);
    return defect ? [{ ...defect, caseId }] : [];
  });
}

export const insertDefect = (em: EntityManager, defect: Defect): Promise<void> => insertRows(em, defectTable, [defect]);

/** @throws AppError CONFLICT when somebody else was faster. */
export async function saveDefect(em: EntityManager, defect: Defect): Promise<Defect> {
  await guardedUpdate(em, defectTable, defect, defect);
  return { ...defect, version: defect.version + 1 };
}

/** Says that these cases are explained by the defect. @returns the others that explained some of them before. */
export async function linkCases(em: EntityManager, defectId: string, caseIds: readonly string[]): Promise<Defect[]> {
  const rows = [...new Set(caseIds)].map((caseId) => ({ caseId, defectId }));
  if (rows.length === 0) return [];
  const before = await readLinks(em, oneOf('t.case_id', 'ids', caseIds));
  await em.getRepository(defectCaseTable).upsert(rows, ['caseId']);
  const others = before.map((link) => link.defectId).filter((id) => id !== defectId);
  return read(em, oneOf('t.id', 'ids', others));
}

/** Complaints alike that no defect explains, counted. */
export interface FailureGroup {
  readonly category: CaseCategory;
  readonly carrierScac: string | null;
  readonly count: number;
  readonly accountCount: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

const unexplained = (viewer: Viewer, from: number): Predicate =>
  maySeeDefects(viewer)
    ? allOf([
        withinReach(viewer, { account: 't.account_id' }),
        {
          sql: `t.kind = 'COMPLAINT' AND t.opened_at >= :from
            AND NOT EXISTS (SELECT 1 FROM defect_case l WHERE l.case_id = t.id)`,
          parameters: { from },
        },
      ])
    : NOBODY;

/** Groups of complaints since an instant, by category and the carrier of their shipment, the greatest first; 50 at most. */
export async function failureGroups(
  em: EntityManager,
  viewer: Viewer,
  { from, atLeast }: { from: number; atLeast: number },
): Promise<FailureGroup[]> {
  const where = unexplained(viewer, from);
  const rows = await selectRows<Record<keyof FailureGroup, string | number | null>>(
    em,
    `SELECT t.category AS category, s.carrier_scac AS carrierScac, COUNT(*) AS count,
       COUNT(DISTINCT t.account_id) AS accountCount, MIN(t.opened_at) AS firstAt, MAX(t.opened_at) AS lastAt
     FROM service_case t LEFT JOIN shipment_directory s ON s.shipment_id = t.shipment_id
     WHERE ${where.sql} GROUP BY t.category, s.carrier_scac HAVING COUNT(*) >= :atLeast
     ORDER BY count DESC, t.category, s.carrier_scac LIMIT 50`,
    { ...where.parameters, atLeast },
  );
  return rows.map(({ category, carrierScac, ...row }) => ({
    category: String(category) as CaseCategory,
    carrierScac: carrierScac === null ? null : String(carrierScac),
    ...{ count: toNumber(row.count) ?? 0, accountCount: toNumber(row.accountCount) ?? 0 },
    ...{ firstAt: toNumber(row.firstAt) ?? 0, lastAt: toNumber(row.lastAt) ?? 0 },
  }));
}

/** The newest complaints of a group; 20 at most. */
export async function casesOfGroup(
  em: EntityManager,
  viewer: Viewer,
  { category, carrierScac, firstAt }: Pick<FailureGroup, 'category' | 'carrierScac' | 'firstAt'>,
): Promise<Case[]> {
  const carrier = {
    sql: carrierScac
      ? 'EXISTS (SELECT 1 FROM shipment_directory s WHERE s.shipment_id = t.shipment_id AND s.carrier_scac = :scac)'
      : `NOT EXISTS (SELECT 1 FROM shipment_directory s
          WHERE s.shipment_id = t.shipment_id AND s.carrier_scac IS NOT NULL)`,
    parameters: carrierScac ? { scac: carrierScac } : {},
  };
  const where = allOf([unexplained(viewer, firstAt), equals('t.category', 'category', category), carrier]);
  return readCases(em, where, 'ORDER BY t.opened_at DESC, t.id DESC LIMIT 20');
}
