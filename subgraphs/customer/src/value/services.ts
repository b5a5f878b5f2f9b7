/** What the company sells, in the words that all subgraphs share. */
const SERVICES = [
  'WAREHOUSING',
  'TRANSPORT',
  'GUARANTEED_DELIVERY',
  'SHELVING',
  'TALLYING',
  'REPACKING',
  'LABELLING',
  'KITTING',
  'PHOTO',
  'QUALITY_CHECK',
  'RETURNS_HANDLING',
  'FINANCING_REFERRAL',
] as const;
export type SoldService = (typeof SERVICES)[number];

/** A service by the name that an event had for it; null for a name that this version does not know. */
export const soldService = (name: string | null): SoldService | null => SERVICES.find((one) => one === name) ?? null;
