import { allOf, oneOf } from '@quayside/shared/db/predicate';
import { withinReach } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Partner } from './partner.ts';
import { inForce, type ProfileVersion, USUAL_PROFILE } from './profile.ts';
import { type PartnerRow, partnerTable, partnerVersionTable } from './table.ts';

// Plain rows: every file of every partner asks for one.
const partners = rowReader(partnerTable);
const versions = rowReader(partnerVersionTable);

/** The partners in the viewer's reach, by id, each with the profile that holds at a moment. */
export async function listPartners(
  em: EntityManager,
  viewer: Viewer,
  at: number,
  ids?: readonly string[],
): Promise<Partner[]> {
  const where = allOf([withinReach(viewer, { account: 't.account_id' }), oneOf('t.id', 'ids', ids)]);
  return withProfiles(em, await partners(em, where, 'ORDER BY t.id'), at);
}

/** One partner in the viewer's reach. */
export async function findPartner(em: EntityManager, viewer: Viewer, id: string, at: number): Promise<Partner | null> {
  const [partner] = await listPartners(em, viewer, at, [id]);
  return partner ?? null;
}

/** The partners of an account that the caller has found out by itself: for the bridge. */
export const partnersOf = async (em: EntityManager, accountId: string, at: number): Promise<Partner[]> =>
  withProfiles(em, await em.getRepository(partnerTable).findBy({ accountId }), at);

/** The partners that speak for a carrier, whatever account they belong to: for the bridge. */
export const partnersOfCarrier = async (em: EntityManager, scac: string, at: number): Promise<Partner[]> =>
  (await withProfiles(em, await em.getRepository(partnerTable).find({ order: { id: 'ASC' } }), at)).filter(
    ({ carrierScac }) => carrierScac === scac,
  );

/** A partner by its id, for the bridge: with the profile of a moment, or with that version of it where one is named. */
export async function loadPartner(
  em: EntityManager,
  id: string,
  at: number,
  version: number | null = null,
): Promise<Partner | null> {
  const row = await em.getRepository(partnerTable).findOneBy({ id });
  const [partner] = await withProfiles(em, row ? [row] : [], at, version);
  return partner ?? null;
}

/** All versions of the profiles of partners that the caller may see, oldest first. */
export const versionsOf = (em: EntityManager, partnerIds: readonly string[]): Promise<ProfileVersion[]> =>
  versions(em, oneOf('t.partner_id', 'ids', partnerIds), 'ORDER BY t.number');

async function withProfiles(
  em: EntityManager,
  rows: readonly PartnerRow[],
  at: number,
  named: number | null = null,
): Promise<Partner[]> {
  if (rows.length === 0) return [];
  const all = await versionsOf(
    em,
    rows.map(({ id }) => id),
  );
  return rows.map(({ createdAt: _, ...row }) => {
    const own = all.filter(({ partnerId }) => partnerId === row.id);
    const version = own.find(({ number }) => number === named) ?? inForce(own, at) ?? own[0];
    // A profile that was written before a field was known has the usual answer for it.
    const profile = { ...USUAL_PROFILE, ...version?.profile };
    return { ...row, test: Boolean(row.test), ...profile, mapVersion: version?.number ?? 0 };
  });
}
