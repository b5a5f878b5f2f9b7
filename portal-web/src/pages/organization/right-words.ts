import type { PersonFactsFragment, RightLineFragment, Role } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { STAFF_ROLES } from './staff-dialogs.tsx';

type LogLine = Pick<PersonFactsFragment['staffLog'][number], 'action' | 'before' | 'after'>;

const isRole = (text: string): text is Role => STAFF_ROLES.some((role) => role === text);

/** What a right says, in words: whom it lets see what. */
export function useRightWords() {
  const t = useText();
  const wordsOf = ({ kind, effect, permission, orgUnit, account }: RightLineFragment): string => {
    const grants = effect === 'GRANT';
    if (kind === 'PERMISSION') {
      const what = permission ? t(`permission.${permission}`) : '';
      return t(grants ? 'rights.may' : 'rights.mayNot', { what });
    }
    // A unit or customer out of the reader's own reach stays without a name.
    const whom = (kind === 'UNIT' ? orgUnit?.name : account?.name) ?? t('rights.elsewhere');
    if (kind === 'UNIT') return t(grants ? 'rights.seesUnit' : 'rights.seesUnitNot', { unit: whom });
    return t(grants ? 'rights.seesAccount' : 'rights.seesAccountNot', { account: whom });
  };
  const placeOf = (text: string | null | undefined): string => (text ? (isRole(text) ? t(`role.${text}`) : text) : '');
  /** Role or unit before and after. */
  const stepOf = ({ before, after }: LogLine): string => [before, after].filter(Boolean).map(placeOf).join(' → ');
  return { wordsOf, stepOf };
}
