import type { HeardEvent } from '../fact/hearing.ts';
import type { Touch, TouchChannel, TouchThreadKind } from './touch.ts';

/*
 * What the service subgraph tells of what was said in its conversations. It builds on this one, so this one cannot build
 * on it: its published names stand here as text, read with tolerance, and a test holds them against the original.
 */

/** On whose side somebody speaks: the customer's, with its consignees, or ours. */
export type Side = 'THEIRS' | 'OURS';

/** Words that passed between a customer and the house, before both sides have their names. */
export interface Words {
  /** The message; of the first words of an item the item. */
  readonly id: string;
  readonly accountId: string;
  readonly thread: { readonly kind: TouchThreadKind; readonly id: string; readonly number: string };
  /** Null in older events, where who did it must be looked up. */
  readonly side: Side | null;
  /** Null where one of the staff wrote it down without a name. */
  readonly speaker: string | null;
  readonly actorId: string | null;
  /** Who did it: of what one of the staff wrote down for a customer it is who listened. */
  readonly actor: string;
  /** Who of ours answers for the item. */
  readonly ownerId: string | null;
  readonly channel: TouchChannel;
  readonly excerpt: string;
  readonly first: boolean;
  readonly at: number;
}

const THREADS: readonly TouchThreadKind[] = ['CASE', 'CLAIM', 'WORK_ORDER', 'RETURN_ORDER'];
const OF_ITEM = /^(case|claim|work-order|return-order)\.[a-z-]+\.v1$/;

const CHANNELS: Readonly<Record<string, TouchChannel>> = {
  ...{ PORTAL: 'PORTAL', TRACKING_PAGE: 'TRACKING_PAGE', PHONE: 'CALL', EMAIL: 'E_MAIL', VISIT: 'VISIT' },
  ...{ LETTER: 'LETTER', EDI: 'EDI', API: 'API' },
};
/** Of older events, which do not tell the way. */
const SOME_WAY: TouchChannel = 'MESSAGE';

/** As much as is kept of a text, whoever tells it. */
const EXCERPT = 240;

type Data = Readonly<Record<string, unknown>>;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * What an event tells that was said to the other side, or null: notes among the staff, drafts and what the product writes
 * by itself are no words between two. Events from before the 28th of November 2026 tell that a message was written and by
 * whom, but neither its text nor its way.
 */
export function wordsOf({ source, type, at, accountId, data }: HeardEvent): Words | null {
  if (source !== 'service' || accountId === null || !OF_ITEM.test(type)) return null;
  if (typeof data !== 'object' || data === null) return null;
  const told = data as Data;
  const [id, kind] = [text(told['id']), THREADS.find((one) => one === told['kind'])];
  if (!id || !kind || told['internal'] === true || told['state'] === 'DRAFT') return null;
  const common = {
    ...{ accountId, at, thread: { kind, id, number: text(told['number']) ?? '' }, actor: text(told['actor']) ?? '' },
    ...{ actorId: text(told['actorId']), ownerId: text(told['ownerId']) },
  };
  const messageId = text(told['messageId']);
  if (told['said'] === undefined) {
    const first = type.endsWith('.opened.v1') || (type === 'claim.state-changed.v1' && told['state'] === 'FILED');
    const of = messageId && !type.endsWith('.opened.v1') ? messageId : first ? id : null;
    if (!of || common.actorId === null || common.actorId === 'system') return null;
    const unsaid = { side: null, speaker: common.actor, channel: SOME_WAY, excerpt: '' };
    return { ...common, ...unsaid, id: of, first: of === id };
  }
  const said = told['said'] as Data | null;
  const of = said && (said['first'] === true ? id : messageId);
  if (!said || !of || (said['first'] === true && told['state'] === 'WITHDRAWN')) return null;
  return {
    ...{ ...common, id: of, first: said['first'] === true, side: said['by'] === 'STAFF' ? 'OURS' : 'THEIRS' },
    ...{ speaker: text(said['name']), channel: CHANNELS[text(said['way']) ?? ''] ?? SOME_WAY },
    excerpt: (text(said['excerpt']) ?? '').slice(0, EXCERPT),
  };
}

/** Names that the words themselves do not tell. */
export interface Names {
  /** Whose side the actor of an older event is on. */
  readonly sideOf: (words: Words) => Side;
  /** A member of ours. */
  readonly ours: (memberId: string | null) => string | null;
  /** Who spoke last on their side of this conversation. */
  readonly spokeLast: (threadId: string) => string | null;
  /** The customer itself, and who answers for it on our side: the account manager, else the branch. */
  readonly account: { readonly name: string; readonly ours: string };
}

/**
 * The touch that words are, with both sides named. To whom the customer spoke is who answers for the item, else for the
 * account; to whom we spoke is who of theirs spoke last there, else the customer by name.
 */
export function touchOf(words: Words, { sideOf, ours, spokeLast, account }: Names): Touch | null {
  const { id, accountId, thread, speaker, actor, channel, excerpt, first, at } = words;
  const side = words.side ?? sideOf(words);
  // Until the way was told, an item that the staff opened may as well be nobody's word.
  if (words.side === null && side === 'OURS' && first) return null;
  const direction = side === 'OURS' ? 'FROM_US' : 'FROM_THEM';
  // Of what came by telephone or letter, who wrote it down is who was spoken to.
  const listener = first && speaker !== actor ? actor : null;
  return {
    ...{ id, accountId, channel, direction, purpose: 'SERVICE', heldAt: at, outcome: 'DONE', notes: excerpt },
    ourSide: side === 'OURS' ? (speaker ?? actor) : (listener ?? ours(words.ownerId) ?? account.ours),
    theirSide: side === 'THEIRS' ? (speaker ?? account.name) : (spokeLast(thread.id) ?? account.name),
    ...{ contactId: null, followUpOn: null, loggedBy: actor, loggedAt: at, onceKey: null },
    ...{ threadKind: thread.kind, threadId: thread.id, threadNumber: thread.number },
  };
}
