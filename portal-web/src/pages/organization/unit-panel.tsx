import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { type OrganizationQuery, OrgUnitStateDocument } from '../../generated/operations.ts';
import { useRecord } from '../../graph/use-record.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useHouseText } from './house-text.ts';
import { ChangeUnitDialog } from './staff-dialogs.tsx';
import { CloseUnitDialog, MoveUnitDialog } from './unit-dialogs.tsx';

type Unit = OrganizationQuery['orgUnits'][number];
const STEPS = ['change', 'move', 'close'] as const;
type Step = (typeof STEPS)[number];

interface PanelProps {
  readonly unit: Unit;
  readonly known: OrganizationQuery;
  /** Null for whoever does not manage the tree. */
  readonly refresh: (() => void) | null;
}

/** Who stands at and below a unit, and what may be done with the unit. */
export function UnitPanel({ unit, known, refresh }: PanelProps) {
  const t = useHouseText();
  const [step, setStep] = useState<Step | null>(null);
  const people = known.staff.filter(({ orgUnit }) => orgUnit?.path.startsWith(unit.path));
  const open = known.orgUnits.filter(({ closedAt }) => !closedAt);
  // The top of what is shown is the viewer's own unit: its name is theirs to change, its place is not.
  const steps = STEPS.filter((one) => one === 'change' || known.orgUnits.some(({ id }) => id === unit.parent?.id));
  const ended = () => setStep(null);
  return (
    <Panel
      title={t('organization.peopleOf', { unit: unit.name })}
      count={people.length}
      actions={
        refresh &&
        !unit.closedAt &&
        steps.map((one) => (
          <button
            key={one}
            type="button"
            className="quiet-button"
            aria-label={t(`house.${one}Unit`, { unit: unit.name })}
            onClick={() => setStep(one)}
          >
            {t(`house.${one}UnitDo`)}
          </button>
        ))
      }
      flush
    >
      {refresh && step === 'change' && <ChangeUnitDialog unit={unit} close={ended} done={refresh} />}
      {refresh && step === 'move' && <MoveUnitDialog unit={unit} units={open} close={ended} done={refresh} />}
      {refresh && step === 'close' && <CloseUnitDialog unit={unit} close={ended} done={refresh} />}
      {people.length === 0 && (
        <p className="panel-empty">{t(unit.closedAt ? 'house.closedHint' : 'organization.nobody')}</p>
      )}
      <ul className="rows">
        {people.map((person) => (
          <li key={person.id}>
            <span className="grow">
              <Link to="/organization/$memberId" params={{ memberId: person.id }}>
                <strong>{person.name}</strong>
              </Link>
              <span className="record-sub">
                {t(`role.${person.role}`)} · {person.orgUnit?.name}
              </span>
            </span>
            {person.lastSignInAt && (
              <span className="small soft">
                <Moment at={person.lastSignInAt} relative />
              </span>
            )}
            {!person.active && <StateMark tone="ended">{t('members.inactive')}</StateMark>}
          </li>
        ))}
      </ul>
      <Changes key={`${unit.id} ${unit.version}`} unit={unit} />
    </Panel>
  );
}

/** When the unit was moved or closed, by whom, and why. */
function Changes({ unit }: { unit: Unit }) {
  const t = useHouseText();
  const { record } = useRecord(OrgUnitStateDocument, { id: unit.id }, ({ orgUnit }) => orgUnit);
  const changes = record?.changes ?? [];
  if (changes.length === 0) return null;
  const nameOf = (parent: { readonly name: string } | null | undefined) => parent?.name ?? t('house.rights.elsewhere');
  return (
    <details className="small unit-changes">
      <summary>{t('parameters.changes', { count: changes.length })}</summary>
      <ul>
        {changes.map((change) => (
          <li key={change.id}>
            {change.action === 'CLOSED'
              ? t('house.wasClosed')
              : t('house.wasMoved', { before: nameOf(change.parentBefore), after: nameOf(change.parentAfter) })}
            {' · '}
            {change.by} · <Moment at={change.at} /> · {change.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
