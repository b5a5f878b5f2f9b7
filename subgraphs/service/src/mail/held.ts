import { ok, type Result, refuse } from '@quayside/shared/result';
import type { IncomingState } from './incoming.ts';

const LONGEST_REASON = 255;
const LONGEST_QUOTE = 9_500;

/** Why somebody throws a mail away, in words that can be kept. */
export function discardReason(reason: string): Result<string> {
  const why = reason.trim();
  return why === '' || why.length > LONGEST_REASON
    ? refuse('REASON_MISSING', `Say in up to ${LONGEST_REASON} characters why it is discarded.`, {
        field: 'reason',
        figures: { most: LONGEST_REASON },
      })
    : ok(why);
}

/** A mail is dealt with once. */
export const settledFault = ({ state }: { readonly state: IncomingState }): Result<never> | null =>
  state === 'HELD'
    ? null
    : refuse('MAIL_SETTLED', 'Somebody has dealt with this e-mail already.', { fix: 'Load the list again.' });

/** The words of somebody whom nobody here vouches for, as a note of the staff member who puts them there. */
export const quotedMail = ({
  sender,
  subject,
  text,
}: Readonly<Record<'sender' | 'subject' | 'text', string>>): string =>
  [`E-mail from ${sender}`, subject, '', text]
    .filter((line, place) => place === 2 || line !== '')
    .join('\n')
    .trim()
    .slice(0, LONGEST_QUOTE);
