import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { OrganizationDocument, type OrganizationQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayManageStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ChangeUnitDialog, InviteStaffDialog, UnitDialog } from './staff-dialogs.tsx';
import { UnitTree } from './unit-tree.tsx';

/** The company's own tree and who stands where in it. Administrators add units and people. */
export function OrganizationPage() {
  return isStaff(useViewer()) ? <Organization /> : <LostPage />;
}

function Organization() {
  const t = useText();
  const manages = mayManageStaff(useViewer());
  const read = useRecord(OrganizationDocument, {}, (data) => data);
  const [adding, setAdding] = useState<'unit' | 'person' | null>(null);
  const close = () => setAdding(null);
  return (
    <PageFrame
      title={t('organization.title')}
      under={t('organization.hint')}
      back={<BackLink to="/accounts" />}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/parameters" />}>
            {t('parameters.title')}
          </Button>
          {manages && (
            <>
              <Button variant="default" onClick={() => setAdding('unit')}>
                {t('organization.addUnit')}
              </Button>
              <Button onClick={() => setAdding('person')}>{t('organization.addPerson')}</Button>
            </>
          )}
        </>
      }
    >
      <RecordView read={read}>
        {(known) => (
          <>
            <Branches known={known} refresh={manages ? read.refresh : null} />
            {adding === 'unit' && <UnitDialog units={known.orgUnits} close={close} done={read.refresh} />}
            {adding === 'person' && <InviteStaffDialog units={known.orgUnits} close={close} done={read.refresh} />}
          </>
        )}
      </RecordView>
    </PageFrame>
  );
}

/** @param refresh null for whoever does not manage the tree */
function Branches({ known, refresh }: { known: OrganizationQuery; refresh: (() => void) | null }) {
  const t = useText();
  const [changing, setChanging] = useState(false);
  const { unit: chosen } = useSearch({ from: '/portal/organization' });
  const unit = known.orgUnits.find(({ id }) => id === chosen) ?? known.orgUnits[0];
  const people = known.staff.filter(({ orgUnit }) => unit && orgUnit?.path.startsWith(unit.path));
  return (
    <div className="page-columns organization">
      <Panel title={t('organization.tree')} count={known.orgUnits.length}>
        <UnitTree units={known.orgUnits} staff={known.staff} chosen={unit?.id ?? null} />
      </Panel>
      <Panel
        title={unit ? t('organization.peopleOf', { unit: unit.name }) : ''}
        count={people.length}
        actions={
          unit &&
          refresh && (
            <button
              type="button"
              className="quiet-button"
              aria-label={t('organization.changeUnit', { unit: unit.name })}
              onClick={() => setChanging(true)}
            >
              {t('parameters.change')}
            </button>
          )
        }
        flush
      >
        {changing && unit && refresh && (
          <ChangeUnitDialog unit={unit} close={() => setChanging(false)} done={refresh} />
        )}
        {people.length === 0 && <p className="panel-empty">{t('organization.nobody')}</p>}
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
      </Panel>
    </div>
  );
}
