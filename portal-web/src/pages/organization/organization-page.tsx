import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
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
import { useHouseText } from './house-text.ts';
import { InviteStaffDialog, UnitDialog } from './staff-dialogs.tsx';
import { UnitPanel } from './unit-panel.tsx';
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
            {adding === 'unit' && <UnitDialog units={openOf(known)} close={close} done={read.refresh} />}
            {adding === 'person' && <InviteStaffDialog units={openOf(known)} close={close} done={read.refresh} />}
          </>
        )}
      </RecordView>
    </PageFrame>
  );
}

const openOf = ({ orgUnits }: OrganizationQuery) => orgUnits.filter(({ closedAt }) => !closedAt);

/** @param refresh null for whoever does not manage the tree */
function Branches({ known, refresh }: { known: OrganizationQuery; refresh: (() => void) | null }) {
  const t = useHouseText();
  const [withClosed, setWithClosed] = useState(false);
  const { unit: chosen } = useSearch({ from: '/portal/organization' });
  const unit = known.orgUnits.find(({ id }) => id === chosen) ?? known.orgUnits[0];
  const closed = known.orgUnits.filter(({ closedAt }) => closedAt).length;
  const shown = known.orgUnits.filter((one) => withClosed || !one.closedAt || one.id === chosen);
  return (
    <div className="page-columns organization">
      <Panel title={t('organization.tree')} count={known.orgUnits.length - closed}>
        <UnitTree units={shown} staff={known.staff} chosen={unit?.id ?? null} />
        {closed > 0 && (
          <label className="check-line small">
            <input
              type="checkbox"
              checked={withClosed}
              onChange={({ currentTarget }) => setWithClosed(currentTarget.checked)}
            />
            <span>{t('house.showClosed')}</span>
          </label>
        )}
      </Panel>
      {unit && <UnitPanel unit={unit} known={known} refresh={refresh} />}
    </div>
  );
}
