/** A unit of the tree, with all below it, or one customer: seen or not. */
export interface UnitRule {
  /** Such as `/group/east/boston/`. */
  readonly path: string;
  readonly sees: boolean;
}
export interface AccountRule {
  readonly accountId: string;
  readonly sees: boolean;
}

/**
 * Which customers somebody of the company sees, where that is not simply those of the own unit. The most exact word
 * counts: one about a customer before one about a unit, a lower unit before a higher one, and of two alike the "no".
 */
export interface DataRights {
  readonly units: readonly UnitRule[];
  readonly accounts: readonly AccountRule[];
}

/** The rules in the order in which they are asked: the first that fits decides. */
export const unitRulesOf = ({ units }: DataRights): readonly UnitRule[] =>
  [...units].sort((a, b) => b.path.length - a.path.length || Number(a.sees) - Number(b.sees));

/** Is a customer of the branch with this path (null: not known) among those that the rights let through? */
export function seesCustomer(rights: DataRights, accountId: string, branchPath: string | null): boolean {
  const own = rights.accounts.filter((rule) => rule.accountId === accountId);
  if (own.length > 0) return own.every(({ sees }) => sees);
  return branchPath !== null && seesBranch(rights, branchPath);
}

/** Are the customers of this branch seen, those apart about whom there is a word of their own? */
export const seesBranch = (rights: DataRights, branchPath: string): boolean =>
  // A unit without a path is nobody's: an empty prefix would be everybody's.
  unitRulesOf(rights).find(({ path }) => path !== '' && branchPath.startsWith(path))?.sees ?? false;
