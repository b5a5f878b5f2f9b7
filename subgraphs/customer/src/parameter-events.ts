/** Settings of the company that several subgraphs work by. Published: whoever uses one names it here. */
export type ParameterName =
  | 'CONTRACT_REMINDER_DAYS'
  | 'PAYMENT_REMINDER_DAYS'
  | 'FIRST_DUNNING_DAYS'
  | 'SECOND_DUNNING_DAYS'
  | 'FINAL_NOTICE_DAYS'
  | 'QUOTE_EXPIRY_DAYS'
  | 'REVIEW_SAMPLE_PERCENT'
  | 'QUANTITY_DECIMALS'
  | 'RATE_DECIMALS'
  | 'CLAIM_APPROVAL_ABOVE'
  | 'CREDIT_NOTE_APPROVAL_ABOVE'
  | 'CARRIER_TOLERANCE_PERCENT'
  | 'CARRIER_TOLERANCE_AMOUNT'
  | 'UNCOVERED_ORDERS_WAIT';

/** AMOUNT: whole units of whatever currency the money is in. YES_NO: 1 or 0. */
export type ParameterUnit = 'DAYS' | 'PERCENT' | 'DIGITS' | 'AMOUNT' | 'YES_NO';
export type ParameterGroup = 'REMINDERS' | 'DISPLAY' | 'REVIEW' | 'WORKFLOW';

export interface ParameterRule {
  readonly group: ParameterGroup;
  readonly unit: ParameterUnit;
  /** What holds where no unit says otherwise. */
  readonly standard: number;
  readonly least: number;
  readonly most: number;
}

/**
 * CONTRACT_REMINDER_DAYS: so long before its end a contract comes onto the desk and everybody is reminded.
 * PAYMENT_REMINDER_DAYS: so long before it is due an invoice is spoken of; FIRST_DUNNING_DAYS, SECOND_DUNNING_DAYS and
 * FINAL_NOTICE_DAYS: so long after it the letters go out. QUOTE_EXPIRY_DAYS: validity of an offer that names no day. REVIEW_SAMPLE_PERCENT: usual share of a draw.
 * QUANTITY_DECIMALS, RATE_DECIMALS: places shown of weights, and of rates and shares. CLAIM_APPROVAL_ABOVE,
 * CREDIT_NOTE_APPROVAL_ABOVE: above it a second person says yes. CARRIER_TOLERANCE_PERCENT, CARRIER_TOLERANCE_AMOUNT: by
 * the greater of the two a carrier may bill more than was agreed before somebody looks. UNCOVERED_ORDERS_WAIT: work on an
 * order that no contract covers waits for one or for a release (1), or starts and is only flagged (0).
 */
export const PARAMETERS: Readonly<Record<ParameterName, ParameterRule>> = {
  CONTRACT_REMINDER_DAYS: { group: 'REMINDERS', unit: 'DAYS', standard: 30, least: 1, most: 365 },
  PAYMENT_REMINDER_DAYS: { group: 'REMINDERS', unit: 'DAYS', standard: 7, least: 0, most: 90 },
  FIRST_DUNNING_DAYS: { group: 'REMINDERS', unit: 'DAYS', standard: 7, least: 1, most: 365 },
  SECOND_DUNNING_DAYS: { group: 'REMINDERS', unit: 'DAYS', standard: 21, least: 1, most: 365 },
  FINAL_NOTICE_DAYS: { group: 'REMINDERS', unit: 'DAYS', standard: 45, least: 1, most: 365 },
  QUOTE_EXPIRY_DAYS: { group: 'REMINDERS', unit: 'DAYS', standard: 30, least: 1, most: 365 },
  REVIEW_SAMPLE_PERCENT: { group: 'REVIEW', unit: 'PERCENT', standard: 10, least: 1, most: 100 },
  QUANTITY_DECIMALS: { group: 'DISPLAY', unit: 'DIGITS', standard: 1, least: 0, most: 3 },
  RATE_DECIMALS: { group: 'DISPLAY', unit: 'DIGITS', standard: 3, least: 0, most: 6 },
  CLAIM_APPROVAL_ABOVE: { group: 'WORKFLOW', unit: 'AMOUNT', standard: 50_000, least: 0, most: 10_000_000 },
  CREDIT_NOTE_APPROVAL_ABOVE: { group: 'WORKFLOW', unit: 'AMOUNT', standard: 10_000, least: 0, most: 10_000_000 },
  CARRIER_TOLERANCE_PERCENT: { group: 'WORKFLOW', unit: 'PERCENT', standard: 2, least: 0, most: 100 },
  CARRIER_TOLERANCE_AMOUNT: { group: 'WORKFLOW', unit: 'AMOUNT', standard: 5, least: 0, most: 10_000 },
  UNCOVERED_ORDERS_WAIT: { group: 'WORKFLOW', unit: 'YES_NO', standard: 1, least: 0, most: 1 },
};

/** `parameter.changed.v1`: a unit has another value, or none of its own (null); subject is the setting. */
export interface ParameterChanged {
  readonly settingId: string;
  readonly name: string;
  /** Path of the unit, for which with all below it the value holds. */
  readonly path: string;
  readonly value: number | null;
}
export const PARAMETER_CHANGED = 'parameter.changed.v1';

/** A parameter by its name, as a store asks for it. */
export const ruleOf = (name: ParameterName): ParameterRule & { readonly name: ParameterName } => ({
  name,
  ...PARAMETERS[name],
});
