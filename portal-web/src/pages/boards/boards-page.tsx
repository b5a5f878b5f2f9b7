import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { isStaff, maySeeValue, mayWrite } from '../../session/permissions.ts';
import { useViewer, type Viewer } from '../../session/viewing.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { RecommendPanel } from '../satisfaction/recommend-panel.tsx';
import { type BoardText, useBoardText } from './board-text.ts';
import { CustomerPanels } from './customer-panels.tsx';
import { MoneyPanels } from './money-panels.tsx';
import { OtifPanels } from './otif-panels.tsx';
import { ServicePanels } from './service-panels.tsx';
import { ShipperPanels } from './shipper-panels.tsx';
import './boards.css';

/**
 * Each sees the board of its own work: executives what customers are worth first, account managers what needs a hand, the
 * floor how deliveries and complaints go, shippers their own orders. Every part reads for itself, so that none waits.
 */
export function BoardsPage() {
  const t = useBoardText();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  return (
    <PageFrame
      title={t('nav.boards')}
      under={underOf(viewer, t)}
      actions={
        <>
          {staff && (
            <Button variant="default" renderRoot={(props) => <Link {...props} to="/satisfaction" />}>
              {t('satisfaction.title')}
            </Button>
          )}
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/case-analysis" />}>
            {t('caseAnalysis.title')}
          </Button>
          <Button variant="default" onClick={() => window.print()}>
            {t('chart.print')}
          </Button>
        </>
      }
    >
      <div className="board-grid">
        <Parts viewer={viewer} />
      </div>
    </PageFrame>
  );
}

function underOf(viewer: Viewer, t: BoardText): string {
  if (!isStaff(viewer)) return t('board.underShipper', { account: viewer.account?.name ?? '' });
  if (!maySeeValue(viewer)) return t('board.underFloor');
  return viewer.role === 'ACCOUNT_MANAGER' || viewer.role === 'SALES'
    ? t('board.underManager')
    : t('board.underExecutive');
}

function Parts({ viewer }: { viewer: Viewer }) {
  if (!isStaff(viewer)) {
    return (
      <>
        {viewer.account && <ShipperPanels accountId={viewer.account.id} />}
        {viewer.account && mayWrite(viewer) && <RecommendPanel accountId={viewer.account.id} />}
        <OtifPanels />
        <ServicePanels />
        <MoneyPanels />
      </>
    );
  }
  const customers = maySeeValue(viewer) && <CustomerPanels />;
  const atHand = viewer.role === 'ACCOUNT_MANAGER' || viewer.role === 'SALES';
  return (
    <>
      {!atHand && customers}
      <OtifPanels />
      <ServicePanels />
      <MoneyPanels />
      {atHand && customers}
    </>
  );
}
