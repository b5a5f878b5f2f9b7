import type { OutgoingSegment } from '../x12/write.ts';
import { impliedCents } from './amounts.ts';
import { type Text, x12Date } from './output.ts';

/** What is told of a claim: as it stood at a step of it, or as it stands when somebody asks. */
export interface ClaimStanding {
  /** The claimant's own number. */
  readonly reference: string;
  /** Our number of it; null for one that we do not know. */
  readonly number: string | null;
  /** A state of the graph; null for a claim that we do not know. */
  readonly state: string | null;
  /** Wall clocks of the partner: when it was filed, and when it came to stand so. */
  readonly filedOn: string;
  readonly stoodOn: string;
  /** Minor units of the currency. */
  readonly claimedMinor: number;
  readonly offeredMinor: number | null;
  readonly paidMinor: number | null;
  readonly currency: string;
  /** Element 548. */
  readonly reasonCode: string | null;
  readonly payment: { readonly reference: string; readonly on: string } | null;
}

/** Room for a reference: 30 letters in 004010, 50 in 005010. */
const roomFor = (modern: boolean): number => (modern ? 50 : 30);
const LONGEST_CHECK = 16;

// Element 546. PF is paid as claimed; what was paid for less is plainly paid.
const STATUS: Readonly<Record<string, string>> = {
  ...{ FILED: '30', ACKNOWLEDGED: 'RE', INVESTIGATING: 'OH', OFFERED: '02', COUNTERED: '30', APPEALED: '30' },
  ...{ ACCEPTED: '01', PAID: 'PF', DECLINED: 'DC', WITHDRAWN: 'WD' },
};
const NOT_KNOWN = 'NR';

/** The state of claims: one F11 each, with the payment where there is one. */
export const claimStatus = (
  claims: readonly ClaimStanding[],
  { modern }: { modern: boolean },
  text: Text,
): OutgoingSegment[] => claims.flatMap((claim) => statusOf(claim, roomFor(modern), text));

function statusOf(claim: ClaimStanding, room: number, text: Text): OutgoingSegment[] {
  const { number, state, currency, claimedMinor } = claim;
  const [filed, stood] = [x12Date(claim.filedOn), x12Date(claim.stoodOn)];
  const reference = text(claim.reference, room);
  if (number === null || state === null) return [['F11', filed, reference, '', '', '', NOT_KNOWN, stood]];
  const granted =
    state === 'PAID' ? claim.paidMinor : ['OFFERED', 'ACCEPTED'].includes(state) ? claim.offeredMinor : null;
  const amended = granted !== null && granted < claimedMinor;
  const status = state === 'PAID' && amended ? '26' : (STATUS[state] ?? '30');
  return [
    [
      ...['F11', filed, reference, text(number, room), impliedCents(claimedMinor, currency)],
      ...[granted === null ? '' : impliedCents(granted, currency), status, stood],
      // Element 128 code D9: F1103 is the number of a claim.
      ...[reasonOf(claim, state, amended), currency, 'D9'],
    ],
    ...payment(claim, granted, text),
  ];
}

/** F1108 has to be there for a claim that was declined, or settled for less. */
function reasonOf({ reasonCode }: ClaimStanding, state: string, amended: boolean): string {
  if (state === 'DECLINED') return reasonCode ?? 'OTH';
  return amended ? (reasonCode ?? 'CSO') : '';
}

function payment({ payment: paid, currency }: ClaimStanding, granted: number | null, text: Text): OutgoingSegment[] {
  if (!paid || granted === null) return [];
  return [
    ['F13', text(paid.reference, LONGEST_CHECK), x12Date(paid.on), impliedCents(granted, currency), '', '', currency],
  ];
}
