import { holds } from '@quayside/shared/identity';
import type { AccountEntry } from '../directory/directory.ts';
import { type MemberEntry, maySee, viewerOfMember } from '../directory/member.ts';
import type { Choice, News } from './notification.ts';
import { type Channel, type Party, RULES, type Topic } from './topics.ts';

/** What is known about the people around a subject. */
export interface Surroundings {
  readonly members: readonly MemberEntry[];
  readonly account: Pick<AccountEntry, 'accountManagerId'> | null;
  readonly branchPath: string | null;
  readonly participants: readonly string[];
  readonly choices: readonly Choice[];
}

/** One person, told of one topic on these ways. */
export interface Recipient {
  readonly member: MemberEntry;
  readonly topic: Topic;
  readonly channels: readonly Channel[];
}

const DEPTH = (path: string | null): number => path?.length ?? 0;

/** The heads of sales nearest above the branch; where there is none at all, the executives, then the administrators. */
export function superiorsOf(members: readonly MemberEntry[], branchPath: string | null): readonly MemberEntry[] {
  const above = members.filter(({ unitPath }) => unitPath && branchPath?.startsWith(unitPath));
  for (const role of ['SALES_HEAD', 'EXECUTIVE', 'ADMINISTRATOR'] as const) {
    const heads = above.filter((member) => member.role === role);
    const nearest = Math.max(...heads.map(({ unitPath }) => DEPTH(unitPath)));
    if (heads.length > 0) return heads.filter(({ unitPath }) => DEPTH(unitPath) === nearest);
  }
  return [];
}

/** In which capacities the news concern a member. */
export function partiesOf(member: MemberEntry, news: News, around: Surroundings): readonly Party[] {
  const { memberId, role, accountId } = member;
  const parties: Party[] = [];
  if (news.mentions.includes(memberId)) parties.push('MENTIONED');
  if (news.ownerId === memberId) parties.push('OWNER');
  if (around.participants.includes(memberId)) parties.push('PARTICIPANT');
  if (around.account?.accountManagerId === memberId) parties.push('ACCOUNT_MANAGER');
  if (superiorsOf(around.members, around.branchPath).includes(member)) parties.push('SUPERIOR');
  if (accountId === news.accountId && (role === 'SHIPPER_ADMINISTRATOR' || role === 'SHIPPER_USER')) parties.push(role);
  return parties;
}

/** Who is told, of what, and how. Nobody hears of their own deeds, nor of what they may not see. */
export function recipientsOf(news: News, around: Surroundings): readonly Recipient[] {
  const audience = { accountId: news.accountId, branchPath: around.branchPath, internal: news.internal };
  return around.members
    .filter((member) => member.memberId !== news.actorId && maySee(member, audience) && mayKnow(member, news))
    .flatMap((member) => {
      const parties = partiesOf(member, news, around);
      // Being named is the stronger word: one message is one notification.
      const topic: Topic = parties.includes('MENTIONED') ? 'MENTIONED' : news.topic;
      const rules = RULES.filter((rule) => rule.topic === topic && parties.includes(rule.party));
      if (rules.length === 0) return [];
      const own = around.choices.find((choice) => choice.memberId === member.memberId && choice.topic === topic);
      const channels = own ? chosen(own) : [...new Set(rules.flatMap((rule) => rule.channels))];
      return channels.length > 0 ? [{ member, topic, channels }] : [];
    });
}

const mayKnow = (member: MemberEntry, { permission }: News): boolean =>
  permission === null || holds(viewerOfMember(member), permission);

const chosen = ({ portal, email, daily }: Choice): readonly Channel[] => [
  ...(portal ? (['PORTAL'] as const) : []),
  ...(email ? [daily ? ('DIGEST' as const) : ('EMAIL' as const)] : []),
];
