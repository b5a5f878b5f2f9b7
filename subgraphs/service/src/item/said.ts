import type { Viewer } from '@quayside/shared/identity';
import type { CaseChannel, CaseParty } from '../case/case.ts';
import { authorKindOf, type NewMessage } from '../conversation/conversation.ts';
import type { Said } from '../events.ts';
import { excerptOf } from '../notification/notification.ts';

/** The first words of an item, as its own record tells them. */
export interface FirstWords {
  readonly text: string;
  /** Whose side speaks, where the product opens the item for somebody. */
  readonly by?: 'CUSTOMER' | 'STAFF';
  /** The way on which it came, where the record tells it. */
  readonly way?: CaseChannel | null;
  /** Who speaks, where somebody else has written it down. */
  readonly party?: CaseParty | null;
  readonly name?: string | null;
}

/** The door that a viewer has come in by. */
const wayOf = ({ kind }: Viewer): CaseChannel =>
  kind === 'link' ? 'TRACKING_PAGE' : kind === 'key' ? 'API' : 'PORTAL';

/** What a message says to the other side; null for a note among the staff, and for what the product itself writes. */
export function saidInMessage(viewer: Viewer, message: NewMessage): Said | null {
  const by = authorKindOf(viewer);
  if (message.internal || by === 'SYSTEM') return null;
  const text = message.body.trim() || message.attachments.map(({ fileName }) => fileName).join(', ');
  return { by, name: viewer.name, way: message.way ?? wayOf(viewer), excerpt: excerptOf(text), first: false };
}

/**
 * What the opening of an item says. Where one of the staff opens it, it is the customer's word when it says on which way
 * it came, and nobody's of the two when it came from a carrier or a stranger; else the staff tells the customer, who reads
 * it as any other.
 */
export function saidAtOpening(viewer: Viewer, { text, by: told, way, party, name = null }: FirstWords): Said | null {
  const by = authorKindOf(viewer);
  const said = { excerpt: excerptOf(text), first: true };
  if (by === 'SYSTEM') return told ? { ...said, by: told, name: name ?? viewer.name, way: way ?? 'PORTAL' } : null;
  if (by !== 'STAFF') return { ...said, by, name: viewer.name, way: way ?? wayOf(viewer) };
  if (party === 'CARRIER' || party === 'OTHER') return null;
  if (!way || way === 'PORTAL') return { ...said, by, name: viewer.name, way: wayOf(viewer) };
  return { ...said, by: party === 'CONSIGNEE' ? 'CONSIGNEE' : 'CUSTOMER', name, way };
}
