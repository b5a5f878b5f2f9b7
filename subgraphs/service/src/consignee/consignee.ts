import type { Viewer } from '@quayside/shared/identity';
import { type Result, refuse } from '@quayside/shared/result';
import type { Case, CaseKind } from '../case/case.ts';

/** What a tracking link must say for its holder to take part in a case of this kind. */
const SCOPES = { COMPLAINT: 'REPORT_DAMAGE', INQUIRY: 'ASK', SUGGESTION: 'ASK' } as const satisfies Record<
  CaseKind,
  string
>;

const isHolder = (viewer: Viewer): boolean => viewer.kind === 'link' && viewer.reach.kind === 'shipment';

/** The holder of a tracking link may report damage, if the link says so. */
export const mayReportDamage = (viewer: Viewer): boolean => isHolder(viewer) && viewer.scopes.includes('REPORT_DAMAGE');

/** The holder of a tracking link may ask about the delivery, if the link says so. */
export const mayAsk = (viewer: Viewer): boolean => isHolder(viewer) && viewer.scopes.includes('ASK');

/** Whose link opened the case, and still allows what it was opened for. That it was this link, the store sees to. */
export const maySpeak = (viewer: Viewer, { kind }: Pick<Case, 'kind'>): boolean =>
  isHolder(viewer) && viewer.scopes.includes(SCOPES[kind]);

/** A stranger may hold the link: enough for a delivery with trouble, too little to bury a desk. */
export const MOST_CONVERSATIONS = 10;
const MOST_MESSAGES = 100;

/** @param opened cases that were opened through this link before */
export const openingFault = (opened: number): Result<never> | null =>
  opened < MOST_CONVERSATIONS
    ? null
    : refuse('TOO_MANY_CONVERSATIONS', `${MOST_CONVERSATIONS} conversations are the most for one delivery.`, {
        fix: 'Go on in one of them.',
        figures: { most: MOST_CONVERSATIONS },
      });

/** @param written messages that came through this link in the case */
export const replyFault = (written: number): Result<never> | null =>
  written < MOST_MESSAGES
    ? null
    : refuse('TOO_MANY_MESSAGES', `${MOST_MESSAGES} messages are the most for one conversation.`, {
        fix: 'Ask the sender.',
        figures: { most: MOST_MESSAGES },
      });
