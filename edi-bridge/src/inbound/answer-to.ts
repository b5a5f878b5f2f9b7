import type { SetRow } from '../message/table.ts';
import type { Wanted } from '../outbound/due.ts';
import type { Mapped } from '../transactions/mapped.ts';
import type { SetResult } from './set-result.ts';

/** The document that a set is answered with at once: what is in stock, how claims stand, or why a rule of the business refused it. */
export function answerTo(set: SetRow, mapped: Mapped | null, result: SetResult, at: number): Wanted | null {
  const orderNumber = result.businessKey ?? '';
  if (mapped?.kind === 'stock-inquiry' && result.outcome === 'DONE')
    return { setType: '846', recordId: set.id, facts: { orderNumber, at, skus: mapped.skus } };
  if (mapped?.kind === 'claim-tracer' && result.outcome === 'DONE') {
    const facts = { orderNumber, at, traced: mapped.claims, claimIds: result.claimIds ?? [] };
    return { setType: '926', recordId: set.id, facts };
  }
  if (result.outcome !== 'REFUSED' || !mapped) return null;
  const { type, control, groupControl } = set;
  const facts = {
    ...{ orderNumber, at, reason: result.note ?? '', claimIds: result.claimIds ?? [] },
    refused: { type, control, groupControl },
  };
  return { setType: '824', recordId: set.id, facts };
}
