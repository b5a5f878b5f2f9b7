import { forbidden } from '@quayside/shared/errors';
import type { CommandContext, SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { DEFECT_CHANGED, type DefectChanged } from '../events.ts';
import type { Defect } from './defect.ts';
import { maySeeDefects } from './policy.ts';
import { findDefect } from './store.ts';

/** Tells of defects that are other than before, in the transaction of the change. */
export const tellDefects = (
  { now, correlationId }: CommandContext,
  em: EntityManager,
  defects: readonly Defect[],
): Promise<void> =>
  appendEvents(
    em,
    defects.map(({ id, state, unitPath, version: seq }) => {
      const data: DefectChanged = { defectId: id, state, unitPath, internal: true };
      return { type: DEFECT_CHANGED, accountId: null, subject: id, seq, at: now(), correlationId, data };
    }),
  );

interface DefectUpdate {
  readonly defectUpdated: {
    readonly cursor: string;
    readonly event: string;
    readonly at: number;
    readonly defect: Defect;
  };
}

/** Changes of one defect or of all within reach, each with the defect as it is then. @throws AppError FORBIDDEN */
export function defectUpdates(
  ctx: SubgraphContext,
  id: string | null,
  after: string | null | undefined,
): AsyncGenerator<DefectUpdate, void, undefined> {
  if (!maySeeDefects(ctx.viewer)) throw forbidden('see defects');
  return updates(ctx, id, after);
}

async function* updates(
  ctx: SubgraphContext,
  id: string | null,
  after: string | null | undefined,
): AsyncGenerator<DefectUpdate, void, undefined> {
  const filter = { type: DEFECT_CHANGED, ...(id !== null && { subject: id }) };
  for await (const { cursor, event } of ctx.live.follow(after, filter)) {
    const defect = await ctx.db.read((em) => findDefect(em, ctx.viewer, event.subject));
    if (defect) yield { defectUpdated: { cursor, event: event.type, at: event.at, defect } };
  }
}
