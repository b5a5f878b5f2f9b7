import { type Fact, type FactKind, type FactSubjectKind, isOrder } from './fact.ts';
import { historyFacts } from './history.ts';
import { type Data, only, type Part, plain, text, whole, withMoney } from './part.ts';

/*
 * What of the others' events is a fact about a customer. The other subgraphs build on this one, so this one cannot build
 * on them: their published names stand here as text, read with tolerance, and a test holds them against the originals.
 */

/** The part of an event that matters here. */
export interface HeardEvent {
  readonly source: string;
  readonly type: string;
  readonly at: number;
  readonly accountId: string | null;
  readonly subject: string;
  readonly data: unknown;
}

/** Sources whose logs are heard, and rebuilt from. */
export const HEARD_SOURCES = ['shipment', 'contract', 'service', 'customer'] as const;
export type HeardSource = (typeof HEARD_SOURCES)[number];

/** Names as their owners publish them. */
export const HEARD = {
  booked: 'shipment.booked.v1',
  tendered: 'shipment.tendered.v1',
  stateChanged: 'shipment.state-changed.v1',
  milestone: 'shipment.milestone-recorded.v1',
  exceptionRaised: 'shipment.exception-raised.v1',
  received: 'inbound.received.v1',
  chargeMade: 'charge.made.v1',
  caseOpened: 'case.opened.v1',
  claimOpened: 'claim.opened.v1',
  claimChanged: 'claim.state-changed.v1',
  workChanged: 'work-order.state-changed.v1',
  returnChanged: 'return-order.state-changed.v1',
  deliveryRated: 'delivery.rated.v1',
  satisfactionAnswered: 'satisfaction.answered.v1',
  invoiceIssued: 'invoice.issued.v1',
  receivableChanged: 'receivable.changed.v1',
  carrierCost: 'carrier-cost.known.v1',
  touchLogged: 'touch.logged.v1',
  historyImported: 'history.imported.v1',
} as const;

/** Millions of events pass: what is read of them is handed on, never copied. */
type Read = (event: HeardEvent, data: Data) => Part[];

function shipmentFacts({ type, at }: HeardEvent, data: Data): Part[] {
  const id = text(data['shipmentId']);
  const number = text(data['number']);
  if (type === HEARD.received) {
    const receipt = text(data['receiptId']);
    const notice = text(data['noticeId']);
    return receipt && notice ? [{ ...plain('RECEIPT', at, 'INBOUND_NOTICE', notice, number), key: receipt }] : [];
  }
  if (!id) return [];
  if (type === HEARD.booked || type === HEARD.tendered) {
    const byEdi = text(data['source'])?.startsWith('EDI') ?? false;
    return [plain(byEdi ? 'ORDER_BY_EDI' : 'ORDER_BY_HAND', at, 'SHIPMENT', id, number)];
  }
  if (type === HEARD.exceptionRaised) {
    const exception = text(data['exceptionId']);
    return exception ? [{ ...plain('EXCEPTION', at, 'SHIPMENT', id, number), key: exception }] : [];
  }
  if (data['state'] === 'CANCELLED') return [plain('CANCELLATION', at, 'SHIPMENT', id, number)];
  const deliveredAt = whole(data['deliveredAt']);
  return data['state'] === 'DELIVERED' && deliveredAt !== null
    ? [plain('DELIVERY', deliveredAt, 'SHIPMENT', id, number)]
    : [];
}

const DAY = 86_400_000;

/** Days between when money was due and when it came; 0 when in time, null where the event does not tell. */
function daysLate(data: Data, at: number): number | null {
  const told = data['daysLate'];
  if (typeof told === 'number') return Math.max(0, told);
  const due = typeof data['dueOn'] === 'string' ? Date.parse(data['dueOn']) + DAY : whole(data['dueAt']);
  return due === null || Number.isNaN(due) ? null : Math.max(0, Math.ceil((at - due) / DAY));
}

/** The noon of the day on which money came, where the event tells it: it may have been booked much later. */
function paidAt(data: Data): number | null {
  const on = text(data['paidOn']);
  const noon = on === null ? Number.NaN : Date.parse(on) + DAY / 2;
  return Number.isNaN(noon) ? null : noon;
}

const BEHIND_CHARGE: Readonly<Record<string, FactSubjectKind>> = {
  SHIPMENT: 'SHIPMENT',
  INBOUND: 'INBOUND_NOTICE',
  WORK_ORDER: 'WORK_ORDER',
  RETURN_ORDER: 'RETURN_ORDER',
};

/**
 * Any event of the contract subgraph with an amount in a currency counts, by its type: charges and
 * credits are revenue, what carriers are owed is cost, invoices are asked money, and what nothing is owed of is paid.
 */
function moneyFacts({ type, at, subject }: HeardEvent, data: Data): Part[] {
  const number = text(data['number']);
  if (/^charge\.made\./.test(type)) {
    // A charge leads to what it was for, where that is something that can be looked at.
    const behind = BEHIND_CHARGE[text(data['source']) ?? ''];
    const subjectId = behind ? text(data['subjectId']) : null;
    const chargeId = text(data['chargeId']) ?? subject;
    const when = whole(data['doneAt']) ?? at;
    const part =
      behind && subjectId
        ? plain('REVENUE', when, behind, subjectId, text(data['subjectNumber']))
        : plain('REVENUE', when, 'CHARGE', chargeId, number);
    return only(withMoney({ ...part, key: chargeId, service: text(data['service']) }, data));
  }
  // What a carrier is owed, in whatever state of checking: the last word of a subject takes the place of the one before.
  if (type === HEARD.carrierCost) {
    const part = plain('CARRIER_COST', whole(data['doneAt']) ?? at, 'CARRIER_INVOICE', subject, number);
    // What was agreed to be paid, and until then what the carrier asks for.
    const field = whole(data['payMinor']) === null ? 'billedMinor' : 'payMinor';
    const shipment = text(data['shipmentId']);
    const behind = shipment ? { subjectKind: 'SHIPMENT' as const, subjectId: shipment } : {};
    return only(withMoney({ ...part, ...behind }, data, field));
  }
  if (type === HEARD.invoiceIssued) {
    if (data['kind'] === 'CREDIT_NOTE') {
      // What is credited for a dispute has no charge of its own; credits of other kinds have, and are counted by it.
      const credit = plain('REVENUE', at, 'INVOICE', text(data['creditsInvoiceId']) ?? '', number);
      return text(data['creditsInvoiceId']) ? only(withMoney({ ...credit, key: subject }, data, 'netMinor')) : [];
    }
    return only(
      withMoney(plain('INVOICE', at, 'INVOICE', text(data['invoiceId']) ?? subject, number), data, 'totalMinor'),
    );
  }
  if (type === HEARD.receivableChanged) {
    // Paid is what nothing is owed of any more; when that is in time, the customer is.
    const late = daysLate(data, paidAt(data) ?? at);
    const open = whole(data['openMinor']);
    if (open === null || late === null || !((whole(data['totalMinor']) ?? 0) > 0)) return [];
    // Older events do not say how much was paid; what credit notes alone have settled was not.
    const paid = whole(data['paidMinor']);
    const part = plain('PAYMENT', at, 'INVOICE', text(data['invoiceId']) ?? subject, number);
    // What is owed, or was never paid, is so again after the payment was taken back; before any, there is nothing to take back.
    if (open > 0 || paid === 0) return [{ ...part, takenBack: true }];
    if (open < 0) return [];
    return only(withMoney({ ...part, quantity: late }, data, paid === null ? 'totalMinor' : 'paidMinor'));
  }
  return [];
}

function serviceFacts({ type, at, subject }: HeardEvent, data: Data): Part[] {
  const number = text(data['number']);
  const state = text(data['state']);
  switch (type) {
    case HEARD.caseOpened:
      return [plain(data['caseKind'] === 'COMPLAINT' ? 'COMPLAINT' : 'INQUIRY', at, 'CASE', subject, number)];
    case HEARD.claimOpened:
      return state === 'DRAFT' ? [] : [plain('CLAIM_FILED', at, 'CLAIM', subject, number)];
    case HEARD.claimChanged: {
      const back = recoveryFacts({ at, subject }, data, number);
      if (state === 'FILED') return [plain('CLAIM_FILED', at, 'CLAIM', subject, number), ...back];
      if (state !== 'PAID') return back;
      return [...only(withMoney(plain('CLAIM_PAID', at, 'CLAIM', subject, number), data, 'paidMinor')), ...back];
    }
    case HEARD.workChanged:
      return state === 'DONE' ? [plain('WORK_ORDER', at, 'WORK_ORDER', subject, number)] : [];
    case HEARD.returnChanged:
      return state === 'RECEIVED' ? [plain('RETURN', at, 'RETURN_ORDER', subject, number)] : [];
    default:
      return RATINGS.includes(type) ? ratingFacts(type, at, subject, data) : [];
  }
}

/** Money that came back from a carrier for a claim: each part of it is a fact of its own, known by what it came to in all. */
function recoveryFacts({ at, subject }: Pick<HeardEvent, 'at' | 'subject'>, data: Data, number: string | null): Part[] {
  const { byStepMinor, inAllMinor } = (data['recovered'] ?? {}) as Data;
  const part = { ...plain('CARRIER_RECOVERY', at, 'CLAIM', subject, number), key: `${subject}-${inAllMinor}` };
  return (whole(byStepMinor) ?? 0) > 0 ? only(withMoney(part, { ...data, byStepMinor }, 'byStepMinor')) : [];
}

const RATINGS: readonly string[] = [HEARD.deliveryRated, HEARD.satisfactionAnswered];
const RATED: Readonly<Record<string, FactSubjectKind>> = { DELIVERY: 'SHIPMENT', CASE: 'CASE', CLAIM: 'CLAIM' };

/**
 * A score from 1 to 5, or of a recommendation from 0 to 10. What a consignee taps is told twice, as a rating and as an
 * answer: it is one fact. What others say of the same delivery stands beside it.
 */
function ratingFacts(type: string, at: number, subject: string, data: Data): Part[] {
  const score = whole(data['score']);
  const measure = data['measure'] ?? 'CSAT';
  // How likely somebody of the customer is to recommend us is no word on a service.
  if (score === null) return [];
  // One that is told again keeps its day.
  const given = whole(data['answeredAt']) ?? at;
  if (measure === 'NPS') return [{ ...plain('RECOMMENDATION', given, 'RATING', subject, null), quantity: score }];
  if (measure !== 'CSAT') return [];
  const occasion = type === HEARD.deliveryRated ? 'DELIVERY' : (text(data['occasion']) ?? '');
  const about = text(data[type === HEARD.deliveryRated ? 'shipmentId' : 'subjectId']);
  const kind = RATED[occasion];
  if (!about || !kind) return [];
  const tapped = type === HEARD.deliveryRated || (text(data['channel']) ?? 'TRACKING') === 'TRACKING';
  const key = occasion === 'DELIVERY' && tapped ? about : subject;
  return [{ ...plain('RATING', at, kind, about, null), key, quantity: score }];
}

function ownFacts({ type, at, subject }: HeardEvent, data: Data): Part[] {
  if (type === HEARD.touchLogged) {
    const touch = text(data['touchId']);
    return touch ? [plain('TOUCH', whole(data['heldAt']) ?? at, 'TOUCH', touch, null)] : [];
  }
  if (type !== HEARD.historyImported || !Array.isArray(data['rows'])) return [];
  return (data['rows'] as readonly Data[]).flatMap((row, index) => historyFacts(row, `${subject}-${index}`, subject));
}

const READERS: Readonly<Record<string, Read>> = {
  shipment: shipmentFacts,
  contract: moneyFacts,
  service: serviceFacts,
  customer: ownFacts,
};

const TAKEN_BACK = { takenBack: true } as const;

/** Orders keep one id however they came: an offer that is changed is one order. */
const idKind = (kind: FactKind): string => (isOrder(kind) ? 'ORDER' : kind);

/** The facts that an event tells about a customer; most events tell none. */
export function factsOf(event: HeardEvent): Fact[] {
  const { accountId, data } = event;
  if (accountId === null || typeof data !== 'object' || data === null) return [];
  const parts = READERS[event.source]?.(event, data as Data) ?? [];
  return parts.map((part) => ({
    id: `${idKind(part.kind)}:${part.key}`.slice(0, 64),
    accountId,
    kind: part.kind,
    at: part.at,
    subjectKind: part.subjectKind,
    subjectId: part.subjectId,
    subjectNumber: part.subjectNumber,
    amountMinor: part.amountMinor,
    currency: part.currency,
    quantity: part.quantity,
    service: part.service,
    ...(part.takenBack ? TAKEN_BACK : {}),
  }));
}
