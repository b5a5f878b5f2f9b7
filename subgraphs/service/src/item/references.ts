import { isStaff } from '@quayside/shared/identity';
import { type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { maySee, viewerOfMember } from '../directory/member.ts';
import { branchOf, findMemberEntries } from '../directory/store.ts';
import { handOver, type ServiceItem } from './item.ts';

/**
 * Refuses an owner who is not of the staff, is not active any more, or does not see the customer: the work would be lost
 * to everybody. Somebody of whom no news has come yet is taken at the word of whoever assigns.
 */
async function ownerFault(em: EntityManager, accountId: string, ownerId: string): Promise<Result<never> | null> {
  const [member] = await findMemberEntries(em, [ownerId]);
  if (!member) return null;
  const audience = { accountId, branchPath: await branchOf(em, accountId), internal: true };
  if (isStaff(viewerOfMember(member)) && maySee(member, audience)) return null;
  return refuse('OWNER_UNFIT', `${member.name} does not work for this customer.`, {
    field: 'ownerId',
    fix: 'Choose somebody of the staff who serves the customer.',
  });
}

/** As `handOver`, to somebody who can do the work. */
export const handOverTo = async <Item extends Pick<ServiceItem, 'number' | 'ownerId' | 'closedAt' | 'accountId'>>(
  em: EntityManager,
  item: Item,
  ownerId: string,
): Promise<Result<Item>> => (await ownerFault(em, item.accountId, ownerId)) ?? handOver(item, ownerId);
