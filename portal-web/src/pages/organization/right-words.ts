import type { PersonFactsFragment, RightLineFragment, Role } from '../../generated/operations.ts';
import { useHouseText } from './house-text.ts';
import { STAFF_ROLES } from './staff-dialogs.tsx';

type LogLine = Pick<PersonFactsFragment['staffLog'][number], 'action' | 'before' | 'after'>;

const isRole = (text: string): text is Role => STAFF_ROLES.some((role) => role === text);

/** What a right says, in words: whom it lets see what. */
export function useRightWords() {
  const t = useHouseText();
  const wordsOf = ({ kind, effect, permission, orgUnit, account }: RightLineFragment): string => {
    const grants = effect === 'GRANT';
    if (kind === 'PERMISSION') {
      const what = permission ? t(`permission.${permission}`) : '';
      return t(grants ? 'house.rights.may' : 'house.rights.mayNot', { what });
    }
    // A unit or customer out of the reader's own reach stays without a name.
    const whom = (kind === 'UNIT' ? orgUnit?.name : account?.name) ?? t('house.rights.elsewhere');
    if (kind === 'UNIT') return t(grants ? 'house.rights.seesUnit' : 'house.rights.seesUnitNot', { unit: whom });
    return t(grants ? 'house.rights.seesAccount' : 'house.rights.seesAccountNot', { account: whom });
  };
  const placeOf = (text: string | null | undefined): string => (text ? (isRole(text) ? t(`role.${text}`) : text) : '');
  /** Role or unit before and after. */
  const stepOf = ({ before, after }: LogLine): string => [before, after].filter(Boolean).map(placeOf).join(' → ');
  return { wordsOf, stepOf };
}
