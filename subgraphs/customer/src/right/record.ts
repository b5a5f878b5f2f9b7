import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import type { EntityManager } from 'typeorm';
import { mayHoldRights } from './right.ts';
import type { StaffAction, StaffDetail } from './staff-record.ts';
import { insertRecord } from './store.ts';

/** Notes what was done to somebody of the company, in the transaction that does it. A customer's people have no such log. */
export async function noteStaff(
  ctx: CommandContext,
  em: EntityManager,
  member: {
    readonly id: string;
    readonly role: Parameters<typeof mayHoldRights>[0]['role'];
    readonly unitPath: string | null;
  },
  action: StaffAction,
  detail: StaffDetail = {},
  actor: string = ctx.viewer.name,
): Promise<void> {
  if (!mayHoldRights(member)) return;
  await insertRecord(em, { id: newId(), memberId: member.id, at: ctx.now(), actor, action, detail });
}
