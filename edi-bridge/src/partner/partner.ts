import { ok, type Result, refuse } from '@quayside/shared/result';

/** A trading partner of one account: how the two sides call each other, and what they exchange. */
export interface Partner {
  /** Short name in paths: mailbox folder and POST /edi/ID. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** Their qualifier and id, such as `ZZ:ACME`; `*` takes any. */
  readonly senderId: string;
  /** Our qualifier and id; `*` takes any. */
  readonly receiverId: string;
  /** GS08 of what we send. */
  readonly version: string;
  readonly acknowledgement: '997' | '999';
  readonly outSets: readonly string[];
  /** Element, repetition, component and segment separator of what we send. */
  readonly delimiters: string;
  readonly test: boolean;
  /** IANA zone of their clock. */
  readonly timeZone: string;
  /** Who answers a 204: a person, the rule that all of it is taken, or the deadline where nobody has. */
  readonly tenderRule: 'PERSON' | 'ACCEPT' | 'DECLINE_AFTER_DEADLINE';
  /** Who answers an 850: a person, or the rule that all of it is expected. */
  readonly confirmRule: 'PERSON' | 'CONFIRM';
  /** `HH:MM` on their clock of a daily 846; null for one on request only. */
  readonly stockReportAt: string | null;
  readonly itemIdPriority: readonly string[];
  readonly orderStatus: Readonly<Record<string, 'NEW' | 'CANCEL' | 'CHANGE'>>;
  /** SCAC of a partner that is a carrier: its 214s concern shipments of any account that it carries. */
  readonly carrierScac: string | null;
}

/** What a new partner is made from; what is left out is what most partners use. */
export interface NewPartner {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly senderId: string;
  readonly receiverId: string;
  readonly version?: string;
  readonly acknowledgement?: string;
  readonly outSets?: readonly string[];
  readonly delimiters?: string;
  readonly test?: boolean;
}

const USUAL = { version: '004010', acknowledgement: '997', outSets: ['945', '990'], delimiters: '*^>~', test: false };

/** What holds until something else is agreed. */
export const TERMS = {
  timeZone: 'UTC',
  tenderRule: 'PERSON',
  confirmRule: 'PERSON',
  stockReportAt: null,
  itemIdPriority: [],
  orderStatus: {},
  carrierScac: null,
} as const;

const OUT_SETS = ['997', '999', '945', '944', '947', '846', '855', '856', '990', '214', '824'];
const refuseField = (field: string, message: string, fix: string): Result<never> =>
  refuse('PARTNER_INVALID', message, { field, fix });

/** Checks the profile of a new partner. */
export function newPartner(given: NewPartner): Result<Partner> {
  const input = { ...USUAL, ...given };
  const { acknowledgement } = input;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/.test(input.id))
    return refuseField('id', `"${input.id}" cannot be a folder name.`, 'Use 1 to 20 letters, digits, - or _.');
  for (const field of ['senderId', 'receiverId'] as const) {
    // The qualifier has two characters and the id at most fifteen, because ISA05 to ISA08 are that wide.
    if (input[field] !== '*' && !/^[0-9A-Z]{2}:[ -~]{1,15}$/.test(input[field]))
      return refuseField(
        field,
        `"${input[field]}" is not a qualifier and an id.`,
        'Write it as ZZ:ACME, or * for any.',
      );
  }
  if (!/^00(401|501)0/.test(input.version))
    return refuseField('version', `Version "${input.version}" is not supported.`, 'Use 004010 or 005010.');
  if (acknowledgement !== '997' && acknowledgement !== '999')
    return refuseField('acknowledgement', `"${acknowledgement}" is not an acknowledgement.`, 'Use 997 or 999.');
  const unknown = input.outSets.find((type) => !OUT_SETS.includes(type));
  if (unknown) return refuseField('outSets', `We do not send a ${unknown}.`, `Choose from ${OUT_SETS.join(', ')}.`);
  if (!/^[!-/:-@[-`{-~]{4}$/.test(input.delimiters) || new Set(input.delimiters).size !== 4)
    return refuseField('delimiters', 'The separators are not four different signs.', 'Use, for example, *^>~.');
  if (input.name.trim() === '') return refuseField('name', 'The partner has no name.', 'Give it one.');
  return ok({ ...TERMS, ...input, acknowledgement, name: input.name.trim() });
}

/** True when an interchange with these ids may come from this partner. */
export const speaksFor = (partner: Partner, sender: string, receiver: string): boolean =>
  (partner.senderId === '*' || partner.senderId === sender) &&
  (partner.receiverId === '*' || partner.receiverId === receiver);
