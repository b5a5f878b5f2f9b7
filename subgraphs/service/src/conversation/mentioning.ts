import { type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { maySee } from '../directory/member.ts';
import { branchOf, findMemberEntries } from '../directory/store.ts';
import type { NewMessage } from './conversation.ts';

/** A mention names somebody who may read the very message; anybody else is as unknown as nobody. */
export async function mentionsFault(
  em: EntityManager,
  accountId: string,
  { mentions, internal }: NewMessage,
): Promise<Result<never> | null> {
  const wanted = [...new Set(mentions ?? [])];
  if (wanted.length === 0) return null;
  const audience = { accountId, branchPath: await branchOf(em, accountId), internal };
  const found = await findMemberEntries(em, wanted);
  const able = new Set(found.filter((member) => maySee(member, audience)).map(({ memberId }) => memberId));
  const unable = wanted.find((id) => !able.has(id));
  if (unable === undefined) return null;
  return refuse('MENTION_UNKNOWN', `Nobody with the id ${unable.slice(0, 26)} can read this message.`, {
    field: 'mentions',
    fix: internal
      ? 'A note is read by the staff only.'
      : 'Mention people of this account, or of the staff who serve it.',
  });
}
