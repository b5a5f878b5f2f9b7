import type { Partner } from '../partner/partner.ts';
import type { Mapped } from '../transactions/mapped.ts';
import type { OwnWork } from './earlier-contents.ts';
import { ignoredNote } from './earlier-order.ts';
import type { FoundClaim, GraphClaims, NamedShipment } from './graph-claims.ts';
import { isRefusal } from './graph-orders.ts';
import { refusedByGraph, result, type SetResult } from './set-result.ts';

type Of<Kind extends Mapped['kind']> = Extract<Mapped, { kind: Kind }>;
const LONGEST_ONCE = 100;

/** A 920 or 924: opens the same claim as the portal does, once under the claimant's number. */
export async function carryOutClaim(claims: GraphClaims, mapped: Of<'claim'>, own: OwnWork): Promise<SetResult> {
  const { key, input } = mapped;
  const { source } = own;
  const found = await claims.find(key);
  if (found?.reference === key && found.state !== 'WITHDRAWN') return existing(found, key, own);
  const shipment = await claimedFor(claims, mapped.shipments);
  if (shipment === 'many') {
    const note = `More than one shipment is known by ${mapped.shipments.join(', ')}: a person has to choose.`;
    return result('HELD', key, note);
  }
  if (!shipment) {
    const note = `No shipment of yours is known by ${mapped.shipments.join(', ')}. Give its bill of lading, its PRO or your order number.`;
    return result('REFUSED', key, note);
  }
  const once = `${source}:${key}`.slice(0, LONGEST_ONCE);
  const filed = await claims.file({ ...input, shipmentId: shipment.id, source, idempotencyKey: once });
  return isRefusal(filed)
    ? refusedByGraph(key, filed, shipment.id)
    : { ...result('DONE', key, `Filed as ${filed.number}.`, shipment.id), claimIds: [filed.id] };
}

/** The number is taken: by the very same claim, from a try before a crash or sent once more, or by another one. */
async function existing(found: FoundClaim, key: string, { source, cameBefore }: OwnWork): Promise<SetResult> {
  const about = (told: SetResult): SetResult => ({ ...told, claimIds: [found.id] });
  if (found.source !== null && (await cameBefore(found.source))) {
    const ours = found.source === source;
    const note = ours ? `Filed as ${found.number}.` : ignoredNote(key, found.number);
    return about(result(ours ? 'DONE' : 'IGNORED', key, note, found.shipment.id));
  }
  const note = `${key} exists already as ${found.number}; nothing was changed. Claim a further loss under another number.`;
  return about(result('REFUSED', key, note, found.shipment.id));
}

/** The one shipment that the surest of these numbers names. */
async function claimedFor(claims: GraphClaims, numbers: readonly string[]): Promise<NamedShipment | 'many' | null> {
  let many = false;
  for (const number of numbers) {
    const [one, other] = await claims.shipmentsKnownBy(number);
    if (one && !other) return one;
    many ||= other !== undefined;
  }
  return many ? 'many' : null;
}

/** A 925: nothing is done but to find the claims; their state goes out as a 926. */
export async function traceClaims(
  claims: GraphClaims,
  { outSets }: Pick<Partner, 'outSets'>,
  { key, claims: asked }: Of<'claim-tracer'>,
): Promise<SetResult> {
  const found = [];
  for (const { reference, number } of asked)
    found.push((number && (await claims.find(number))) || (await claims.find(reference)));
  const claimIds = found.flatMap((claim) => (claim ? [claim.id] : []));
  const note = outSets.includes('926') ? null : 'No answer went out: the profile of this partner has no 926.';
  return { ...result('DONE', key, note), claimIds };
}
