import { toIso } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { lateAfter, type Shipment, type Tender, withNote } from '../shipment/shipment.ts';
import { isClosed, move } from '../shipment/transitions.ts';

/** B2A01 as a word; 03 is an older way to write a change. */
const PURPOSES: Readonly<Record<string, 'NEW' | 'CANCEL' | 'CHANGE'>> = {
  '00': 'NEW',
  '01': 'CANCEL',
  '03': 'CHANGE',
  '04': 'CHANGE',
  '05': 'CHANGE',
};

/** What a 204 wants. */
export type TenderPurpose = 'NEW' | 'CANCEL' | 'CHANGE';

/** Reads B2A01. */
export function purposeOf(code: string): Result<TenderPurpose> {
  const purpose = PURPOSES[code];
  if (purpose) return ok(purpose);
  return refuse('TENDER_PURPOSE_UNKNOWN', `"${code}" is no purpose of a tender.`, {
    field: 'purpose',
    fix: 'Use 00 new, 01 cancel, 04 change or 05 replace.',
  });
}

/** An offer that waits for its answer. */
export const openTender = (respondBy: number | null | undefined, version = 1): Tender => ({
  version,
  respondBy: respondBy ?? null,
  answer: null,
  answeredAt: null,
  reason: null,
});

/** A changed offer has to be answered anew; the state stays, because the goods are planned already. */
export function changeTender(shipment: Shipment, respondBy: number | null | undefined): Result<Shipment> {
  const { tender, state } = shipment;
  if (!tender || isClosed(state) || !['TENDERED', 'BOOKED', 'PICKING', 'PACKED'].includes(state)) {
    return refuse('LOAD_NOT_CHANGEABLE', `${shipment.number} is ${state}: its tender cannot be changed any more.`);
  }
  return ok({ ...shipment, tender: openTender(respondBy ?? tender.respondBy, tender.version + 1) });
}

/** The one answer to a version of the offer. */
export function answerTender(
  shipment: Shipment,
  answer: 'ACCEPTED' | 'DECLINED',
  by: { now: number; reason: string | null },
): Result<Shipment> {
  const { tender } = shipment;
  if (!tender) return refuse('SHIPMENT_NOT_TENDERED', `${shipment.number} was ordered, not tendered.`);
  if (tender.answer) {
    const when = tender.answeredAt === null ? '' : ` at ${toIso(tender.answeredAt)}`;
    return refuse('TENDER_ALREADY_ANSWERED', `The tender was ${tender.answer}${when}. It is answered once.`);
  }
  const moved = settle(shipment, answer);
  if (!moved.ok) return moved;
  const answered = { ...moved.value, tender: { ...tender, answer, answeredAt: by.now, reason: by.reason } };
  const settled = { ...answered, eta: answer === 'DECLINED' ? null : answered.eta };
  const current = { ...settled, lateAfter: lateAfter(settled) };
  const late = tender.respondBy !== null && by.now > tender.respondBy;
  return ok(
    late ? withNote(current, `The tender was answered after its deadline, ${toIso(tender.respondBy)}.`) : current,
  );
}

/** Declining the change of a load that was booked already gives the whole load back. */
function settle(shipment: Shipment, answer: 'ACCEPTED' | 'DECLINED'): Result<Shipment> {
  if (answer === 'ACCEPTED') return shipment.state === 'TENDERED' ? move(shipment, 'BOOKED') : ok(shipment);
  return move(shipment, shipment.state === 'TENDERED' ? 'DECLINED' : 'CANCELLED');
}
