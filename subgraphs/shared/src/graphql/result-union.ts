import type { Refusal, Result } from '../result.ts';

/** What a mutation answers: the value, or the refusal in its place. */
export const answer = <T>(result: Result<T>): T | Refusal => (result.ok ? result.value : result.refusal);

/** Resolver of a union such as `CaseResult = Case | Refusal`. */
export const resultUnion = <Name extends string>(name: Name) => ({
  __resolveType: (value: object): Name | 'Refusal' => ('code' in value && 'message' in value ? 'Refusal' : name),
});
