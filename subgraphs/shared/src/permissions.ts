/** What a person of the company may be allowed beyond the role, or be denied within it, one by one. */
export const PERMISSIONS = [
  'SEE_VALUE',
  'EDIT_RATES',
  'APPROVE_CLAIMS',
  'APPROVE_CREDIT_NOTES',
  'RELEASE_CREDIT',
  'VIEW_AS_CUSTOMER',
  'MANAGE_PARAMETERS',
] as const;

/**
 * SEE_VALUE: margins and what customers are worth. EDIT_RATES: contracts, rate cards, terms. APPROVE_CLAIMS and
 * APPROVE_CREDIT_NOTES: the second person above the limit. RELEASE_CREDIT: credit limits, and orders that a hold stopped. VIEW_AS_CUSTOMER: open the portal as a customer sees it.
 * MANAGE_PARAMETERS: reminder days, limits and the other settings of the company.
 */
export type Permission = (typeof PERMISSIONS)[number];

export const isPermission = (text: string): text is Permission => PERMISSIONS.some((known) => known === text);
