import { type EdiFault, shorten } from '../message/message.ts';

const LONGEST_SUBJECT = 160;
const MOST_FAULTS = 20;
const LONGEST_SEGMENT = 300;

/** A message of ours that its partner rejected. */
export interface Rejected {
  readonly id: string;
  readonly partnerName: string;
  /** Such as `990 for LOAD-7`. */
  readonly summary: string;
  readonly interchangeControl: string | null;
  readonly functionalId: string | null;
  readonly groupControl: string | null;
  /** Such as `AK9 R` or `TA1 R 006`. */
  readonly verdict: string | null;
  readonly errors: readonly EdiFault[];
  /** What we sent, one segment on each line. */
  readonly text: string;
}

/** The case that a rejection becomes: what was rejected, and each fault below the segment that it stands in. */
export function caseFor(rejected: Rejected): { subject: string; description: string } {
  const { id, partnerName, summary, errors, verdict, text } = rejected;
  const lines = text.split(/\r?\n/);
  const faults = errors.slice(0, MOST_FAULTS).map((fault) => {
    const segment = fault.line === null ? null : lines[fault.line - 1];
    const element = fault.element === null ? '' : String(fault.element).padStart(2, '0');
    const place = fault.segment === null ? '' : `${fault.segment}${element}: `;
    const value = fault.value ? ` Value: ${fault.value}` : '';
    const found = `  ${place}${fault.message} [${fault.code}]${value}`;
    return segment ? `Segment ${fault.segmentNumber}: ${shorten(segment, LONGEST_SEGMENT)}\n${found}` : found.trim();
  });
  const more = errors.length - faults.length;
  return {
    subject: shorten(`${partnerName} rejected our ${summary}`, LONGEST_SUBJECT),
    description: [
      `${partnerName} rejected our ${summary} (${verdict ?? 'rejected'}, ${numbersOf(rejected)}).`,
      `Message ${id}: /edi/${id}`,
      ...(faults.length > 0 ? ['', ...faults] : ['', 'The partner did not say what is wrong with it.']),
      ...(more > 0 ? [`${more} more.`] : []),
      '',
      'Mend the record that it tells of and send it anew, or agree with the partner to put it aside.',
    ].join('\n'),
  };
}

const numbersOf = ({ interchangeControl, functionalId, groupControl }: Rejected): string =>
  [`interchange ${interchangeControl ?? '?'}`, groupControl && `group ${functionalId ?? ''} ${groupControl}`]
    .filter(Boolean)
    .join(', ');
