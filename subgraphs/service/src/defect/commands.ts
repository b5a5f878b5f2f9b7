import { nextNumber, numbered } from '@quayside/shared/db/sequence';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { unitOf } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { CaseCategory } from '../case/case.ts';
import { cases } from '../case/store.ts';
import { staffMemberId } from '../item/policy.ts';
import { analyse, checkDefect, correct, type Defect, reopen, verify } from './defect.ts';
import { tellDefects } from './live.ts';
import { mayWorkOnDefects } from './policy.ts';
import { countSeenAfter, findDefect, insertDefect, linkCases, saveDefect } from './store.ts';

const MOST_CASES = 100;
/** A defect as one of the staff opens it. */
export interface OpenDefect {
  readonly title: string;
  readonly pattern: string;
  readonly category: CaseCategory;
  readonly ownerId?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly caseIds: readonly string[];
}

/** Opens a defect with the cases in which it was seen. */
export function openDefect(ctx: CommandContext, input: OpenDefect): Promise<Result<Defect>> {
  requireRight(ctx);
  return ctx.db.write(async (em) => {
    const { title, pattern, category, dueOn = null, ownerId } = input;
    const checked = checkDefect({
      ...{ id: newId(), number: '', title, pattern, category, state: 'OPEN', dueOn },
      ...{ rootCause: null, measure: null, correctedAt: null, effect: null, verifiedAt: null },
      ...{ ownerId: ownerId ?? staffMemberId(ctx.viewer), unitPath: unitOf(ctx.viewer) },
      ...{ openedBy: ctx.viewer.name, openedAt: ctx.now(), version: 1 },
    });
    if (!checked.ok) return checked;
    const fault = await casesFault(ctx, em, input.caseIds);
    if (fault) return fault;
    const defect = { ...checked.value, number: numbered('DF', await nextNumber(em, 'DF')) };
    await insertDefect(em, defect);
    const others = await linkCases(em, defect.id, input.caseIds);
    await tellDefects(ctx, em, [defect, ...others]);
    return ok(defect);
  });
}

/** Says that a defect was seen in these cases too. */
export function linkCasesToDefect(
  ctx: CommandContext,
  id: string,
  caseIds: readonly string[],
): Promise<Result<Defect>> {
  return change(ctx, id, async (defect, em) => {
    const fault = await casesFault(ctx, em, caseIds);
    if (fault) return fault;
    await tellDefects(ctx, em, await linkCases(em, id, caseIds));
    return ok(defect);
  });
}

/** Says why it happens. */
export const analyseDefect = (ctx: CommandContext, id: string, rootCause: string): Promise<Result<Defect>> =>
  change(ctx, id, async (defect) => analyse(defect, rootCause));

/** Says what was done about it. */
export const correctDefect = (ctx: CommandContext, id: string, measure: string): Promise<Result<Defect>> =>
  change(ctx, id, async (defect) => correct(defect, measure, ctx.now()));

/** Says how it was proven that it has stopped. */
export const verifyDefect = (ctx: CommandContext, id: string, effect: string): Promise<Result<Defect>> =>
  change(ctx, id, async (defect, em) => {
    const recurrences = defect.correctedAt === null ? 0 : await countSeenAfter(em, id, defect.correctedAt);
    return verify(defect, { effect, recurrences, now: ctx.now() });
  });

/** It is there again. */
export const reopenDefect = (ctx: CommandContext, id: string, reason: string): Promise<Result<Defect>> =>
  change(ctx, id, async (defect) => reopen(defect, reason));

type DefectRule = (defect: Defect, em: EntityManager) => Promise<Result<Defect>>;

function change(ctx: CommandContext, id: string, rule: DefectRule): Promise<Result<Defect>> {
  requireRight(ctx);
  return ctx.db.write(async (em) => {
    const before = await findDefect(em, ctx.viewer, id);
    if (!before) throw notFound('The defect');
    const changed = await rule(before, em);
    if (!changed.ok) return changed;
    const saved = await saveDefect(em, changed.value);
    await tellDefects(ctx, em, [saved]);
    return ok(saved);
  });
}

function requireRight({ viewer }: CommandContext): void {
  if (!mayWorkOnDefects(viewer)) throw forbidden('work on defects');
}

/** Cases out of reach do not exist for the viewer. */
async function casesFault(
  { viewer }: CommandContext,
  em: EntityManager,
  caseIds: readonly string[],
): Promise<Result<never> | null> {
  if (caseIds.length > MOST_CASES) {
    return refuse('DEFECT_CASES_MANY', `Name ${MOST_CASES} cases at most at once.`, { field: 'caseIds' });
  }
  const found = await cases.findAll(em, viewer, caseIds);
  if (found.length < new Set(caseIds).size) throw notFound('A case');
  return null;
}
