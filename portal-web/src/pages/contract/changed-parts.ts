import type { VersionTermsFragment } from '../../generated/operations.ts';

const PARTS = [
  ...(['name', 'validTo', 'services', 'serviceLevels', 'liability', 'catalogue', 'volumes', 'tier', 'otif'] as const),
  ...(['parties', 'papers'] as const),
] as const satisfies readonly (keyof VersionTermsFragment)[];

/** What one version says otherwise than another, in the order in which terms are read. */
export const changedParts = (
  now: Pick<VersionTermsFragment, (typeof PARTS)[number]>,
  before: Pick<VersionTermsFragment, (typeof PARTS)[number]>,
): (typeof PARTS)[number][] =>
  PARTS.filter((part) => JSON.stringify(now[part] ?? null) !== JSON.stringify(before[part] ?? null));
