import { withinReach } from '@quayside/shared/db/reach';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import { type Partner, TERMS } from './partner.ts';
import { type PartnerRow, partnerTable } from './table.ts';

/** The partners in the viewer's reach, by id. */
export async function listPartners(em: EntityManager, viewer: Viewer, ids?: readonly string[]): Promise<Partner[]> {
  const reach = withinReach(viewer, { account: 'p.account_id' });
  const query = em.createQueryBuilder(partnerTable, 'p').where(reach.sql, reach.parameters);
  if (ids) query.andWhere('p.id IN (:...ids)', { ids: ids.length > 0 ? ids : [''] });
  return (await query.orderBy('p.id').getMany()).map(toPartner);
}

/** One partner in the viewer's reach. */
export async function findPartner(em: EntityManager, viewer: Viewer, id: string): Promise<Partner | null> {
  const [partner] = await listPartners(em, viewer, [id]);
  return partner ?? null;
}

const toPartner = ({ createdAt: _, ...partner }: PartnerRow): Partner => ({
  ...TERMS,
  ...partner,
  test: Boolean(partner.test),
});
