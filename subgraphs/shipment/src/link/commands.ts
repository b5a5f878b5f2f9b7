import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import type { Viewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { MINUTE } from '@quayside/shared/instant';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import { INSTRUCTION_GIVEN, LINK_CREATED, LINK_CREDENTIAL_REVOKED, LINK_REVOKED } from '../events.ts';
import { requiredTextFault } from '../shipment/order-checks.ts';
import { mayOrder } from '../shipment/policy.ts';
import { loadShipment, saveShipment } from '../shipment/save.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { isClosed } from '../shipment/transitions.ts';
import { expiryOf, isAlive, LINK_SCOPES, type LinkScope, type TrackingLink } from './link.ts';
import {
  findLink,
  findLinkByHash,
  insertInstruction,
  insertLink,
  markRevoked,
  markUsed,
  readInstructions,
} from './store.ts';
import { hashToken, isToken, newToken } from './token.ts';

/** For which shipment, how much it allows and for how long. */
export interface CreateTrackingLinkInput {
  readonly shipmentId: string;
  readonly scopes?: readonly LinkScope[] | null | undefined;
  readonly expiresAt?: number | null | undefined;
}

/** Makes a link. Its token is told here and never again. */
export async function createTrackingLink(
  ctx: CommandContext,
  input: CreateTrackingLinkInput,
): Promise<Result<{ link: TrackingLink; token: string }>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('share shipments');
  const scopes = [...new Set(input.scopes ?? LINK_SCOPES)];
  if (!scopes.includes('TRACK')) {
    return refuse('LINK_WITHOUT_TRACK', 'A tracking link must at least allow tracking.', {
      field: 'scopes',
      fix: 'Add TRACK.',
    });
  }
  return ctx.db.write(async (em) => {
    const shipment = await loadShipment(em, ctx, input.shipmentId);
    const expiresAt = expiryOf(shipment, input.expiresAt, ctx.now());
    if (!expiresAt.ok) return expiresAt;
    const token = newToken();
    const link: TrackingLink = {
      id: newId(),
      shipmentId: shipment.id,
      accountId: shipment.accountId,
      tokenHash: hashToken(token),
      scopes,
      createdAt: ctx.now(),
      expiresAt: expiresAt.value,
      revokedAt: null,
      lastUsedAt: null,
    };
    await insertLink(em, link);
    const happened = [{ type: LINK_CREATED, more: { linkId: link.id } }];
    await saveShipment(em, ctx, { before: shipment, after: shipment, happened });
    return ok({ link, token });
  });
}

/** Kills a link: the sockets of its holders close. Revoking it again changes nothing. */
export async function revokeTrackingLink(ctx: CommandContext, id: string): Promise<Result<Shipment>> {
  if (!mayOrder(ctx.viewer)) throw forbidden('revoke links');
  return ctx.db.write(async (em) => {
    const link = await findLink(em, ctx.viewer, id);
    if (!link) throw notFound('The link');
    const before = await loadShipment(em, ctx, link.shipmentId);
    if (link.revokedAt !== null) return ok(before);
    await markRevoked(em, link, ctx.now());
    const happened = [{ type: LINK_REVOKED, more: { linkId: link.id } }];
    const after = await saveShipment(em, ctx, { before, after: before, happened });
    await appendEvents(em, [
      {
        type: LINK_CREDENTIAL_REVOKED,
        accountId: link.accountId,
        subject: link.id,
        seq: 1,
        at: ctx.now(),
        correlationId: ctx.correlationId,
        data: { credentialHash: link.tokenHash },
      },
    ]);
    return ok(after);
  });
}

/** The viewer that a token stands for, or null when it stands for nobody (any more). */
export async function verifyTrackingLink(
  ctx: CommandContext,
  token: string,
): Promise<{ viewer: Viewer; expiresAt: number } | null> {
  if (ctx.viewer.kind !== 'system') throw forbidden('verify links');
  if (!isToken(token)) return null;
  const link = await ctx.db.read((em) => findLinkByHash(em, ctx.viewer, hashToken(token)));
  const now = ctx.now();
  if (!link || !isAlive(link, now)) return null;
  // A page asks several times a minute; one note of it is enough.
  if ((link.lastUsedAt ?? 0) < now - MINUTE) await ctx.db.write((em) => markUsed(em, link, now));
  const { accountId, shipmentId, scopes } = link;
  const reach = { kind: 'shipment', accountId, shipmentId } as const;
  return {
    viewer: { kind: 'link', id: link.id, name: 'Consignee', role: null, reach, scopes },
    expiresAt: link.expiresAt,
  };
}

/** Whether somebody was given this token and it opens nothing any more. */
export async function hasLinkEnded(ctx: CommandContext, token: string): Promise<boolean> {
  if (ctx.viewer.kind !== 'system') throw forbidden('verify links');
  if (!isToken(token)) return false;
  const link = await ctx.db.read((em) => findLinkByHash(em, ctx.viewer, hashToken(token)));
  return link !== null && !isAlive(link, ctx.now());
}

const LONGEST_INSTRUCTION = 500;
const MOST_INSTRUCTIONS = 20;

/** A word from the consignee to the driver, by whoever holds a link with INSTRUCT. */
export async function giveDeliveryInstruction(ctx: CommandContext, text: string): Promise<Result<Shipment>> {
  const { reach, scopes, kind, name } = ctx.viewer;
  if (kind !== 'link' || reach.kind !== 'shipment' || !scopes.includes('INSTRUCT')) {
    throw forbidden('give delivery instructions');
  }
  const fault = requiredTextFault('text', text, LONGEST_INSTRUCTION);
  if (fault) return refused(fault);
  return ctx.db.write(async (em) => {
    const before = await loadShipment(em, ctx, reach.shipmentId);
    if (isClosed(before.state)) {
      return refuse('SHIPMENT_CLOSED', 'This delivery is over: nobody would read an instruction any more.');
    }
    const given = await readInstructions(em, ctx.viewer, [before.id]);
    if (given.length >= MOST_INSTRUCTIONS) {
      return refuse(
        'TOO_MANY_INSTRUCTIONS',
        `${MOST_INSTRUCTIONS} instructions are the most that a driver can follow.`,
        { figures: { most: MOST_INSTRUCTIONS } },
      );
    }
    const owner = { shipmentId: before.id, accountId: before.accountId };
    const instruction = { ...owner, id: newId(), text: text.trim(), by: name, at: ctx.now() };
    await insertInstruction(em, instruction);
    const happened = [{ type: INSTRUCTION_GIVEN, more: { instructionId: instruction.id } }];
    return ok(await saveShipment(em, ctx, { before, after: before, happened }));
  });
}
