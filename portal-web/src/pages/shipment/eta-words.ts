import type { Text } from '../../language/use-text.ts';
import { isMilestoneCode, isReasonCode } from './milestone-codes.ts';

interface EtaReason {
  readonly reason: string;
  readonly reasonCode?: string | null;
}

const OUR_CODES = ['PROMISE', 'LATE_DEPARTURE', 'ARRIVED'] as const;

/** Why the estimate is what it is. The server says it in English; what a person typed has no code and stays as typed. */
export function etaWords({ reason, reasonCode }: EtaReason, locale: string, t: Text): string {
  if (locale === 'en' || !reasonCode) return reason;
  const ours = OUR_CODES.find((each) => each === reasonCode);
  if (ours) return t(`etaReason.${ours}`);
  if (isReasonCode(reasonCode)) return t(`reason.${reasonCode}`);
  return isMilestoneCode(reasonCode) ? t(`milestone.${reasonCode}`) : reason;
}

const ARRIVED_OR_ENDED = ['DELIVERED', 'DECLINED', 'CANCELLED', 'RETURNED'];

/** True when the estimate has passed and nothing has come: neither the time nor its reason says anything any more. */
export const isEtaOver = (at: string, state: string, now: number): boolean =>
  !ARRIVED_OR_ENDED.includes(state) && Date.parse(at) < now;
