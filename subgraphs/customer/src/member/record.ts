import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { appendEvents } from '@quayside/shared/outbox/append';
import type { EntityManager } from 'typeorm';
import { MEMBER_CHANGED } from '../events.ts';
import { findStanding } from '../right/store.ts';
import { factsOf, isStaffRole, type Member } from './member.ts';
import { saveMember } from './store.ts';

/** Who tells: a person's command, or the watch on behalf of nobody. */
export type Teller = Pick<CommandContext, 'now' | 'correlationId'>;

/** Others write to this person, and in their name, by what is told here. */
export async function tellMember(ctx: Teller, em: EntityManager, member: Member): Promise<Member> {
  const { id: subject, accountId, version: seq } = member;
  const rights = isStaffRole(member.role) ? await findStanding(em, subject) : [];
  const { correlationId } = ctx;
  const data = factsOf(member, rights, ctx.now());
  await appendEvents(em, [{ type: MEMBER_CHANGED, accountId, subject, seq, at: ctx.now(), correlationId, data }]);
  return member;
}

/** @throws AppError CONFLICT when the member has another version by now. */
export const saveAndTell = async (ctx: Teller, em: EntityManager, member: Member): Promise<Member> =>
  tellMember(ctx, em, await saveMember(em, member));
