import { isTimeZone } from '@quayside/shared/instant';
import { ok, type Result, refuse } from '@quayside/shared/result';
import { defaultPolicy } from '../dictionary/policy.ts';
import type { PartnerIdentity } from './partner.ts';
import type { PartnerProfile, PolicyChanges } from './profile.ts';

const OUT_SETS = [
  '997',
  '999',
  '945',
  '944',
  '947',
  '846',
  '855',
  '856',
  '990',
  '214',
  '824',
  '920',
  '926',
  '210',
  '810',
];
const TREATMENTS = ['accept', 'reject', 'ignore'];
const LONGEST_WAIT_MINUTES = 60 * 24 * 30;

const MOST_A_DAY = 100_000_000;

type Fault = readonly [field: string, message: string, fix: string];

/** The first thing that is wrong with who a partner says it is. */
export function identityFault({ id, name, senderId, receiverId }: PartnerIdentity): Fault | null {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/.test(id))
    return ['id', `"${id}" cannot be a folder name.`, 'Use 1 to 20 letters, digits, - or _.'];
  for (const [field, value] of Object.entries({ senderId, receiverId })) {
    // The qualifier has two characters and the id at most fifteen, because ISA05 to ISA08 are that wide.
    if (value !== '*' && !/^[0-9A-Z]{2}:[ -~]{1,15}$/.test(value))
      return [field, `"${value}" is not a qualifier and an id.`, 'Write it as ZZ:ACME, or * for any.'];
  }
  return name.trim() === '' ? ['name', 'The partner has no name.', 'Give it one.'] : null;
}

/** The first thing that is wrong with a profile. */
export const profileFault = (profile: PartnerProfile): Fault | null =>
  formatFault(profile) ??
  clockFault(profile) ??
  ruleFault(profile) ??
  billingFault(profile) ??
  quotaFault(profile) ??
  checksFault(profile.checks);

function formatFault({ version, acknowledgement, outSets, delimiters, charset }: PartnerProfile): Fault | null {
  if (!/^00(401|501)0/.test(version))
    return ['version', `Version "${version}" is not supported.`, 'Use 004010 or 005010.'];
  if (!['997', '999'].includes(acknowledgement))
    return ['acknowledgement', `"${acknowledgement}" is not an acknowledgement.`, 'Use 997 or 999.'];
  const unknown = outSets.find((type) => !OUT_SETS.includes(type));
  if (unknown) return ['outSets', `We do not send a ${unknown}.`, `Choose from ${OUT_SETS.join(', ')}.`];
  if (!/^[!-/:-@[-`{-~]{4}$/.test(delimiters) || new Set(delimiters).size !== 4)
    return ['delimiters', 'The separators are not four different signs.', 'Use, for example, *^>~.'];
  if (!['utf8', 'latin1', 'ascii'].includes(charset))
    return ['charset', `"${charset}" is no character set of ours.`, 'Use utf8, latin1 or ascii.'];
  return null;
}

function clockFault(profile: PartnerProfile): Fault | null {
  const { timeZone, stockReportAt, acknowledgeWithinMinutes: within, escalateAfterMinutes: after } = profile;
  if (!isTimeZone(timeZone))
    return ['timeZone', `"${timeZone}" is no time zone.`, 'Use an IANA name such as America/Chicago.'];
  if (stockReportAt !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(stockReportAt))
    return ['stockReportAt', `"${stockReportAt}" is no time of day.`, 'Write it as 06:30.'];
  for (const [field, minutes] of Object.entries({ acknowledgeWithinMinutes: within, escalateAfterMinutes: after })) {
    if (!Number.isInteger(minutes) || minutes < 0 || minutes > LONGEST_WAIT_MINUTES)
      return [field, `${minutes} minutes are not possible.`, `Use a whole number up to ${LONGEST_WAIT_MINUTES}.`];
  }
  return null;
}

function ruleFault({
  statusCodes,
  itemIdPriority,
  orderStatus,
  carrierScac,
  billingScac,
}: PartnerProfile): Fault | null {
  const status = statusCodes?.find((code) => !/^[A-Z0-9]{2}$/.test(code));
  if (status) return ['statusCodes', `"${status}" is no status code.`, 'Use codes of AT701, such as X1 or D1.'];
  const qualifier = itemIdPriority.find((code) => !/^[A-Z0-9]{2}$/.test(code));
  if (qualifier)
    return [
      'itemIdPriority',
      `"${qualifier}" is no qualifier of a product id.`,
      'Use qualifiers such as SK, VN or UP.',
    ];
  const code = Object.keys(orderStatus).find((each) => !/^[A-Z0-9]{1,2}$/.test(each));
  if (code !== undefined) return ['orderStatus', `"${code}" is no status of an order.`, 'Use the code of W0501.'];
  for (const [field, scac] of Object.entries({ carrierScac, billingScac }))
    if (scac !== null && !/^[A-Z]{2,4}$/.test(scac))
      return [field, `"${scac}" is no SCAC.`, 'A SCAC has two to four capital letters.'];
  return null;
}

/** Whoever takes freight bills gets what they cannot say as an 810, and is told who bills. */
function billingFault({ outSets, billingScac }: PartnerProfile): Fault | null {
  if (!outSets.includes('210')) return null;
  if (!outSets.includes('810'))
    return ['outSets', 'A 210 cannot be a credit note.', 'Add 810: credit notes go out as that, invoices as 210.'];
  return billingScac
    ? null
    : ['billingScac', 'A 210 says who bills (B311).', 'Give our SCAC, as this partner knows it.'];
}

function quotaFault({ dailyFiles, dailyMegabytes }: PartnerProfile): Fault | null {
  for (const [field, most] of Object.entries({ dailyFiles, dailyMegabytes }))
    if (!Number.isInteger(most) || most < 1 || most > MOST_A_DAY)
      return [field, `${most} a day are not possible.`, `Use a whole number from 1 to ${MOST_A_DAY}.`];
  return null;
}

function checksFault({ kinds = {}, places = {}, toleratedMissing = [] }: PolicyChanges): Fault | null {
  const kind = Object.keys(kinds).find((each) => !(each in defaultPolicy.kinds));
  if (kind)
    return ['checks', `There is no check "${kind}".`, `Choose from ${Object.keys(defaultPolicy.kinds).join(', ')}.`];
  const place = Object.keys(places).find((each) => !/^(\d{3}\/)?[A-Z][A-Z0-9]{1,2}(\d{2})?$/.test(each));
  if (place) return ['checks', `"${place}" is no place in a document.`, 'Write it as W05, W0501 or 940/W0501.'];
  const treatment = [...Object.values(kinds), ...Object.values(places)].find((each) => !TREATMENTS.includes(each));
  if (treatment) return ['checks', `"${treatment}" is no treatment.`, 'Use accept, reject or ignore.'];
  const segment = toleratedMissing.find((each) => !/^[A-Z][A-Z0-9]{1,2}$/.test(each));
  return segment ? ['checks', `"${segment}" is no segment.`, 'Name segments, such as W76.'] : null;
}

/** Nothing, or the refusal that says what is wrong where. */
export const refusedBy = (fault: Fault | null): Result<null> =>
  fault ? refuse('PARTNER_INVALID', fault[1], { field: fault[0], fix: fault[2] }) : ok(null);
