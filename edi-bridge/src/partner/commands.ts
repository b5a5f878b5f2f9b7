import { isDuplicateKey } from '@quayside/shared/db/database';
import { reachesAccount } from '@quayside/shared/db/reach';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Partner, PartnerIdentity } from './partner.ts';
import { mayKeepPartners } from './policy.ts';
import { type PartnerProfile, type ProfileVersion, USUAL_PROFILE } from './profile.ts';
import { identityFault, profileFault, refusedBy } from './profile-checks.ts';
import { findPartner, versionsOf } from './store.ts';
import { partnerTable, partnerVersionTable } from './table.ts';

/** A new partner; what is left out is what most partners use. */
export type NewPartner = Omit<PartnerIdentity, 'state' | 'test'> & { test?: boolean } & Partial<PartnerProfile>;

/** What is to be different from now on, or from a day on. */
export interface PartnerChange {
  readonly id: string;
  readonly identity: Partial<Pick<PartnerIdentity, 'name' | 'senderId' | 'receiverId' | 'test'>>;
  readonly profile: Partial<PartnerProfile>;
  readonly effectiveFrom: number | null;
  readonly note: string | null;
}

/** Sets up a trading partner. @throws AppError FORBIDDEN or NOT_FOUND */
export async function addPartner(ctx: CommandContext, input: NewPartner): Promise<Result<Partner>> {
  if (!mayKeepPartners(ctx.viewer)) throw forbidden('keep trading partners');
  const { id, accountId, name, senderId, receiverId, test = false, ...given } = input;
  const identity: PartnerIdentity = { id, accountId, name: name.trim(), senderId, receiverId, test, state: 'ACTIVE' };
  const profile: PartnerProfile = { ...USUAL_PROFILE, ...given };
  const checked = refusedBy(identityFault(identity) ?? profileFault(profile));
  if (!checked.ok) return checked;
  const exists = refuse('PARTNER_EXISTS', `There is a partner ${id} already.`, { field: 'id' });
  return ctx.db.write(async (em) => {
    if (!(await reachesAccount(em, ctx.viewer, accountId))) throw notFound('The account');
    if (await em.getRepository(partnerTable).existsBy({ id })) return exists;
    try {
      await em.getRepository(partnerTable).insert({ ...identity, createdAt: ctx.now() });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return exists;
    }
    // It holds for everything that is still in the archive from before.
    await addVersion(em, ctx, { partnerId: id, number: 1, effectiveFrom: 0, profile, note: null });
    return ok({ ...identity, ...profile, mapVersion: 1 });
  });
}

/** Changes who a partner is, at once, and what was agreed, as a new version from a day on. */
export async function changePartner(ctx: CommandContext, change: PartnerChange): Promise<Result<Partner>> {
  if (!mayKeepPartners(ctx.viewer)) throw forbidden('keep trading partners');
  const { id, note } = change;
  return ctx.db.write(async (em) => {
    const before = await loadReached(em, ctx, id);
    const identity = { ...before, ...change.identity };
    const versions = await versionsOf(em, [id]);
    const newest = versions.at(-1);
    const profile: PartnerProfile = { ...USUAL_PROFILE, ...newest?.profile, ...change.profile };
    const checked = refusedBy(identityFault(identity) ?? profileFault(profile));
    if (!checked.ok) return checked;
    const { name, senderId, receiverId, test } = identity;
    await em.getRepository(partnerTable).update({ id }, { name: name.trim(), senderId, receiverId, test });
    if (Object.keys(change.profile).length > 0) {
      const effectiveFrom = change.effectiveFrom ?? ctx.now();
      await addVersion(em, ctx, { partnerId: id, number: (newest?.number ?? 0) + 1, effectiveFrom, profile, note });
    }
    return ok(await loadReached(em, ctx, id));
  });
}

/** A paused partner's files are kept and held, and nothing is sent to it. */
export async function pausePartner(ctx: CommandContext, id: string, paused: boolean): Promise<Result<Partner>> {
  if (!mayKeepPartners(ctx.viewer)) throw forbidden('keep trading partners');
  return ctx.db.write(async (em) => {
    await loadReached(em, ctx, id);
    await em.getRepository(partnerTable).update({ id }, { state: paused ? 'PAUSED' : 'ACTIVE' });
    return ok(await loadReached(em, ctx, id));
  });
}

async function loadReached(em: EntityManager, ctx: CommandContext, id: string): Promise<Partner> {
  const partner = await findPartner(em, ctx.viewer, id, ctx.now());
  if (!partner) throw notFound('The partner');
  return partner;
}

async function addVersion(
  em: EntityManager,
  ctx: CommandContext,
  version: Omit<ProfileVersion, 'id' | 'by' | 'at'>,
): Promise<void> {
  const row: ProfileVersion = { ...version, id: newId(), by: ctx.viewer.name, at: ctx.now() };
  try {
    await em.getRepository(partnerVersionTable).insert(row as never);
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
    throw error;
  }
}
