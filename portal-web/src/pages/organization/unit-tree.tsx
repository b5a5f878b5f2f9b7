import { Link } from '@tanstack/react-router';
import type { OrganizationQuery } from '../../generated/operations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { useHouseText } from './house-text.ts';
import './organization.css';

type Unit = OrganizationQuery['orgUnits'][number];

interface UnitTreeProps {
  readonly units: readonly Unit[];
  readonly staff: OrganizationQuery['staff'];
  readonly chosen: string | null;
}

/** Units below each other as nested lists, which read aloud say how deep one stands. */
export function UnitTree({ units, staff, chosen }: UnitTreeProps) {
  const known = new Set(units.map(({ id }) => id));
  const roots = units.filter(({ parent }) => !parent || !known.has(parent.id));
  return <Level of={roots} units={units} staff={staff} chosen={chosen} />;
}

function Level({ of, units, staff, chosen }: UnitTreeProps & { readonly of: readonly Unit[] }) {
  const t = useHouseText();
  return (
    <ul className="unit-tree">
      {of.map((unit) => {
        const below = units.filter(({ parent }) => parent?.id === unit.id);
        const people = staff.filter(({ active, orgUnit }) => active && orgUnit?.id === unit.id).length;
        return (
          <li key={unit.id}>
            <Link
              to="/organization"
              search={{ unit: unit.id }}
              className="unit-link"
              aria-current={unit.id === chosen ? 'true' : undefined}
            >
              <span className="unit-name">{unit.name}</span>
              {unit.closedAt && <StateMark tone="ended">{t('house.closed')}</StateMark>}
              <span className="small soft">
                {t(`orgUnitKind.${unit.kind}`)} · {t('organization.people', { count: people })}
              </span>
            </Link>
            {below.length > 0 && <Level of={below} units={units} staff={staff} chosen={chosen} />}
          </li>
        );
      })}
    </ul>
  );
}
