import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result } from '@quayside/shared/result';
import { staffMemberId } from '../item/policy.ts';
import { type SavedView, type ViewFilter, viewName } from './saved-view.ts';
import { dropView, keepView, viewsOf } from './store.ts';

/** Keeps filters under a name; the same name again changes them. */
export const saveView = (ctx: CommandContext, name: string, filter: ViewFilter): Promise<Result<SavedView>> => {
  const memberId = staffMemberId(ctx.viewer);
  if (!memberId) throw forbidden('keep a view of the queue');
  return ctx.db.write(async (em) => {
    const existing = await viewsOf(em, ctx.viewer);
    const kept = viewName(name, existing);
    if (!kept.ok) return kept;
    const before = existing.find((view) => view.name === kept.value);
    const fresh = { id: newId(), createdAt: ctx.now() };
    const view = { ...(before ?? fresh), memberId, name: kept.value, filter };
    await keepView(em, view);
    return ok(view);
  });
};

/** @throws AppError NOT_FOUND when the viewer has no such view. */
export const removeView = (ctx: CommandContext, id: string): Promise<boolean> =>
  ctx.db.write(async (em) => {
    if (!(await dropView(em, ctx.viewer, id))) throw notFound('The view');
    return true;
  });
