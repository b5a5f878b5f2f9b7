import { type CreditPolicy, USUAL_POLICY } from './terms.ts';

/** The whole house: above all of its units. */
export const HOUSE = '/';

/** What a unit has said of credit, for itself and all below it. */
export interface UnitPolicy {
  readonly id: string;
  /** Path of the unit, or of the whole house. */
  readonly path: string;
  /** Null: what holds above it again. */
  readonly policy: CreditPolicy | null;
  readonly changedBy: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  readonly version: number;
}

/** One change, for whoever asks who and why; it is added, never changed. */
export type PolicyChange = Omit<UnitPolicy, 'version'> & { readonly reason: string };

/** What holds for the customers of a branch: of the nearest unit at or above it that has said something. */
export function policyAt(said: readonly UnitPolicy[], branchPath: string | null): CreditPolicy {
  const [nearest] = said
    .filter(({ path, policy }) => policy !== null && (branchPath ?? HOUSE).startsWith(path))
    .sort((a, b) => b.path.length - a.path.length);
  return nearest?.policy ?? USUAL_POLICY;
}
