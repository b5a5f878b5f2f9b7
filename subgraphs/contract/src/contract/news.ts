import type { EventEnvelope } from '@quayside/shared/events/envelope';
import { OTIF_DISPUTED, OTIF_SCORED, type OtifDisputed, type OtifScored } from '../events.ts';

/**
 * The contract that an event is news of; null for what is about something else. How its deliveries are judged is told of a
 * period or of a shipment, and is news of the contract all the same.
 */
export function contractIn({ type, subject, data }: EventEnvelope): string | null {
  if (type.startsWith('contract.')) return subject;
  if (type === OTIF_SCORED || type === OTIF_DISPUTED) return (data as OtifScored | OtifDisputed).contractId;
  return null;
}
