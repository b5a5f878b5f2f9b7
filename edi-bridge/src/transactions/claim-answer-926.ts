import { minorOf } from './amounts.ts';
import type { CarrierClaimAnswer, Mapped } from './mapped.ts';
import { first, type MapSegment, optional, splitAt, value } from './segments.ts';

// Element 546, as far as it moves a claim.
const STATES: Readonly<Record<string, CarrierClaimAnswer['state']>> = {
  ...{ RE: 'ACKNOWLEDGED', PR: 'ACKNOWLEDGED', '30': 'INVESTIGATING', OH: 'INVESTIGATING', '10': 'INVESTIGATING' },
  ...{ '12': 'INVESTIGATING', '01': 'OFFERED', '02': 'OFFERED', '26': 'PAID', PF: 'PAID' },
  ...{ AG: 'PAID', PM: 'PAID', PP: 'PAID' },
  ...{ '81': 'DECLINED', DC: 'DECLINED' },
};

// Part payments: what is paid is booked, and the rest of the claim stays open.
const PARTLY: readonly string[] = ['AG', 'PM', 'PP'];

/** Reads a 926 that a carrier has sent: what became of our claims against it. */
export function claimAnswer(segments: readonly MapSegment[]): Mapped {
  const { parts } = splitAt(
    segments.filter(({ tag }) => tag !== 'SE'),
    ({ tag }) => tag === 'F11',
  );
  const answers = parts.map(readAnswer);
  const key = answers[0]?.number ?? '';
  if (answers.length === 0 || answers.some(({ number }) => number === ''))
    return { kind: 'refuse', key, note: 'The report names no claim: F1102 has our number of it.' };
  return { kind: 'claim-answer', key, answers };
}

function readAnswer(part: readonly MapSegment[]): CarrierClaimAnswer {
  const f11 = part[0];
  const f13 = first(part, 'F13');
  const currency = optional(f13, 6) ?? optional(f11, 9);
  const status = value(f11, 6);
  const state = STATES[status] ?? null;
  const partly = PARTLY.includes(status);
  const settledMinor = minorOf(value(f11, 5), currency ?? 'USD');
  // A part is what was paid with this report: neither what was claimed nor what it is settled for.
  const amounts = partly ? [value(f13, 3)] : [value(f13, 3), value(f11, 5), value(f11, 4)];
  const [amount = null] = amounts.flatMap((text) => minorOf(text, currency ?? 'USD') ?? []);
  return {
    ...{ number: value(f11, 2), carrierNumber: optional(f11, 3), status, state, currency },
    amountMinor: state === 'PAID' || state === 'OFFERED' ? amount : null,
    reasonCode: optional(f11, 8),
    payment: optional(f13, 1),
    ...{ partly, settledMinor },
  };
}
