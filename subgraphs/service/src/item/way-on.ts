/** What can be done instead of a step that the state does not allow. */
export const wayOn = (next: readonly string[], over: string): { readonly fix: string } => ({
  fix: next.length > 0 ? `From here it can become ${next.join(' or ')}.` : over,
});
